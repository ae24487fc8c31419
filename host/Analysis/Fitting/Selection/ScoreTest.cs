using System.Numerics;
using EdgeTester.Analysis.Elements;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>A term that a fitted chain lacks, with the fall of the sum of squares that linear theory promises.</summary>
internal sealed record MissingTerm(ChainTerm Term, double Gain);

/// <summary>
/// Rao's score test (Rao, Proc. Camb. Phil. Soc. 44 (1948) 50, doi:10.1017/S0305004100023987): how much better would the data
/// be fitted with one more term of small magnitude? Its column is projected off the columns of the fitted parameters; the
/// residuals along what is left of it say magnitude and gain. An arc of negative magnitude is an inductive loop.
/// </summary>
internal static class ScoreTest
{
    private const double Exponent = 0.85;
    private const double PlacesPerDecade = 3;

    /// <summary>The most promising terms, the best of each kind and, of arcs, the two best places.</summary>
    public static IReadOnlyList<MissingTerm> Of(CircuitFitResult fit, bool hasTail)
    {
        var spectrum = fit.Spectrum;
        var weights = ResidualWeights.For(spectrum, fit.Weighting);
        var map = new ParameterMap(fit.Circuit, []);
        var problem = new CircuitProblem(fit.Circuit, map, spectrum, weights);
        var residuals = new double[problem.ResidualCount];
        var jacobian = new double[problem.ResidualCount * map.Count];
        problem.Jacobian(map.ToVariables(fit.Values), residuals, jacobian);
        var basis = Basis(jacobian, residuals.Length, map.Count);
        var points = FrequencyPoint.From(spectrum.FrequencyHz);
        var found = new List<MissingTerm>();
        AddArcs(found, Try);
        if (!hasTail)
        {
            AddSimple(p => -Complex.ImaginaryOne / p.Omega, m => new ChainTerm("C", [1 / m]));
            AddSimple(p => 1 / Complex.Sqrt(new Complex(0, p.Omega)), m => new ChainTerm("Q", [1 / m, 0.6]));
            AddSimple(p => new Complex(1, -1) / Math.Sqrt(p.Omega), m => new ChainTerm("W", [m]));
        }
        if (fit.Circuit.Root.Elements().All(e => e.Kind.Symbol is not ("L" or "La")))
            AddSimple(p => new Complex(0, p.Omega), m => new ChainTerm("L", [m]));
        return found;

        void AddSimple(Func<FrequencyPoint, Complex> shape, Func<double, ChainTerm> term)
        {
            var (magnitude, gain) = Try(shape);
            if (magnitude > 0 && double.IsFinite(magnitude))
                found.Add(new MissingTerm(term(magnitude), gain));
        }

        void AddArcs(List<MissingTerm> into, Func<Func<FrequencyPoint, Complex>, (double, double)> test)
        {
            var low = Math.Log10(1 / (4 * Math.PI * spectrum.FrequencyHz[0]));
            var high = Math.Log10(1 / (Math.PI * spectrum.FrequencyHz[^1]));
            var places = Math.Max(2, (int)((high - low) * PlacesPerDecade) + 1);
            var gains = new (double Magnitude, double Gain, double Tau)[places];
            for (var k = 0; k < places; k++)
            {
                var tau = Math.Pow(10, low + (high - low) * k / (places - 1));
                var (magnitude, gain) = test(p =>
                    1 / (1 + Complex.Pow(new Complex(0, p.Omega * tau), Exponent))
                );
                gains[k] = (magnitude, gain, tau);
            }
            var summits = Enumerable
                .Range(0, places)
                .Where(k =>
                    (k == 0 || gains[k - 1].Gain <= gains[k].Gain)
                    && (k == places - 1 || gains[k + 1].Gain <= gains[k].Gain)
                )
                .Select(k => gains[k])
                .OrderByDescending(g => g.Gain)
                .ToArray();
            foreach (var g in summits.Where(g => g.Magnitude > 0).Take(2))
                into.Add(new MissingTerm(ChainTerm.Arc(g.Magnitude, g.Tau, Exponent), g.Gain));
            foreach (var g in summits.Where(g => g.Magnitude < 0).Take(1))
                into.Add(new MissingTerm(ChainTerm.Loop(-g.Magnitude, g.Tau), g.Gain));
        }

        (double Magnitude, double Gain) Try(Func<FrequencyPoint, Complex> shape)
        {
            var column = new double[residuals.Length];
            for (var k = 0; k < points.Length; k++)
            {
                var z = shape(points[k]);
                column[k] = z.Real * weights.Real[k];
                column[points.Length + k] = z.Imaginary * weights.Imaginary[k];
            }
            var before = VectorMath.Dot(column, column);
            Project(basis, column);
            var left = VectorMath.Dot(column, column);
            if (!(left > 1e-10 * before))
                return (0, 0);
            var along = VectorMath.Dot(column, residuals);
            return (-along / left, along * along / left);
        }
    }

    private static List<double[]> Basis(double[] jacobian, int rows, int columns)
    {
        var basis = new List<double[]>();
        for (var j = 0; j < columns; j++)
        {
            var column = jacobian.AsSpan(j * rows, rows).ToArray();
            var before = VectorMath.Norm(column);
            Project(basis, column);
            var norm = VectorMath.Norm(column);
            if (!(norm > 1e-9 * before))
                continue;
            for (var k = 0; k < rows; k++)
                column[k] /= norm;
            basis.Add(column);
        }
        return basis;
    }

    // Twice, since once loses digits where the columns are nearly parallel.
    private static void Project(List<double[]> basis, double[] column)
    {
        for (var pass = 0; pass < 2; pass++)
            foreach (var direction in basis)
                VectorMath.AddScaled(column, direction, -VectorMath.Dot(direction, column));
    }
}
