namespace EdgeTester.Cli.Client;

/// <summary>A channel as the host's API shows it; units are in the field names there.</summary>
public sealed record ChannelAnswer(
    string Device,
    int Channel,
    bool Online,
    string State,
    string? RunId,
    string? RunName,
    string? StepInWords,
    long? Cycle,
    double? ElapsedS,
    double? Progress,
    double? VoltageV,
    double? CurrentA,
    long Records,
    long Missing,
    long Spectra
);

/// <summary>A tester as the host's API shows it.</summary>
internal sealed record DeviceAnswer(
    string Serial,
    bool Online,
    string Calibration,
    double? MaximumFrequencyHz
);

/// <summary>A run of a channel.</summary>
public sealed record RunAnswer(
    string RunId,
    int Channel,
    string Device,
    string Name,
    string State,
    string StateInWords,
    string? Started,
    string? Ended,
    double ElapsedS,
    long Samples,
    long ImpedancePoints,
    long Events,
    long Spectra,
    long Records,
    long Missing
);

/// <summary>The count of a run's records.</summary>
public sealed record VerifyAnswer(
    long Records,
    long Expected,
    long Missing,
    long Doubled,
    long OutOfOrder,
    long Corrupt,
    long DroppedByTester,
    bool IsSound,
    bool IsComplete
);

/// <summary>A spectrum in a list.</summary>
public sealed record SpectrumSummaryAnswer(
    int Spectrum,
    double ElapsedS,
    long Cycle,
    int Points,
    int ExpectedPoints,
    bool IsComplete
);

/// <summary>A spectrum with what was made of it.</summary>
public sealed record SpectrumAnswer(
    int Spectrum,
    double ElapsedS,
    long Cycle,
    bool IsComplete,
    double[] FrequencyHz,
    double[] RealOhm,
    double[] ImaginaryOhm,
    FitAnswer? Fit,
    KramersKronigAnswer? Kk,
    DrtAnswer? Drt,
    string? Analysis
);

/// <summary>A circuit fit.</summary>
public sealed record FitAnswer(
    string Circuit,
    string? Reason,
    ParameterAnswer[] Parameters,
    double? ResidualRmsPercent
);

/// <summary>A fitted parameter.</summary>
public sealed record ParameterAnswer(string Name, double? Value, double? StandardError, string Unit);

/// <summary>A Kramers-Kronig test.</summary>
public sealed record KramersKronigAnswer(string Verdict, bool IsValid, double? ResidualRmsPercent);

/// <summary>A distribution of relaxation times.</summary>
public sealed record DrtAnswer(
    string Method,
    double[] TauS,
    double?[] GammaOhm,
    double? SeriesResistanceOhm,
    PeakAnswer[] Peaks
);

/// <summary>A peak of it.</summary>
public sealed record PeakAnswer(
    double TauS,
    double ResistanceOhm,
    double? ResistanceLowerOhm,
    double? ResistanceUpperOhm,
    double? Probability
);

/// <summary>What became of a command.</summary>
public sealed record CommandAnswer(string Result, string Text, string? RunId);

/// <summary>Samples of a run.</summary>
public sealed record SamplesAnswer(
    double[] ElapsedS,
    double[] VoltageMinV,
    double[] VoltageMaxV,
    double[] CurrentMinA,
    double[] CurrentMaxA,
    double SamplesPerPoint
);
