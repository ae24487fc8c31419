using EdgeTester.Analysis;

namespace EdgeTester.Report.Model;

/// <summary>A spectrum and what was made of it.</summary>
public sealed record SpectrumSection
{
    /// <summary>Heading, for example "Spectrum 3" or a file's name.</summary>
    public required string Title { get; init; }

    /// <summary>The points as measured.</summary>
    public required Spectrum Measured { get; init; }

    /// <summary>When it was taken, in seconds since the run began; NaN for a file.</summary>
    public double ElapsedSeconds { get; init; } = double.NaN;

    /// <summary>Cycle from 0, or null.</summary>
    public int? Cycle { get; init; }

    /// <summary>The fitted circuit, or null.</summary>
    public CircuitSection? Circuit { get; init; }

    /// <summary>The Kramers-Kronig test, or null.</summary>
    public KramersKronigSection? KramersKronig { get; init; }

    /// <summary>The distribution of relaxation times, or null.</summary>
    public RelaxationSection? Relaxation { get; init; }

    /// <summary>What a reader must know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A circuit fitted to a spectrum.</summary>
public sealed record CircuitSection
{
    /// <summary>The circuit as text.</summary>
    public required string Circuit { get; init; }

    /// <summary>Its parameters.</summary>
    public required IReadOnlyList<ParameterRow> Parameters { get; init; }

    /// <summary>Model impedance at each frequency of <see cref="FrequencyHz"/>, real part in ohm.</summary>
    public required IReadOnlyList<double> RealOhm { get; init; }

    /// <summary>Imaginary part in ohm, capacitive below zero.</summary>
    public required IReadOnlyList<double> ImaginaryOhm { get; init; }

    /// <summary>Frequencies of the model's line in Hz, falling.</summary>
    public required IReadOnlyList<double> FrequencyHz { get; init; }

    /// <summary>Weighted sum of squares; NaN where unknown.</summary>
    public double ChiSquare { get; init; } = double.NaN;

    /// <summary>Root mean square of the residuals in percent of |Z|.</summary>
    public double ResidualRmsPercent { get; init; } = double.NaN;

    /// <summary>Why this circuit, in words; may be empty.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>The verdict of a Kramers-Kronig test.</summary>
/// <param name="Verdict">In words.</param>
/// <param name="IsValid">Whether the spectrum passed.</param>
/// <param name="ResidualRmsPercent">Root mean square of the residuals in percent of |Z|.</param>
/// <param name="ValidFromHz">Lower end of the window that can be used, in Hz; NaN where there is none.</param>
/// <param name="ValidToHz">Upper end of that window in Hz; NaN where there is none.</param>
/// <param name="FrequencyHz">Frequencies of the residuals in Hz.</param>
/// <param name="RealResidualPercent">Residuals of Z' in percent of |Z|.</param>
/// <param name="ImaginaryResidualPercent">Residuals of Z'' in percent of |Z|.</param>
/// <param name="SuspectPoints">Points (from 0, by falling frequency) that do not fit.</param>
public sealed record KramersKronigSection(
    string Verdict,
    bool IsValid,
    double ResidualRmsPercent,
    double ValidFromHz,
    double ValidToHz,
    IReadOnlyList<double> FrequencyHz,
    IReadOnlyList<double> RealResidualPercent,
    IReadOnlyList<double> ImaginaryResidualPercent,
    IReadOnlyList<int> SuspectPoints
);

/// <summary>A distribution of relaxation times with its credible band and peaks.</summary>
public sealed record RelaxationSection
{
    /// <summary>The method in words.</summary>
    public required string Method { get; init; }

    /// <summary>Regularisation strength; NaN where the method has none.</summary>
    public double Lambda { get; init; } = double.NaN;

    /// <summary>Time constants in s, rising.</summary>
    public required IReadOnlyList<double> TauSeconds { get; init; }

    /// <summary>gamma in ohm per unit of ln tau.</summary>
    public required IReadOnlyList<double> GammaOhm { get; init; }

    /// <summary>Lower end of the credible band.</summary>
    public required IReadOnlyList<double> GammaLowerOhm { get; init; }

    /// <summary>Upper end of the credible band.</summary>
    public required IReadOnlyList<double> GammaUpperOhm { get; init; }

    /// <summary>Peaks by rising time constant.</summary>
    public IReadOnlyList<RelaxationPeakRow> Peaks { get; init; } = [];
}

/// <summary>One peak of a distribution; intervals are 95 %.</summary>
public sealed record RelaxationPeakRow(
    double TauSeconds,
    double TauLowerSeconds,
    double TauUpperSeconds,
    double ResistanceOhm,
    double ResistanceLowerOhm,
    double ResistanceUpperOhm,
    double Probability
);
