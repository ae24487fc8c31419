namespace EdgeTester.Analysis.Records;

/// <summary>A spectrum and where it stands in a test.</summary>
/// <param name="Spectrum">The points.</param>
/// <param name="TimeSeconds">When it began, in s since the test began; NaN where that is not known.</param>
/// <param name="TemperatureCelsius">Temperature of the cell in degree Celsius; NaN where that is not known.</param>
/// <param name="StepNumber">How many steps had begun before its own; -1 where that is not known.</param>
/// <param name="Cycle">Cycle; -1 where that is not known.</param>
public sealed record TimedSpectrum(
    Spectrum Spectrum,
    double TimeSeconds = double.NaN,
    double TemperatureCelsius = double.NaN,
    long StepNumber = -1,
    int Cycle = -1
)
{
    /// <summary>Largest share of the second harmonic among its points (0.01 = 1 %); NaN where it was not measured.</summary>
    public double HarmonicShare { get; init; } = double.NaN;
}
