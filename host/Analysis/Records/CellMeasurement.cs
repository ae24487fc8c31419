namespace EdgeTester.Analysis.Records;

/// <summary>Everything that was measured on one cell in one test: what every method takes.</summary>
public sealed record CellMeasurement
{
    /// <summary>Where it came from: the name of a run or of a file.</summary>
    public string Label { get; init; } = "";

    /// <summary>Voltage and current against time; null where only spectra were taken.</summary>
    public CellRecord? Record { get; init; }

    /// <summary>Spectra in the order in which they were taken; may be empty.</summary>
    public IReadOnlyList<TimedSpectrum> Spectra { get; init; } = [];

    /// <summary>What is known of the cell.</summary>
    public CellDescription Cell { get; init; } = CellDescription.Unknown;

    /// <summary>
    /// Temperature of a spectrum in degree Celsius: its own, else that of the description, else NaN.
    /// </summary>
    public double TemperatureOf(TimedSpectrum spectrum) =>
        double.IsFinite(spectrum.TemperatureCelsius)
            ? spectrum.TemperatureCelsius
            : Cell.TemperatureCelsius?.Value ?? double.NaN;

    /// <summary>Temperature of the test in degree Celsius: that of the rows, else of the description, else of the spectra, else NaN.</summary>
    public double Temperature()
    {
        var ofRecord = Record?.MeanTemperature() ?? double.NaN;
        if (double.IsFinite(ofRecord))
            return ofRecord;
        if (Cell.TemperatureCelsius is { } described)
            return described.Value;
        var known = Spectra.Select(s => s.TemperatureCelsius).Where(double.IsFinite).ToArray();
        return known.Length > 0 ? known.Average() : double.NaN;
    }
}
