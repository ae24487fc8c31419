using System.Text.Json.Serialization;

namespace EdgeTester.Service.Analyses;

/// <summary>One parameter of a fitted circuit.</summary>
internal sealed record ParameterDocument
{
    public required string Name { get; init; }
    public double Value { get; init; }
    public double? StandardError { get; init; }

    [JsonPropertyName("lower_95")]
    public double? Lower95 { get; init; }

    [JsonPropertyName("upper_95")]
    public double? Upper95 { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>A resistance whose arc lies inside the measured range, or one in series.</summary>
    public bool IsResolvedResistance { get; init; }

    /// <summary>"" or what is special about it.</summary>
    public string Remark { get; init; } = "";
}

/// <summary>A circuit fit as it is stored and as the API gives it; the model's line is worked out when it is read.</summary>
internal sealed record FitDocument
{
    /// <summary>Why there is no result, or null.</summary>
    public string? Error { get; init; }
    public string Circuit { get; init; } = "";
    public string Reason { get; init; } = "";
    public IReadOnlyList<ParameterDocument> Parameters { get; init; } = [];

    /// <summary>Sum of the resolved resistances and its standard error in ohm.</summary>
    public double TotalResistanceOhm { get; init; } = double.NaN;
    public double? TotalResistanceStandardErrorOhm { get; init; }
    public double ChiSquare { get; init; } = double.NaN;
    public double Aicc { get; init; } = double.NaN;
    public double Bic { get; init; } = double.NaN;
    public double ResidualRmsPercent { get; init; } = double.NaN;

    /// <summary>Number of the spectrum whose circuit and values this fit started from, or null.</summary>
    public long? CarriedFrom { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];
    public IReadOnlyList<double> FrequencyHz { get; init; } = [];
    public IReadOnlyList<double> RealOhm { get; init; } = [];
    public IReadOnlyList<double> ImaginaryOhm { get; init; } = [];
}

/// <summary>A Kramers-Kronig test as it is stored and as the API gives it.</summary>
internal sealed record KramersKronigDocument
{
    /// <summary>Why there is no result, or null.</summary>
    public string? Error { get; init; }
    public string Verdict { get; init; } = "";
    public bool IsValid { get; init; }
    public double ResidualRmsPercent { get; init; } = double.NaN;
    public double NoisePercent { get; init; } = double.NaN;
    public double ValidFromHz { get; init; } = double.NaN;
    public double ValidToHz { get; init; } = double.NaN;
    public IReadOnlyList<int> SuspectPoints { get; init; } = [];
    public IReadOnlyList<double> FrequencyHz { get; init; } = [];
    public IReadOnlyList<double> RealResidualPercent { get; init; } = [];
    public IReadOnlyList<double> ImaginaryResidualPercent { get; init; } = [];
}

/// <summary>One peak of a distribution of relaxation times.</summary>
internal sealed record PeakDocument
{
    public double TauS { get; init; }
    public double TauLowerS { get; init; }
    public double TauUpperS { get; init; }
    public double ResistanceOhm { get; init; }
    public double ResistanceLowerOhm { get; init; }
    public double ResistanceUpperOhm { get; init; }
    public double CapacitanceF { get; init; }
    public double Probability { get; init; }
}

/// <summary>A distribution of relaxation times as it is stored and as the API gives it.</summary>
internal sealed record RelaxationDocument
{
    /// <summary>Why there is no result, or null.</summary>
    public string? Error { get; init; }
    public string Method { get; init; } = "";
    public double Lambda { get; init; } = double.NaN;
    public IReadOnlyList<double> TauS { get; init; } = [];
    public IReadOnlyList<double> GammaOhm { get; init; } = [];
    public IReadOnlyList<double> GammaLowerOhm { get; init; } = [];
    public IReadOnlyList<double> GammaUpperOhm { get; init; } = [];
    public double SeriesResistanceOhm { get; init; } = double.NaN;
    public double PolarizationResistanceOhm { get; init; } = double.NaN;
    public double InductanceH { get; init; } = double.NaN;
    public double ResidualRmsPercent { get; init; } = double.NaN;
    public IReadOnlyList<PeakDocument> Peaks { get; init; } = [];
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
