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
        var loop = LowFrequencyLoop(spectrum);
        if (loop > 0)
            warnings.Add(
                $"inductive loop: the {loop} points at lowest frequency have a positive imaginary part, which a non-negative distribution cannot give (use the signed Tikhonov estimate)"
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

    /// <summary>How many points at the low end are clearly inductive although a capacitive part came before.</summary>
    private static int LowFrequencyLoop(Spectrum spectrum)
    {
        var z = spectrum.Impedance;
        var k = spectrum.Count - 1;
        while (k >= 0 && z[k].Imaginary > 0.005 * z[k].Magnitude)
            k--;
        var loop = spectrum.Count - 1 - k;
        return k >= 0 && loop > 1 ? loop : 0;
    }
}
