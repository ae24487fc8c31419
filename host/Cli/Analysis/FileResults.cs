using System.Text.Json.Serialization;

namespace EdgeTester.Cli.Analysis;

/// <summary>What <c>fit --json</c> prints for one spectrum.</summary>
public sealed record FitFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>Why there is no result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The circuit.</summary>
    public string? Circuit { get; init; }

    /// <summary>Why this circuit, where it was chosen here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<FitParameter>? Parameters { get; init; }

    /// <summary>Weighted sum of squares.</summary>
    public double? ChiSquare { get; init; }

    /// <summary>Akaike's criterion for small samples.</summary>
    public double? Aicc { get; init; }

    /// <summary>Bayesian information criterion.</summary>
    public double? Bic { get; init; }

    /// <summary>Residual in percent of |Z|.</summary>
    public double? ResidualRmsPercent { get; init; }

    /// <summary>What to mind.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One parameter of a fit.</summary>
public sealed record FitParameter
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Value in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>Standard error, null where there is none.</summary>
    public double? StandardError { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    [JsonPropertyName("lower_95")]
    public double? Lower95 { get; init; }

    /// <summary>Upper end of the 95 % interval.</summary>
    [JsonPropertyName("upper_95")]
    public double? Upper95 { get; init; }

    /// <summary>SI unit.</summary>
    public required string Unit { get; init; }
}

/// <summary>What <c>drt --json</c> prints for one spectrum.</summary>
public sealed record DrtFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>Why there is no result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>What was done.</summary>
    public string? Method { get; init; }

    /// <summary>Regularisation strength, null where the method has none.</summary>
    public double? Lambda { get; init; }

    /// <summary>Time constants in s.</summary>
    public double[]? TauS { get; init; }

    /// <summary>gamma in ohm per unit of ln tau.</summary>
    public double[]? GammaOhm { get; init; }

    /// <summary>Lower end of its credible band.</summary>
    public double[]? GammaLowerOhm { get; init; }

    /// <summary>Upper end of its credible band.</summary>
    public double[]? GammaUpperOhm { get; init; }

    /// <summary>Resistance in series in ohm.</summary>
    public double? SeriesResistanceOhm { get; init; }

    /// <summary>Inductance in series in H.</summary>
    public double? InductanceH { get; init; }

    /// <summary>Capacitance in series in F, null where there is none.</summary>
    public double? SeriesCapacitanceF { get; init; }

    /// <summary>Integral of gamma in ohm.</summary>
    public double? PolarizationResistanceOhm { get; init; }

    /// <summary>Residual in percent of |Z|.</summary>
    public double? ResidualRmsPercent { get; init; }

    /// <summary>Peaks by rising time constant.</summary>
    public IReadOnlyList<DrtPeak>? Peaks { get; init; }

    /// <summary>What to mind.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One peak of a distribution.</summary>
public sealed record DrtPeak
{
    /// <summary>Position in s.</summary>
    public required double TauS { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public required double TauLowerS { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public required double TauUpperS { get; init; }

    /// <summary>Area in ohm.</summary>
    public required double ResistanceOhm { get; init; }

    /// <summary>Lower end of its interval.</summary>
    public required double ResistanceLowerOhm { get; init; }

    /// <summary>Upper end of its interval.</summary>
    public required double ResistanceUpperOhm { get; init; }

    /// <summary>tau / R in F.</summary>
    public required double CapacitanceF { get; init; }

    /// <summary>Full width at half maximum in decades.</summary>
    public required double WidthDecades { get; init; }

    /// <summary>Probability that it is there at all.</summary>
    public required double Probability { get; init; }
}

/// <summary>What <c>kk --json</c> prints for one spectrum.</summary>
public sealed record KkFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>Why there is no result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>valid, valid_with_outliers, partly_valid, invalid or undecided.</summary>
    public string? Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public string? VerdictText { get; init; }

    /// <summary>Noise level in percent of |Z|.</summary>
    public double? ResidualRmsPercent { get; init; }

    /// <summary>Lowest valid frequency in Hz.</summary>
    public double? ValidFromHz { get; init; }

    /// <summary>Highest valid frequency in Hz.</summary>
    public double? ValidToHz { get; init; }

    /// <summary>Points that do not fit the others.</summary>
    public IReadOnlyList<KkSuspectPoint>? SuspectPoints { get; init; }
}

/// <summary>A point that does not fit the others.</summary>
public sealed record KkSuspectPoint
{
    /// <summary>Point of the spectrum by falling frequency, from 1.</summary>
    public required int Point { get; init; }

    /// <summary>Its frequency in Hz.</summary>
    public required double FrequencyHz { get; init; }

    /// <summary>|residual| in percent of |Z|.</summary>
    public required double ResidualPercent { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
