namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// How the noise depends on the impedance, chosen among the structures met in practice by the likelihood of the
/// residuals (Orazem, Moustafid, Deslouis and Tribollet, J. Electrochem. Soc. 143 (1996) 3880,
/// doi:10.1149/1.1837307).
/// </summary>
internal static class ErrorStructure
{
    /// <summary>Gain of log-likelihood that a structure other than "proportional to |Z|" must bring.</summary>
    private const double SmallestGain = 4;

    /// <summary>What a structure is called, sigma as a function of (component, |Z|, median of |Z|), and its cost.</summary>
    private static readonly (
        string Name,
        Func<double, double, double, double> Shape,
        double Cost
    )[] Structures =
    [
        ("proportional to |Z|", (_, size, _) => size, 0),
        ("the same for every point", (_, _, median) => median, 0),
        .. new[] { 0.03, 0.1, 0.3, 1.0 }.SelectMany(Mixtures),
    ];

    /// <summary>
    /// Writes the shape of sigma of the most likely structure into the spectrum; returns its name, or null when the
    /// present one stays.
    /// </summary>
    /// <param name="data">The spectrum; its sigma is replaced.</param>
    /// <param name="fit">2N impedances of the fit.</param>
    public static string? Choose(WeightedSpectrum data, double[] fit)
    {
        var best = LogLikelihood(data, fit, data.Sigma) + SmallestGain;
        double[]? chosen = null;
        string? name = null;
        foreach (var (label, shape, cost) in Structures)
        {
            var sigma = Sigma(fit, shape);
            var likelihood = LogLikelihood(data, fit, sigma) - cost;
            if (likelihood <= best)
                continue;
            best = likelihood;
            chosen = sigma;
            name = label;
        }
        if (chosen is null)
            return null;
        chosen.CopyTo(data.Sigma, 0);
        data.Version++;
        return name;
    }

    /// <summary>Writes the shape of a structure by its name, with the data in the place of the fit.</summary>
    public static void Apply(WeightedSpectrum data, string name)
    {
        foreach (var (label, shape, _) in Structures)
            if (label == name)
            {
                Sigma(data.Value, shape).CopyTo(data.Sigma, 0);
                data.Version++;
            }
    }

    private static double[] Sigma(double[] fit, Func<double, double, double, double> shape)
    {
        var n = fit.Length / 2;
        var modulus = new double[n];
        for (var k = 0; k < n; k++)
            modulus[k] = Hypotenuse(fit[k], fit[n + k]);
        var median = modulus.Order().ElementAt(n / 2);
        var sigma = new double[2 * n];
        for (var k = 0; k < 2 * n; k++)
            sigma[k] = shape(fit[k], modulus[k % n], median);
        return sigma;
    }

    private static (string, Func<double, double, double, double>, double)[] Mixtures(double share) =>
        [
            (
                FormattableString.Invariant(
                    $"a part proportional to |Z| and a constant part of {share:0.##} of it at the median"
                ),
                (_, size, median) => Hypotenuse(size, share * median),
                0.7
            ),
            (
                FormattableString.Invariant(
                    $"a part proportional to each of Z' and Z'' and a constant part of {share:0.##} of |Z| at the median"
                ),
                (component, _, median) => Hypotenuse(component, share * median),
                0.7
            ),
        ];

    private static double LogLikelihood(WeightedSpectrum data, double[] fit, double[] sigma)
    {
        double square = 0,
            logarithms = 0;
        var count = 0;
        for (var k = 0; k < fit.Length; k++)
        {
            if (!data.Used[k % data.Points])
                continue;
            var r = (data.Value[k] - fit[k]) / sigma[k];
            square += r * r;
            logarithms += Math.Log(sigma[k]);
            count++;
        }
        return -0.5 * count * Math.Log(Math.Max(square / count, ArcFit.SmallestVariance)) - logarithms;
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
}
