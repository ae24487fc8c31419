using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How one spectrum of a measurement is evaluated.</summary>
public sealed record ImpedanceOptions
{
    /// <summary>Index of the spectrum in the measurement; below 0 counts from the end.</summary>
    public int Spectrum { get; init; } = -1;

    /// <summary>
    /// The circuit in Boukamp's code, with labels that say what a resistance is (as <c>R{:Rb}(R{:Rgb}Q)Q{:Qel}</c>); null: the data choose
    /// among the method's own.
    /// </summary>
    public string? Circuit { get; init; }

    /// <summary>The spectrum that is meant.</summary>
    /// <exception cref="MethodException">There is none.</exception>
    internal TimedSpectrum Choose(CellMeasurement measurement)
    {
        var count = measurement.Spectra.Count;
        var index = Spectrum < 0 ? count + Spectrum : Spectrum;
        if (index < 0 || index >= count)
            throw new MethodException(
                count == 0
                    ? $"{measurement.Label}: no impedance was measured; this method needs a spectrum"
                    : $"{measurement.Label}: there is no spectrum {Spectrum}; it has {count}"
            );
        return measurement.Spectra[index];
    }
}
