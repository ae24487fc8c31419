namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The impedance as a linear function of its unknowns: the terms in series first, the weights of the basis after
/// them. Rows are the real parts, then the imaginary parts, each times its weight.
/// </summary>
internal sealed class LinearModel
{
    public required int Points { get; init; }
    public required int Unknowns { get; init; }

    /// <summary>Index of the first weight of the basis.</summary>
    public required int BasisStart { get; init; }
    public required int InductanceAt { get; init; }
    public required int SeriesAt { get; init; }
    public required double SeriesExponent { get; init; }

    /// <summary>2N x unknowns, row-major, not weighted.</summary>
    public required double[] Rows { get; init; }

    /// <summary>
    /// Builds the matrix; a series exponent alpha adds 1 / (j 2 pi f)^alpha, zero adds nothing.
    /// </summary>
    public static LinearModel Build(
        Spectrum spectrum,
        double[] real,
        double[] imaginary,
        int basisCount,
        bool inductance,
        double seriesExponent
    )
    {
        var points = spectrum.Count;
        var next = 1;
        var inductanceAt = inductance ? next++ : -1;
        var seriesAt = seriesExponent > 0 ? next++ : -1;
        var unknowns = next + basisCount;
        var rows = new double[2 * points * unknowns];
        for (var k = 0; k < points; k++)
        {
            var re = rows.AsSpan(k * unknowns, unknowns);
            var im = rows.AsSpan((points + k) * unknowns, unknowns);
            var omega = 2 * Math.PI * spectrum.FrequencyHz[k];
            re[0] = 1;
            if (inductance)
                im[inductanceAt] = omega;
            if (seriesAt > 0)
            {
                var size = Math.Pow(omega, -seriesExponent);
                re[seriesAt] = seriesExponent == 1 ? 0 : size * Math.Cos(seriesExponent * Math.PI / 2);
                im[seriesAt] = -size * Math.Sin(seriesExponent * Math.PI / 2);
            }
            real.AsSpan(k * basisCount, basisCount).CopyTo(re[next..]);
            imaginary.AsSpan(k * basisCount, basisCount).CopyTo(im[next..]);
        }
        return new LinearModel
        {
            Points = points,
            Unknowns = unknowns,
            BasisStart = next,
            InductanceAt = inductanceAt,
            SeriesAt = seriesAt,
            SeriesExponent = seriesExponent,
            Rows = rows,
        };
    }
}
