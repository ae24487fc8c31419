using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Service.Methods;

/// <summary>What somebody says of a cell beside what is stored with it; null leaves what is stored.</summary>
public sealed record DescriptionChanges
{
    /// <summary>Nothing is said.</summary>
    public static DescriptionChanges None { get; } = new();

    /// <summary>How the cell is built.</summary>
    public CellKind? Kind { get; init; }

    /// <summary>Electrode area in m^2.</summary>
    public UncertainValue? AreaSquareMeter { get; init; }

    /// <summary>Thickness in m.</summary>
    public UncertainValue? ThicknessMeter { get; init; }

    /// <summary>Temperature in degree Celsius.</summary>
    public UncertainValue? TemperatureCelsius { get; init; }

    /// <summary>Mass of the active material in kg.</summary>
    public UncertainValue? ActiveMassKilogram { get; init; }

    /// <summary>Nominal capacity in C.</summary>
    public double? NominalCapacityCoulomb { get; init; }

    /// <summary>The measurement with these changes.</summary>
    public CellMeasurement Apply(CellMeasurement measurement)
    {
        var cell = measurement.Cell;
        return measurement with
        {
            Cell = cell with
            {
                Kind = Kind ?? cell.Kind,
                AreaSquareMeter = AreaSquareMeter ?? cell.AreaSquareMeter,
                ThicknessMeter = ThicknessMeter ?? cell.ThicknessMeter,
                TemperatureCelsius = TemperatureCelsius ?? cell.TemperatureCelsius,
                ActiveMassKilogram = ActiveMassKilogram ?? cell.ActiveMassKilogram,
                NominalCapacityCoulomb = NominalCapacityCoulomb ?? cell.NominalCapacityCoulomb,
            },
        };
    }
}
