using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// What stands in series with the distribution: a resistance, an inductance (with a resistance parallel to it where
/// the real part rises towards high frequency: eddy currents in leads) and, for blocking cells, a constant phase
/// element (j 2 pi f)^-alpha / Q. Unknowns in this order: R / scale, 2 pi f_max L / scale, ln(L / R_parallel),
/// ln(1/Q), alpha.
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
        bool freeExponent
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
    }

    /// <summary>The same terms for another spectrum.</summary>
    public SeriesTerms Alike(WeightedSpectrum data, double scale) =>
        new(data, scale, InductanceAt > 0, LossAt > 0, PhaseAt > 0, FreeExponent);

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
        return p;
    }

    public int Count { get; }

    public double Scale { get; }

    public int InductanceAt { get; }

    public int LossAt { get; }

    public int PhaseAt { get; }

    /// <summary>Whether every term but the phase element's size enters linearly.</summary>
    public bool IsLinear => LossAt < 0 && !FreeExponent;

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
        return p;
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

    /// <summary>Centre and standard deviation of the prior of one unknown.</summary>
    public (double Centre, double Deviation) Prior(int unknown) =>
        unknown == PhaseAt + 1 && FreeExponent ? (0.88, 0.15)
        : unknown == LossAt && LossAt > 0 ? (-_data.LogOmega[0], 2)
        : unknown == PhaseAt && PhaseAt > 0 ? (Start()[PhaseAt], 10)
        : (0, 100);

    /// <summary>Whether the unknowns lie in their physical range.</summary>
    public bool IsPossible(ReadOnlySpan<double> p) =>
        p[0] >= 0
        && (InductanceAt < 0 || p[InductanceAt] >= 0)
        && (!FreeExponent || p[PhaseAt + 1] is >= 0.2 and <= 1);

    /// <summary>Puts the unknowns back into their physical range.</summary>
    public void Clamp(Span<double> p)
    {
        p[0] = Math.Max(p[0], 0);
        if (InductanceAt > 0)
            p[InductanceAt] = Math.Max(p[InductanceAt], 0);
        if (FreeExponent)
            p[PhaseAt + 1] = Math.Clamp(p[PhaseAt + 1], 0.2, 1);
    }
}
