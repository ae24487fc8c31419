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

    /// <summary>
    /// Writes the shape of sigma of the most likely structure into the spectrum; returns its name, or null when the
    /// present one stays.
    /// </summary>
    /// <param name="data">The spectrum; its sigma is replaced.</param>
    /// <param name="fit">2N impedances of the fit.</param>
    public static string? Choose(WeightedSpectrum data, double[] fit)
    {
        var n = data.Points;
        var modulus = new double[n];
        for (var k = 0; k < n; k++)
            modulus[k] = Math.Sqrt(fit[k] * fit[k] + fit[n + k] * fit[n + k]);
        var median = modulus.Order().ElementAt(n / 2);
        var present = LogLikelihood(data, fit, data.Sigma);
        var best = present + SmallestGain;
        double[]? chosen = null;
        string? name = null;
        Try("proportional to |Z|", (_, size) => size, 0);
        Try("the same for every point", (_, _) => median, 0);
        foreach (var share in new[] { 0.03, 0.1, 0.3, 1.0 })
        {
            Try(
                $"a part proportional to |Z| and a constant part of {share:0.##} of it at the median",
                (_, size) => Hypotenuse(size, share * median),
                0.7
            );
            Try(
                $"a part proportional to each of Z' and Z'' and a constant part of {share:0.##} of |Z| at the median",
                (component, _) => Hypotenuse(component, share * median),
                0.7
            );
        }
        if (chosen is null)
            return null;
        chosen.CopyTo(data.Sigma, 0);
        data.Version++;
        return name;

        void Try(string label, Func<double, double, double> shape, double cost)
        {
            var sigma = new double[2 * n];
            for (var k = 0; k < 2 * n; k++)
                sigma[k] = shape(fit[k], modulus[k % n]);
            var likelihood = LogLikelihood(data, fit, sigma) - cost;
            if (likelihood <= best)
                return;
            best = likelihood;
            chosen = sigma;
            name = label;
        }
    }

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
