using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>What kind of cell a spectrum shows, where nobody says.</summary>
internal static class SpectrumSigns
{
    /// <summary>A phase below this in degree at the lowest frequencies is a capacitance: the electrodes block.</summary>
    private const double Blocks = -65;

    /// <summary>Above this the spectrum ends in a resistance.</summary>
    private const double Conducts = -25;

    public static (CellKind Kind, string Why) KindOf(
        CellMeasurement measurement,
        IReadOnlyList<MethodCall> own
    )
    {
        switch (measurement.Cell.Kind)
        {
            case CellKind.Blocking:
                return (CellKind.Blocking, "a spectrum of a blocking cell");
            case CellKind.Symmetric:
                return (CellKind.Symmetric, "a spectrum of a symmetric cell");
            case CellKind.Full:
                return (CellKind.Full, "a spectrum of a full cell");
            case CellKind.HalfBlocking:
                return (CellKind.Blocking, "a spectrum of a cell with one blocking electrode");
        }
        if (
            own.Any(c =>
                c.Method
                    is MethodKind.RateCapability
                        or MethodKind.LongCycling
                        or MethodKind.DifferentialCapacity
            )
        )
            return (CellKind.Full, "a spectrum of a cell that is cycled between voltages");
        if (own.Any(c => c.Method is MethodKind.PlatingStripping or MethodKind.CriticalCurrentDensity))
            return (CellKind.Symmetric, "a spectrum of a cell that is plated and stripped");
        var spectrum = measurement.Spectra[^1].Spectrum;
        var lowest = Math.Min(4, spectrum.Count);
        var phase = Enumerable
            .Range(spectrum.Count - lowest, lowest)
            .Average(k => spectrum.Impedance[k].Phase * 180 / Math.PI);
        return phase < Blocks
                ? (
                    CellKind.Blocking,
                    "a spectrum that ends in a capacitance: taken as a blocking cell; say --cell if it is another"
                )
            : phase > Conducts
                ? (
                    CellKind.Symmetric,
                    "a spectrum that ends in a resistance: taken as a symmetric cell; say --cell if it is another"
                )
            : (
                CellKind.Full,
                "a spectrum that ends in a slope: taken as a cell with diffusion; say --cell if it is another"
            );
    }
}
