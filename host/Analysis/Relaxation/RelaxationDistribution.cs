namespace EdgeTester.Analysis.Relaxation;

/// <summary>Estimates the distribution of relaxation times of a spectrum.</summary>
public static class RelaxationDistribution
{
    /// <summary>
    /// Estimates gamma, the terms in series and the peaks.
    /// </summary>
    /// <param name="spectrum">At least <see cref="SpectrumCheck.FewestPoints"/> points.</param>
    /// <param name="options">Settings; null: the best method, everything chosen by the data.</param>
    /// <exception cref="SpectrumException">Too few points, or no impedance other than zero.</exception>
    /// <exception cref="ArgumentException">An option out of its range.</exception>
    public static RelaxationResult Estimate(Spectrum spectrum, RelaxationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        options ??= new RelaxationOptions();
        CheckOptions(options);
        var warnings = SpectrumCheck.Run(spectrum);
        if (SpectrumCheck.IsConstant(spectrum))
            return ConstantSpectrum.Describe(spectrum, options, warnings);
        return options.Method == RelaxationMethod.Tikhonov
            ? new TikhonovEstimator(spectrum, options, warnings).Run()
            : new EvidenceEstimator(spectrum, options, warnings).Run();
    }

    internal static void CheckOptions(RelaxationOptions options)
    {
        if (options.Lambda is { } lambda && !(lambda > 0 && double.IsFinite(lambda)))
            throw new ArgumentException($"lambda {lambda} is not a positive number");
        if (options.PenaltyOrder is < 0 or > 2)
            throw new ArgumentException($"penalty order {options.PenaltyOrder} is not 0, 1 or 2");
        if (!(options.Confidence is > 0 and < 1))
            throw new ArgumentException($"confidence {options.Confidence} is not between 0 and 1");
        if (!(options.PointsPerDecade is >= 2 and <= 200))
            throw new ArgumentException(
                $"{options.PointsPerDecade} points per decade: 2 to 200 are possible"
            );
        if (!(options.ExtensionDecades is >= 0 and <= 4))
            throw new ArgumentException(
                $"extension by {options.ExtensionDecades} decades: 0 to 4 are possible"
            );
        if (!(options.ShapeCoefficient is > 0 and <= 10))
            throw new ArgumentException(
                $"shape coefficient {options.ShapeCoefficient}: above 0 to 10 is possible"
            );
        if (options.Draws is < 200 or > 100_000)
            throw new ArgumentException($"{options.Draws} draws: 200 to 100,000 are possible");
        if (options.Folds < 2)
            throw new ArgumentException($"{options.Folds} folds: at least 2 are needed");
        if (options.TauSeconds is { } tau && (tau.Count == 0 || tau.Any(t => !(t > 0 && double.IsFinite(t)))))
            throw new ArgumentException("every time constant must be a positive number of seconds");
    }
}
