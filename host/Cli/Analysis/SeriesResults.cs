using System.Text.Json.Serialization;

namespace EdgeTester.Cli.Analysis;

/// <summary>
/// What <c>series --json</c> prints for one spectrum: the fields of <c>fit</c> and of <c>drt</c> together, from estimates that
/// look at the whole series; <see cref="TrackedPeak.Track"/> says which peaks of different spectra are the same relaxation.
/// </summary>
public sealed record SeriesFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>Where in the series: time, temperature, cycle or number.</summary>
    public required double At { get; init; }

    /// <summary>Unit of <see cref="At"/>.</summary>
    public required string AtUnit { get; init; }

    /// <summary>The circuit, the same for every spectrum; null where none can be fitted to this one.</summary>
    public string? Circuit { get; init; }

    /// <summary>Why this circuit, where it was chosen here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>Names of the parameters that all spectra share.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>The parameters; the shared ones are repeated.</summary>
    public IReadOnlyList<FitParameter>? Parameters { get; init; }

    /// <summary>Weighted sum of squares of this spectrum.</summary>
    public double? ChiSquare { get; init; }

    /// <summary>Akaike's criterion for small samples; with shared parameters that of the whole series.</summary>
    public double? Aicc { get; init; }

    /// <summary>Bayesian information criterion; with shared parameters that of the whole series.</summary>
    public double? Bic { get; init; }

    /// <summary>Residual of the circuit in percent of |Z|.</summary>
    public double? ResidualRmsPercent { get; init; }

    /// <summary>What was done for the DRT; null where it cannot be estimated.</summary>
    public string? Method { get; init; }

    /// <summary>Null: the strengths follow from evidence.</summary>
    public double? Lambda { get; init; }

    /// <summary>Time constants in s, the same for every spectrum.</summary>
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

    /// <summary>Integral of gamma in ohm.</summary>
    public double? PolarizationResistanceOhm { get; init; }

    /// <summary>Residual of the DRT in percent of |Z|.</summary>
    public double? DrtResidualRmsPercent { get; init; }

    /// <summary>Peaks by rising time constant.</summary>
    public IReadOnlyList<TrackedPeak>? Peaks { get; init; }

    /// <summary>Activation energies over the series, where it is one of temperatures; the same for every spectrum.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ActivationEnergy>? ActivationEnergies { get; init; }

    /// <summary>What to mind.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the reader of the file noticed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A peak of a series' distribution that keeps its identity from spectrum to spectrum.</summary>
public sealed record TrackedPeak : DrtPeak
{
    /// <summary>Number of the relaxation, from 1, the same in every spectrum.</summary>
    public required int Track { get; init; }

    /// <summary>Makes one.</summary>
    public TrackedPeak() { }

    /// <summary>Of a peak and the track that it belongs to.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public TrackedPeak(DrtPeak peak, int track)
        : base(peak) => Track = track;
}

/// <summary>Activation energy of 1/R of one resistance, from ln(T/R) against 1/T.</summary>
/// <param name="Name">The resistance.</param>
/// <param name="ActivationEnergyEv">Activation energy in eV.</param>
/// <param name="StandardErrorEv">Its standard error in eV.</param>
/// <param name="Lower95Ev">Lower end of its 95 % interval in eV.</param>
/// <param name="Upper95Ev">Upper end of it.</param>
public sealed record ActivationEnergy(
    string Name,
    double ActivationEnergyEv,
    double StandardErrorEv,
    [property: JsonPropertyName("lower_95_ev")] double Lower95Ev,
    [property: JsonPropertyName("upper_95_ev")] double Upper95Ev
);
