namespace EdgeTester.Analysis.Validation;

/// <summary>
/// Standard deviation of each part of Z as the data themselves show it: sigma^2 = a^2 + (b |Z|)^2, fitted to the
/// residuals of a Kramers-Kronig test (after Agarwal et al., J. Electrochem. Soc. 142 (1995) 4149,
/// doi:10.1149/1.2048479).
/// </summary>
/// <param name="Floor">a in ohm.</param>
/// <param name="Share">b, a share of |Z|.</param>
public sealed record ErrorStructure(double Floor, double Share)
{
    /// <summary>sigma in ohm at a modulus in ohm.</summary>
    public double Sigma(double modulus) => Math.Sqrt(Floor * Floor + Share * Share * modulus * modulus);

    /// <summary>Estimates the structure from a spectrum.</summary>
    public static ErrorStructure Estimate(Spectrum spectrum) =>
        Estimate(spectrum, LinearKramersKronig.Validate(spectrum));

    /// <summary>Estimates the structure from a test that has been made; its suspect points do not count.</summary>
    public static ErrorStructure Estimate(Spectrum spectrum, KramersKronigResult test)
    {
        var suspects = test.SuspectPoints.Select(point => point.Index).ToHashSet();
        var used = Enumerable
            .Range(0, spectrum.Count)
            .Where(k => !suspects.Contains(k) && spectrum.Impedance[k] != 0)
            .ToArray();
        if (used.Length < 8 || !double.IsFinite(test.ResidualRmsPercent))
            return new ErrorStructure(0, 0.01);
        var unknowns = test.ElementCount + 3.0;
        var spare = Math.Max(0.2, 1 - unknowns / (2 * used.Length));
        var moduli = used.Select(k => spectrum.Impedance[k].Magnitude).ToArray();
        var squares = used.Select(k =>
            {
                var r = test.ResidualsPercent[k] / 100 * spectrum.Impedance[k].Magnitude;
                return (r.Real * r.Real + r.Imaginary * r.Imaginary) / 2 / spare;
            })
            .ToArray();
        var smallest = moduli.Min();
        var share = Math.Max(1e-9, Math.Sqrt(squares.Zip(moduli, (s, m) => s / (m * m)).Average()));
        double best = double.PositiveInfinity,
            bestFloor = 0,
            bestShare = share;
        // The likelihood of the squares has one free scale for each ratio a/b: a search along the ratio is enough.
        for (var step = -1; step <= 60; step++)
        {
            var ratio = step < 0 ? 0 : smallest * Math.Pow(moduli.Max() / smallest * 10, step / 60.0) * 0.3;
            var shape = moduli.Select(m => m * m + ratio * ratio).ToArray();
            var scale = squares.Zip(shape, (s, v) => s / v).Average();
            var score = used.Length * Math.Log(Math.Max(scale, 1e-300)) + shape.Sum(v => Math.Log(v));
            // Without a floor unless the data ask for one: two units of log-likelihood.
            if (
                score
                < best
                    - (
                        step < 0 ? 0
                        : best == double.PositiveInfinity ? 0
                        : bestFloor == 0 ? 4
                        : 0
                    )
            )
            {
                best = score;
                bestShare = Math.Max(1e-9, Math.Sqrt(scale));
                bestFloor = bestShare * ratio;
            }
        }
        return new ErrorStructure(bestFloor, bestShare);
    }
}
