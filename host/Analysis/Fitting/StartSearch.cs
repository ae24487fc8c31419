using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Starts for an arbitrary circuit, from the spectrum alone. The whole circuit is a sum of terms in series, and the
/// magnitude of each term is a linear unknown (variable projection: Golub, Pereyra, SIAM J. Numer. Anal. 10 (1973)
/// 413, doi:10.1137/0710036): shapes - characteristic frequencies and exponents - are drawn, the magnitudes follow
/// from a non-negative least-squares problem on a thinned spectrum, and the best sum of squares ranks the draws.
/// </summary>
internal sealed class StartSearch
{
    private const int ScreeningPoints = 22;
    private readonly Circuit _circuit;
    private readonly CircuitNode[] _terms;
    private readonly bool[] _isScalable;
    private readonly bool[] _isReactive;
    private readonly FrequencyPoint[] _points;
    private readonly Complex[] _data;
    private readonly double[] _weights;
    private readonly double _logLow;
    private readonly double _logHigh;
    private readonly double _typicalModulus;
    private readonly Random _random;
    private readonly double[] _columns;
    private readonly double[] _gram;
    private readonly double[] _right;
    private readonly double[] _scales;
    private int _draws;

    public StartSearch(Circuit circuit, Spectrum spectrum, int seed)
    {
        _circuit = circuit;
        _random = new Random(seed);
        _terms = circuit.Root is SeriesNode series ? series.Children.ToArray() : [circuit.Root];
        _isScalable = _terms.Select(IsScalable).ToArray();
        _isReactive = _terms.Select(HasTimeConstant).ToArray();
        var count = Math.Min(ScreeningPoints, spectrum.Count);
        var chosen = Enumerable
            .Range(0, count)
            .Select(k => count == 1 ? 0 : (int)Math.Round(k * (spectrum.Count - 1.0) / (count - 1)))
            .ToArray();
        _points = chosen.Select(k => new FrequencyPoint(spectrum.FrequencyHz[k])).ToArray();
        _data = chosen.Select(k => spectrum.Impedance[k]).ToArray();
        var moduli = spectrum.Impedance.Select(z => z.Magnitude).Order().ToArray();
        var floor = Math.Max(moduli[^1] * 1e-9, double.Epsilon);
        _weights = _data.Select(z => 1 / Math.Max(z.Magnitude, floor)).ToArray();
        _typicalModulus = Math.Max(moduli[moduli.Length / 2], floor);
        _logHigh = Math.Log(2 * Math.PI * spectrum.FrequencyHz[0]);
        _logLow = Math.Log(2 * Math.PI * spectrum.FrequencyHz[^1]);
        _columns = new double[2 * count * _terms.Length];
        _gram = new double[_terms.Length * _terms.Length];
        _right = new double[_terms.Length];
        _scales = new double[_terms.Length];
    }

    /// <summary>Draws <paramref name="count"/> starts; the best come first, each with its weighted sum of squares.</summary>
    public List<DrawnStart> Draw(int count)
    {
        var drawn = new List<DrawnStart>(count);
        for (var k = 0; k < count; k++)
        {
            var values = _circuit.Values();
            var places = DrawShapes(values);
            var score = FitMagnitudes(values);
            if (double.IsFinite(score))
                drawn.Add(new DrawnStart(score, values, -1, places));
        }
        drawn.Sort((a, b) => a.Score.CompareTo(b.Score));
        return drawn;
    }

    /// <summary>
    /// Draws around a solution: one term gets a new shape, the others keep theirs, all magnitudes are fitted again. That
    /// finds the way out of a minimum in which one term has made itself useless.
    /// </summary>
    public List<DrawnStart> DrawAround(double[] solution, int count)
    {
        var drawn = new List<DrawnStart>(count);
        var shaped = Enumerable.Range(0, _terms.Length).Where(t => _terms[t].ParameterCount > 1).ToArray();
        if (shaped.Length == 0)
            return drawn;
        for (var k = 0; k < count; k++)
        {
            var values = (double[])solution.Clone();
            var t = shaped[k % shaped.Length];
            var omega = RandomOmega(_random.NextDouble());
            SeedNode(_terms[t], _isScalable[t] ? 1 : _typicalModulus, omega, values);
            var score = FitMagnitudes(values);
            if (double.IsFinite(score))
                drawn.Add(new DrawnStart(score, values, t, [Math.Log(omega)]));
        }
        drawn.Sort((a, b) => a.Score.CompareTo(b.Score));
        return drawn;
    }

    /// <summary>Number of terms that have a place on the frequency axis.</summary>
    public int ReactiveTerms => _isReactive.Count(isReactive => isReactive);

    private double RandomOmega(double position) =>
        Math.Exp(_logLow - 0.7 + position * (_logHigh - _logLow + 1.4));

    private double[] DrawShapes(double[] values)
    {
        var reactive = ReactiveTerms;
        Span<double> positions = reactive <= 32 ? stackalloc double[reactive] : new double[reactive];
        for (var k = 0; k < reactive; k++)
            // The first draw spreads the terms evenly, the others at random.
            positions[k] = _draws == 0 ? (k + 0.5) / reactive : _random.NextDouble();
        positions.Sort();
        // By habit a circuit's text goes from high to low frequency; a third of the draws does not believe it.
        if (_draws % 3 == 2)
            _random.Shuffle(positions);
        else
            positions.Reverse();
        _draws++;
        var places = new double[_terms.Length];
        var next = 0;
        for (var t = 0; t < _terms.Length; t++)
        {
            var position = _isReactive[t] ? positions[next++] : _random.NextDouble();
            var omega = RandomOmega(position);
            if (_isReactive[t])
                places[t] = Math.Log(omega);
            SeedNode(_terms[t], _isScalable[t] ? 1 : _typicalModulus, omega, values);
        }
        return places;
    }

    private void SeedNode(CircuitNode node, double magnitude, double omega, double[] values)
    {
        if (node is ElementNode element)
        {
            SeedElement(element, magnitude, omega, values);
            return;
        }
        var isFirst = true;
        foreach (var child in node.Children)
        {
            var isLeaf = child is ElementNode;
            // The leaves of a group meet at one frequency; what is nested deeper has a frequency of its own.
            var ownOmega = isLeaf ? omega : Math.Exp(_logLow + _random.NextDouble() * (_logHigh - _logLow));
            var spread =
                isFirst && isLeaf
                    ? 1
                    : Math.Pow(10, (node is SeriesNode ? 1.6 : 0.6) * (_random.NextDouble() - 0.5));
            SeedNode(
                child,
                magnitude * spread,
                node is SeriesNode && isLeaf ? omega * Math.Pow(10, 2 * _random.NextDouble() - 1) : ownOmega,
                values
            );
            isFirst = false;
        }
    }

    private void SeedElement(ElementNode element, double magnitude, double omega, double[] values)
    {
        Span<double> own = stackalloc double[element.ParameterCount];
        values.AsSpan(element.Offset, element.ParameterCount).CopyTo(own);
        element.Kind.Seed(magnitude, omega, _random.NextDouble, own);
        for (var k = 0; k < own.Length; k++)
        {
            var p = _circuit.Parameters[element.Offset + k];
            if (!p.IsFixed)
                values[element.Offset + k] = Math.Clamp(own[k], p.Lower, p.Upper);
        }
    }

    /// <summary>Scales each term so that the sum meets the data best; returns the weighted sum of squares left.</summary>
    private double FitMagnitudes(double[] values)
    {
        var count = _points.Length;
        var length = 2 * count;
        Span<double> target = stackalloc double[length];
        for (var k = 0; k < count; k++)
        {
            target[k] = _data[k].Real * _weights[k];
            target[count + k] = _data[k].Imaginary * _weights[k];
        }
        var used = 0;
        for (var t = 0; t < _terms.Length; t++)
        {
            var column = _columns.AsSpan(used * length, length);
            for (var k = 0; k < count; k++)
            {
                var z = _terms[t].Evaluate(_points[k], values, []);
                column[k] = z.Real * _weights[k];
                column[count + k] = z.Imaginary * _weights[k];
            }
            if (_isScalable[t])
                used++;
            else
                Numerics.VectorMath.AddScaled(target, column, -1);
        }
        var total = Numerics.VectorMath.Dot(target, target);
        Span<double> norms = stackalloc double[used];
        for (var a = 0; a < used; a++)
        {
            var column = _columns.AsSpan(a * length, length);
            norms[a] = Numerics.VectorMath.Norm(column);
            if (!(norms[a] > 0) || !double.IsFinite(norms[a]))
                return double.NaN;
            _right[a] = Numerics.VectorMath.Dot(column, target) / norms[a];
            for (var b = 0; b <= a; b++)
            {
                var dot =
                    Numerics.VectorMath.Dot(column, _columns.AsSpan(b * length, length))
                    / (norms[a] * norms[b]);
                _gram[a * used + b] = _gram[b * used + a] = dot;
            }
        }
        var left =
            total
            + SmallNonNegativeLeastSquares.Solve(
                _gram.AsSpan(0, used * used),
                _right.AsSpan(0, used),
                _scales.AsSpan(0, used)
            );
        used = 0;
        for (var t = 0; t < _terms.Length; t++)
            if (_isScalable[t])
            {
                var scale = _scales[used] / norms[used];
                // A term that is not wanted here is kept small, not zero: the polish may still find a use for it.
                Scale(_terms[t], Math.Max(scale, 1e-3 * Math.Sqrt(length) / norms[used]), values);
                used++;
            }
        return left;
    }

    private void Scale(CircuitNode term, double factor, double[] values)
    {
        for (var i = term.Offset; i < term.Offset + term.ParameterCount; i++)
        {
            var p = _circuit.Parameters[i];
            var power = p.Declaration.ImpedancePower;
            if (power != 0)
                values[i] = Math.Clamp(power > 0 ? values[i] * factor : values[i] / factor, p.Lower, p.Upper);
        }
    }

    private bool IsScalable(CircuitNode term)
    {
        for (var i = term.Offset; i < term.Offset + term.ParameterCount; i++)
        {
            var p = _circuit.Parameters[i];
            if (p.Declaration.ImpedancePower != 0 && p.IsFixed)
                return false;
        }
        return true;
    }

    private static bool HasTimeConstant(CircuitNode term) =>
        term is not ElementNode element
        || element.Kind.Parameters.Any(p => p.Role is ParameterRole.TimeConstant or ParameterRole.Rate)
        || element.Kind.Parameters.Count(p => p.ImpedancePower != 0) > 1;
}
