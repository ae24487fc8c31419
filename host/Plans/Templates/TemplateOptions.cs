namespace EdgeTester.Plans;

/// <summary>What a template is filled with; what is null is left out of the plan, or takes the template's own value.</summary>
public sealed record TemplateOptions
{
    /// <summary>Name of the sample.</summary>
    public string SampleName { get; init; } = "sample";

    /// <summary>Electrode area in square metre; needed by every template with a current density.</summary>
    public double? Area { get; init; }

    /// <summary>Thickness of the electrolyte in metre.</summary>
    public double? Thickness { get; init; }

    /// <summary>Temperature in degree Celsius.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>Capacity in coulomb; needed by the templates of full cells.</summary>
    public double? Capacity { get; init; }

    /// <summary>Mass of the active material in kilogram.</summary>
    public double? ActiveMass { get; init; }

    /// <summary>Electrodes in words; null: the template's own.</summary>
    public string? Electrode { get; init; }

    /// <summary>Electrolyte in words.</summary>
    public string? Electrolyte { get; init; }

    /// <summary>Upper voltage of a full cell in volt.</summary>
    public double UpperVoltage { get; init; } = 3.8;

    /// <summary>Lower voltage of a full cell in volt.</summary>
    public double LowerVoltage { get; init; } = 2.3;

    /// <summary>Cycles of the long templates; null: the template's own.</summary>
    public int? Cycles { get; init; }

    /// <summary>Current densities of the plating templates in A/m2, each above 0, in their order; null: the template's own.</summary>
    public IReadOnlyList<double>? CurrentDensities { get; init; }

    /// <summary>Lowest frequency of the template for the impedance of a full cell in Hz; null: the template's own.</summary>
    public double? LowestFrequencyHz { get; init; }

    /// <summary>Charge by area at which one-way plating ends, in C/m2, above 0; null: the template's own.</summary>
    public double? ArealCapacity { get; init; }

    /// <summary>
    /// Rates of the full-cell templates in 1/h, each above 0, in their order; null: the template's own. Rate steps end with the first
    /// again; of long cycling the last is the one that is cycled and those before are formation.
    /// </summary>
    public IReadOnlyList<double>? Rates { get; init; }
}
