using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Records;

/// <summary>How a cell is built, as far as it decides what can be measured.</summary>
public enum CellKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Both electrodes block the ions (Ag | electrolyte | Ag).</summary>
    Blocking,

    /// <summary>One electrode blocks (Ag | electrolyte | Na).</summary>
    HalfBlocking,

    /// <summary>Two equal electrodes that exchange the ions (Na | electrolyte | Na).</summary>
    Symmetric,

    /// <summary>Two different electrodes.</summary>
    Full,
}

/// <summary>What is known of a cell beside its records. Every number may be missing; an evaluation then says what it could not compute.</summary>
public sealed record CellDescription
{
    /// <summary>Nothing is known.</summary>
    public static CellDescription Unknown { get; } = new();

    /// <summary>How it is built.</summary>
    public CellKind Kind { get; init; }

    /// <summary>Area of one electrode in m^2, above 0.</summary>
    public UncertainValue? AreaSquareMeter { get; init; }

    /// <summary>Thickness of the electrolyte in m, above 0.</summary>
    public UncertainValue? ThicknessMeter { get; init; }

    /// <summary>Temperature in degree Celsius; counts where a record or a spectrum has none of its own.</summary>
    public UncertainValue? TemperatureCelsius { get; init; }

    /// <summary>Mass of the active material in kg, above 0.</summary>
    public UncertainValue? ActiveMassKilogram { get; init; }

    /// <summary>Charge in C that 1 C passes in an hour.</summary>
    public double? NominalCapacityCoulomb { get; init; }

    /// <summary>How well the instrument measures.</summary>
    public InstrumentUncertainty Instrument { get; init; } = new();

    /// <summary>Thickness and area, where both are known.</summary>
    public SampleGeometry? Geometry =>
        ThicknessMeter is { } thickness && AreaSquareMeter is { } area
            ? new SampleGeometry(thickness, area)
            : null;
}

/// <summary>
/// The part of an instrument's uncertainty that all readings share, so that averaging does not make it smaller. Standard uncertainties;
/// 0 = taken as exact.
/// </summary>
/// <param name="VoltageGain">Of the factor of voltages, as a share (1e-4 = 0.01 %).</param>
/// <param name="CurrentGain">Of the factor of currents, as a share.</param>
/// <param name="VoltageOffset">Of the zero of voltages, in V.</param>
/// <param name="CurrentOffset">Of the zero of currents, in A.</param>
/// <param name="ImpedanceGain">Of the factor of impedances, as a share.</param>
public sealed record InstrumentUncertainty(
    double VoltageGain = 0,
    double CurrentGain = 0,
    double VoltageOffset = 0,
    double CurrentOffset = 0,
    double ImpedanceGain = 0
)
{
    /// <summary>How far factors may have moved between readings that lie weeks apart, as a share: it does not fall out of ratios.</summary>
    public double GainDrift { get; init; }

    /// <summary>Changes of the voltage that are larger than this in V get a row of their own; NaN = rows come with time alone.</summary>
    public double RecordedChangeVolt { get; init; } = double.NaN;

    /// <summary>Longest time in s between two readings of the instrument, most of which make no row.</summary>
    public double ReadingSeconds { get; init; }
}
