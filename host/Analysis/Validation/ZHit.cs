using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>How a Z-HIT reconstruction is made.</summary>
public sealed record ZHitOptions
{
    /// <summary>Points in each local fit of the phase, at least 5.</summary>
    public int SmoothingPoints { get; init; } = 7;

    /// <summary>
    /// Lower end in Hz of the range in which the reconstruction is put level with the data; drift shows below it. Where
    /// the range holds fewer than 3 points all points are used.
    /// </summary>
    public double LevelFromHz { get; init; } = 1;

    /// <summary>Upper end in Hz of that range; wiring shows above it.</summary>
    public double LevelToHz { get; init; } = 1000;
}

/// <summary>The modulus as the phase says it must be.</summary>
/// <param name="ReconstructedModulus">|Z| in ohm from the phase, one a point.</param>
/// <param name="SmoothedPhase">Phase in rad after smoothing, one a point.</param>
/// <param name="ModulusResidualPercent">100 (|Z| - reconstruction)/|Z|, one a point.</param>
/// <param name="RmsPercent">Root mean square of the residuals.</param>
/// <param name="SuspectPoints">Points (from 0) whose residual is beyond three times the median modulus of all, and 1 %.</param>
public sealed record ZHitResult(
    IReadOnlyList<double> ReconstructedModulus,
    IReadOnlyList<double> SmoothedPhase,
    IReadOnlyList<double> ModulusResidualPercent,
    double RmsPercent,
    IReadOnlyList<int> SuspectPoints
);

/// <summary>
/// The logarithmic Hilbert transform Z-HIT: ln|Z(w0)| = const + (2/pi) int phase d ln w - (pi/6) d phase/d ln w, which
/// needs the phase only near each frequency and so shows drift that the phase does not feel (Ehm, Goehr, Kaus,
/// Roeseler, Schiller, ACH Models Chem. 137 (2000) 145).
/// </summary>
public static class ZHit
{
    /// <summary>Reconstructs the modulus of a spectrum from its phase.</summary>
    /// <exception cref="SpectrumException">Fewer than 5 points, or a point with Z = 0, whose phase is unknown.</exception>
    public static ZHitResult Reconstruct(Spectrum spectrum, ZHitOptions? options = null)
    {
        options ??= new ZHitOptions();
        var count = spectrum.Count;
        if (count < 5)
            throw new SpectrumException($"{count} points are too few for Z-HIT: at least 5 are needed");
        for (var k = 0; k < count; k++)
            if (spectrum.Impedance[k] == Complex.Zero)
                throw new SpectrumException(
                    $"point {k + 1} ({spectrum.FrequencyHz[k]} Hz): Z is zero and has no phase"
                );
        var logOmega = spectrum.FrequencyHz.Select(f => Math.Log(2 * Math.PI * f)).ToArray();
        var phase = Unwrap(spectrum.Impedance.Select(z => z.Phase).ToArray());
        var (smooth, slope) = LocalQuadratic.Fit(
            logOmega,
            phase,
            Math.Clamp(options.SmoothingPoints, 5, count)
        );
        var logModulus = new double[count];
        for (var k = 1; k < count; k++)
        {
            var step = logOmega[k] - logOmega[k - 1];
            // Trapezoid with the slopes at both ends (Euler-Maclaurin).
            var area =
                0.5 * step * (smooth[k] + smooth[k - 1]) - step * step / 12 * (slope[k] - slope[k - 1]);
            logModulus[k] = logModulus[k - 1] + 2 / Math.PI * area;
        }
        for (var k = 0; k < count; k++)
            logModulus[k] -= Math.PI / 6 * slope[k];
        var level = Level(spectrum, logModulus, options);
        var modulus = logModulus.Select(value => Math.Exp(value + level)).ToArray();
        var residuals = modulus.Select((m, k) => 100 * (1 - m / spectrum.Impedance[k].Magnitude)).ToArray();
        var typical = residuals.Select(Math.Abs).Order().ElementAt(count / 2);
        var suspects = Enumerable
            .Range(0, count)
            .Where(k => Math.Abs(residuals[k]) > Math.Max(1, 4.45 * typical))
            .ToArray();
        return new ZHitResult(modulus, smooth, residuals, Math.Sqrt(residuals.Average(r => r * r)), suspects);
    }

    private static double Level(Spectrum spectrum, double[] logModulus, ZHitOptions options)
    {
        var offsets = spectrum.Impedance.Select((z, k) => Math.Log(z.Magnitude) - logModulus[k]).ToArray();
        var chosen = offsets
            .Where(
                (_, k) =>
                    spectrum.FrequencyHz[k] >= options.LevelFromHz
                    && spectrum.FrequencyHz[k] <= options.LevelToHz
            )
            .Order()
            .ToArray();
        if (chosen.Length < 3)
            chosen = offsets.Order().ToArray();
        return chosen.Length % 2 == 1
            ? chosen[chosen.Length / 2]
            : 0.5 * (chosen[chosen.Length / 2 - 1] + chosen[chosen.Length / 2]);
    }

    private static double[] Unwrap(double[] phase)
    {
        for (var k = 1; k < phase.Length; k++)
            phase[k] -= 2 * Math.PI * Math.Round((phase[k] - phase[k - 1]) / (2 * Math.PI));
        return phase;
    }
}
