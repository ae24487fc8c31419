namespace EdgeTester.Analysis.Relaxation;

/// <summary>The answer to data that are one resistance at every frequency.</summary>
internal static class ConstantSpectrum
{
    public static RelaxationResult Describe(
        Spectrum spectrum,
        RelaxationOptions options,
        List<string> warnings
    )
    {
        var tau = TauGrid.Build(spectrum, options);
        var resistance = spectrum.Impedance.Average(z => z.Real);
        warnings.Add("the impedance is the same at every frequency: a resistance, without any relaxation");
        return new RelaxationResult
        {
            Method = "series resistance only",
            Lambda = double.NaN,
            TauSeconds = tau,
            GammaOhm = new double[tau.Length],
            GammaLowerOhm = new double[tau.Length],
            GammaUpperOhm = new double[tau.Length],
            SeriesResistanceOhm = resistance,
            SeriesResistanceErrorOhm = 0,
            InductanceHenry = 0,
            PolarizationResistanceOhm = 0,
            ResidualRmsPercent = 0,
            Fit = spectrum.Impedance.ToArray(),
            Warnings = warnings,
        };
    }
}
