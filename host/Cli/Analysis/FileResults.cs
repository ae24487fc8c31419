using System.Text.Json.Serialization;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Cli.Analysis;

/// <summary>What <c>fit --json</c> prints for one spectrum.</summary>
public sealed record FitFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>The circuit.</summary>
    public required string Circuit { get; init; }

    /// <summary>Why this circuit, where it was chosen here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>Its parameters.</summary>
    public required IReadOnlyList<FitParameter> Parameters { get; init; }

    /// <summary>Weighted sum of squares.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Akaike's criterion for small samples.</summary>
    public required double Aicc { get; init; }

    /// <summary>Bayesian information criterion.</summary>
    public required double Bic { get; init; }

    /// <summary>Residual in percent of |Z|.</summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>What to mind.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the reader of the file noticed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One parameter of a fit.</summary>
public sealed record FitParameter
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Value in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>Standard error, null where there is none.</summary>
    public required double? StandardError { get; init; }

    /// <summary>Lower end of the 95 % interval; null where there is none, or it is open.</summary>
    [JsonPropertyName("lower_95")]
    public required double? Lower95 { get; init; }

    /// <summary>Upper end of the 95 % interval; null where there is none, or it is open.</summary>
    [JsonPropertyName("upper_95")]
    public required double? Upper95 { get; init; }

    /// <summary>SI unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Of a fitted parameter.</summary>
    public static FitParameter Of(FittedParameter p) =>
        new()
        {
            Name = p.Name,
            Value = p.Value,
            StandardError = p.StandardError,
            Lower95 = p.Lower95,
            Upper95 = p.Upper95,
            Unit = p.Unit,
        };
}

/// <summary>What <c>kk --json</c> prints for one spectrum.</summary>
public sealed record KkFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>valid, valid_with_outliers, partly_valid, invalid or undecided.</summary>
    public required string Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string VerdictText { get; init; }

    /// <summary>Root mean square of all residuals in percent of |Z|, by degrees of freedom: the noise level of consistent data.</summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>The same without the suspect points, in the valid window.</summary>
    public required double NoisePercent { get; init; }

    /// <summary>Lowest valid frequency in Hz, null where nothing is valid.</summary>
    public required double ValidFromHz { get; init; }

    /// <summary>Highest valid frequency in Hz, null where nothing is valid.</summary>
    public required double ValidToHz { get; init; }

    /// <summary>Points that do not fit the others.</summary>
    public required IReadOnlyList<KkSuspectPoint> SuspectPoints { get; init; }

    /// <summary>What the reader of the file noticed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
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
