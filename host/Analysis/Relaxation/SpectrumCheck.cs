using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>What can be said against a spectrum before a distribution is estimated from it.</summary>
public static class SpectrumCheck
{
    /// <summary>Below this number of points a distribution means nothing and is refused.</summary>
    public const int FewestPoints = 5;

    private const double SmallestImpedance = 1e-60;
    private const double LargestImpedance = 1e60;

    internal const double LargestResidualPercent = 10;

    internal static List<string> Run(Spectrum spectrum)
    {
        var count = spectrum.Count;
        if (count < FewestPoints)
            throw new SpectrumException(
                $"{count} point{(count == 1 ? "" : "s")}: a distribution of relaxation times needs at least {FewestPoints}"
            );
        var largest = spectrum.Impedance.Max(z => z.Magnitude);
        if (largest == 0)
            throw new SpectrumException("every impedance is zero: there is nothing to distribute");
        if (largest is < SmallestImpedance or > LargestImpedance)
            throw new SpectrumException(
                $"the largest impedance is {largest} ohm: outside of {SmallestImpedance} to {LargestImpedance} ohm the squares overflow"
            );
        for (var k = 0; k < count; k++)
            if (spectrum.Impedance[k].Magnitude < 1e-12 * largest)
                throw new SpectrumException(
                    $"point at {spectrum.FrequencyHz[k]} Hz: the impedance is zero beside {largest} ohm elsewhere"
                );

        var warnings = new List<string>();
        if (count < 12)
            warnings.Add($"only {count} points: the distribution is little more than its prior");
        var decades = Math.Log10(spectrum.FrequencyHz[0] / spectrum.FrequencyHz[^1]);
        if (decades < 1.5)
            warnings.Add($"the frequencies span only {decades:0.##} decades");
        var positive = spectrum.Impedance.Count(z => z.Imaginary > 0);
        if (positive > 0.8 * count)
            warnings.Add(
                $"{positive} of {count} imaginary parts are positive: an inductor, or a file that holds -Z'' (a capacitive point must have Z'' below zero)"
            );
        var negative = spectrum.Impedance.Count(z => z.Real < 0);
        if (negative > 0)
            warnings.Add(
                $"{negative} of {count} real parts are negative: no passive distribution gives that"
            );
        if (HasLoop(spectrum))
            warnings.Add(
                "inductive loop: at low frequency the imaginary part is positive, which a non-negative distribution cannot give; one relaxation of negative resistance stands for it beside the distribution (signed Tikhonov has it in gamma)"
            );
        return warnings;
    }

    /// <summary>Adds what must be said of a fit that misses its data by so many percent (root mean square).</summary>
    internal static void CheckResidual(double residualRmsPercent, List<string> warnings)
    {
        if (residualRmsPercent > LargestResidualPercent)
            warnings.Add(
                $"the estimate misses the data by {residualRmsPercent:0.#} % (root mean square): very noisy data, or not those of a linear, stable, passive cell (test them by Kramers and Kronig)"
            );
    }

    internal static bool IsConstant(Spectrum spectrum)
    {
        var mean = spectrum.Impedance.Aggregate((a, b) => a + b) / spectrum.Count;
        return spectrum.Impedance.Max(z => (z - mean).Magnitude) < 1e-9 * mean.Magnitude
            && Math.Abs(mean.Imaginary) < 1e-9 * mean.Magnitude;
    }

    /// <summary>
    /// Whether at least two neighbouring points are clearly inductive at frequencies below clearly capacitive ones.
    /// </summary>
    internal static bool HasLoop(Spectrum spectrum)
    {
        var z = spectrum.Impedance;
        var threshold = Math.Max(0.005, 2 * Scatter(z));
        var capacitive = 0;
        var run = 0;
        for (var k = 0; k < z.Count; k++)
        {
            var share = z[k].Imaginary / z[k].Magnitude;
            if (share < -threshold)
                capacitive++;
            run = share > threshold && capacitive >= 2 ? run + 1 : 0;
            // Single points and noise around a resistance are no loop: two at the very end are, or three elsewhere.
            if (run >= 3 || (run == 2 && k == z.Count - 1))
                return true;
        }
        return false;
    }

    /// <summary>Scatter of the reactance as a share of |Z|, from the median of its second differences.</summary>
    private static double Scatter(IReadOnlyList<Complex> z)
    {
        if (z.Count < 5)
            return 0;
        var bends = Enumerable
            .Range(1, z.Count - 2)
            .Select(k =>
                Math.Abs(z[k - 1].Imaginary - 2 * z[k].Imaginary + z[k + 1].Imaginary) / z[k].Magnitude
            )
            .Order()
            .ToArray();
        // 0.6745: median modulus of a normal variable; 6: sum of the squared weights of a second difference.
        return bends[bends.Length / 2] / 0.6745 / Math.Sqrt(6);
    }
}
