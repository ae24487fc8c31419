namespace EdgeTester.Plans;

/// <summary>What is measured. A number that the plan does not give is null; every text may be empty.</summary>
public sealed record Sample
{
    /// <summary>Name of the sample.</summary>
    public string Name { get; init; } = "";

    /// <summary>Kind of cell, for example symmetric, blocking, full.</summary>
    public string CellType { get; init; } = "";

    /// <summary>Electrode area in square metre.</summary>
    public double? Area { get; init; }

    /// <summary>Thickness of the electrolyte in metre.</summary>
    public double? Thickness { get; init; }

    /// <summary>Electrodes in words.</summary>
    public string Electrode { get; init; } = "";

    /// <summary>What is wired to the + terminal.</summary>
    public string PositiveElectrode { get; init; } = "";

    /// <summary>What is wired to the - terminal.</summary>
    public string NegativeElectrode { get; init; } = "";

    /// <summary>Electrolyte in words.</summary>
    public string Electrolyte { get; init; } = "";

    /// <summary>Temperature in degree Celsius.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>Capacity in coulomb: 1 C passes it in an hour. As given, or mass times specific capacity.</summary>
    public double? Capacity { get; init; }

    /// <summary>Mass of the active material in kilogram, as given or from loading and area.</summary>
    public double? ActiveMass { get; init; }

    /// <summary>Specific capacity in coulomb a kilogram.</summary>
    public double? SpecificCapacity { get; init; }

    /// <summary>Who measures.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Anything else.</summary>
    public string Comment { get; init; } = "";
}
