using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// What stands in series with the distribution: a resistance, an inductance (with a resistance parallel to it where
/// the real part rises towards high frequency: eddy currents in leads), for blocking cells a constant phase
/// element (j 2 pi f)^-alpha / Q, and for inductive loops at low frequency one relaxation of negative resistance
/// -R_loop / (1 + j 2 pi f tau_loop). Unknowns in this order: R / scale, 2 pi f_max L / scale, ln(L / R_parallel),
/// ln(1/Q), alpha, R_loop / scale, ln tau_loop.
/// </summary>
internal sealed class SeriesTerms
{
    private readonly WeightedSpectrum _data;

    public SeriesTerms(
        WeightedSpectrum data,
        double scale,
        bool inductance,
        bool lossyInductance,
        bool phaseElement,
        bool freeExponent,
        bool loop = false
    )
    {
        _data = data;
        Scale = scale;
        Count = 1;
        InductanceAt = inductance ? Count++ : -1;
        LossAt = inductance && lossyInductance ? Count++ : -1;
        PhaseAt = phaseElement ? Count++ : -1;
        FreeExponent = phaseElement && freeExponent;
        if (FreeExponent)
            Count++;
        LoopAt = loop ? Count : -1;
        Count += loop ? 2 : 0;
    }

    /// <summary>The same terms for another spectrum.</summary>
    public SeriesTerms Alike(WeightedSpectrum data, double scale) =>
        new(data, scale, InductanceAt > 0, LossAt > 0, PhaseAt > 0, FreeExponent, LoopAt > 0);

    /// <summary>Unknowns of these terms with the values that other terms have; what those lack starts anew.</summary>
    public double[] Translate(SeriesTerms other, ReadOnlySpan<double> unknowns)
    {
        var p = Start();
        p[0] = other.Resistance(unknowns) / Scale;
        if (InductanceAt > 0)
            p[InductanceAt] = other.Inductance(unknowns) * FastestOmega / Scale;
        if (LossAt > 0 && other.LossAt > 0)
            p[LossAt] = unknowns[other.LossAt];
        if (PhaseAt > 0 && other.PhaseAt > 0)
        {
            p[PhaseAt] = unknowns[other.PhaseAt];
            if (FreeExponent)
                p[PhaseAt + 1] = other.Exponent(unknowns);
        }
        if (LoopAt > 0 && other.LoopAt > 0)
        {
            p[LoopAt] = other.LoopResistance(unknowns) / Scale;
            p[LoopAt + 1] = unknowns[other.LoopAt + 1];
        }
        return p;
    }

    public int Count { get; }

    public double Scale { get; }

    public int InductanceAt { get; }

    public int LossAt { get; }

    public int PhaseAt { get; }

    public int LoopAt { get; }

    /// <summary>Whether every term but the phase element's size enters linearly.</summary>
    public bool IsLinear => LossAt < 0 && !FreeExponent && LoopAt < 0;

    public bool FreeExponent { get; }

    private double FastestOmega => _data.Omega[0];

    public double Resistance(ReadOnlySpan<double> p) => p[0] * Scale;

    public double Inductance(ReadOnlySpan<double> p) =>
        InductanceAt > 0 ? p[InductanceAt] * Scale / FastestOmega : 0;

    /// <summary>The resistance parallel to the inductance in ohm, infinite where there is none.</summary>
    public double InductanceLoss(ReadOnlySpan<double> p) =>
        LossAt > 0 ? Inductance(p) / Math.Exp(p[LossAt]) : double.PositiveInfinity;

    public double Capacitance(ReadOnlySpan<double> p) =>
        PhaseAt > 0 ? Math.Exp(-p[PhaseAt]) : double.PositiveInfinity;

    public double Exponent(ReadOnlySpan<double> p) => FreeExponent ? p[PhaseAt + 1] : 1;

    /// <summary>Resistance of the inductive loop in ohm, 0 where there is none.</summary>
    public double LoopResistance(ReadOnlySpan<double> p) => LoopAt > 0 ? p[LoopAt] * Scale : 0;

    /// <summary>Time constant of the inductive loop in s; NaN where there is none.</summary>
    public double LoopTau(ReadOnlySpan<double> p) => LoopAt > 0 ? Math.Exp(p[LoopAt + 1]) : double.NaN;

    /// <summary>A start: the resistance at high frequency and the element that the lowest frequency asks for.</summary>
    public double[] Start()
    {
        var p = new double[Count];
        p[0] = Math.Max(_data.Value[0], 0.01 * Scale) / Scale;
        if (LossAt > 0)
            p[LossAt] = -_data.LogOmega[0];
        if (PhaseAt > 0)
        {
            var last = _data.Points - 1;
            var first = FreeExponent ? LowFrequencySlope() : 1;
            if (FreeExponent)
                p[PhaseAt + 1] = first;
            var reactance = Math.Max(-_data.Value[_data.Points + last], 1e-6 * Scale);
            p[PhaseAt] = Math.Log(reactance / Math.Sin(first * Math.PI / 2)) + first * _data.LogOmega[last];
        }
        if (LoopAt > 0)
        {
            // A relaxation has half its resistance as reactance at its summit.
            var top = LoopSummit();
            p[LoopAt] = Math.Max(2 * _data.Value[_data.Points + top], 1e-3 * Scale) / Scale;
            p[LoopAt + 1] = -_data.LogOmega[top];
        }
        return p;
    }

    /// <summary>The point of the lower half of the frequencies with the largest reactance.</summary>
    private int LoopSummit()
    {
        var n = _data.Points;
        var top = n - 1;
        for (var k = n / 2; k < n; k++)
            if (_data.Value[n + k] > _data.Value[n + top])
                top = k;
        return top;
    }

    /// <summary>How steeply -Z'' falls with frequency at the low end: the exponent of the phase element.</summary>
    private double LowFrequencySlope()
    {
        var n = _data.Points;
        var last = n - 1;
        var first = Math.Max(last - Math.Max(4, n / 8), 0);
        var slope =
            -Math.Log(Math.Abs(_data.Value[n + last]) / Math.Max(Math.Abs(_data.Value[n + first]), 1e-300))
            / (_data.LogOmega[last] - _data.LogOmega[first]);
        return Math.Clamp(slope, 0.5, 0.97);
    }

    /// <summary>Adds the impedance to 2N values and, unless empty, writes Count columns of 2N derivatives.</summary>
    public void Evaluate(ReadOnlySpan<double> p, Span<double> value, Span<double> columns)
    {
        var n = _data.Points;
        for (var k = 0; k < n; k++)
        {
            value[k] += p[0] * Scale;
            if (!columns.IsEmpty)
            {
                columns[k] = Scale;
                columns[n + k] = 0;
            }
            if (InductanceAt > 0)
                AddInductance(p, k, value, columns);
            if (LoopAt > 0)
                AddLoop(p, k, value, columns);
            if (PhaseAt < 0)
                continue;
            var alpha = Exponent(p);
            var logarithm = new Complex(_data.LogOmega[k], Math.PI / 2);
            var z = Complex.Exp(p[PhaseAt] - alpha * logarithm);
            value[k] += z.Real;
            value[n + k] += z.Imaginary;
            if (columns.IsEmpty)
                continue;
            columns[PhaseAt * 2 * n + k] = z.Real;
            columns[PhaseAt * 2 * n + n + k] = z.Imaginary;
            if (!FreeExponent)
                continue;
            var slope = -logarithm * z;
            columns[(PhaseAt + 1) * 2 * n + k] = slope.Real;
            columns[(PhaseAt + 1) * 2 * n + n + k] = slope.Imaginary;
        }
    }

    private void AddInductance(ReadOnlySpan<double> p, int k, Span<double> value, Span<double> columns)
    {
        var n = _data.Points;
        var unit = new Complex(0, Scale * _data.Omega[k] / FastestOmega);
        var share = Complex.Zero;
        if (LossAt > 0)
        {
            share = new Complex(0, _data.Omega[k] * Math.Exp(Math.Min(p[LossAt], 50)));
            unit /= 1 + share;
        }
        var z = p[InductanceAt] * unit;
        value[k] += z.Real;
        value[n + k] += z.Imaginary;
        if (columns.IsEmpty)
            return;
        columns[InductanceAt * 2 * n + k] = unit.Real;
        columns[InductanceAt * 2 * n + n + k] = unit.Imaginary;
        if (LossAt < 0)
            return;
        var slope = -z * share / (1 + share);
        columns[LossAt * 2 * n + k] = slope.Real;
        columns[LossAt * 2 * n + n + k] = slope.Imaginary;
    }

    private void AddLoop(ReadOnlySpan<double> p, int k, Span<double> value, Span<double> columns)
    {
        var n = _data.Points;
        var share = new Complex(0, _data.Omega[k] * Math.Exp(Math.Clamp(p[LoopAt + 1], -80, 80)));
        var unit = -Scale / (1 + share);
        value[k] += p[LoopAt] * unit.Real;
        value[n + k] += p[LoopAt] * unit.Imaginary;
        if (columns.IsEmpty)
            return;
        columns[LoopAt * 2 * n + k] = unit.Real;
        columns[LoopAt * 2 * n + n + k] = unit.Imaginary;
        var slope = -p[LoopAt] * unit * share / (1 + share);
        columns[(LoopAt + 1) * 2 * n + k] = slope.Real;
        columns[(LoopAt + 1) * 2 * n + n + k] = slope.Imaginary;
    }

    /// <summary>Centre and standard deviation of the prior of one unknown.</summary>
    public (double Centre, double Deviation) Prior(int unknown) =>
        unknown == PhaseAt + 1 && FreeExponent ? (0.88, 0.15)
        : unknown == LossAt && LossAt > 0 ? (-_data.LogOmega[0], 2)
        : unknown == PhaseAt && PhaseAt > 0 ? (Start()[PhaseAt], 10)
        : unknown == LoopAt && LoopAt > 0 ? (0, 2)
        : unknown == LoopAt + 1 && LoopAt > 0 ? (-_data.LogOmega[LoopSummit()], 1.5)
        : (0, 100);

    /// <summary>Whether the unknowns lie in their physical range.</summary>
    public bool IsPossible(ReadOnlySpan<double> p) =>
        p[0] >= 0
        && (InductanceAt < 0 || p[InductanceAt] >= 0)
        && (LoopAt < 0 || p[LoopAt] >= 0)
        && (!FreeExponent || p[PhaseAt + 1] is >= 0.2 and <= 1);

    /// <summary>Puts the unknowns back into their physical range.</summary>
    public void Clamp(Span<double> p)
    {
        p[0] = Math.Max(p[0], 0);
        if (InductanceAt > 0)
            p[InductanceAt] = Math.Max(p[InductanceAt], 0);
        if (LoopAt > 0)
            p[LoopAt] = Math.Max(p[LoopAt], 0);
        if (FreeExponent)
            p[PhaseAt + 1] = Math.Clamp(p[PhaseAt + 1], 0.2, 1);
    }
}
