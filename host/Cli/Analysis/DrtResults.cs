using System.Text.Json.Serialization;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Cli.Analysis;

/// <summary>What <c>drt --json</c> prints for one spectrum.</summary>
public sealed record DrtFileResult
{
    /// <summary>File, and the spectrum's number where the file has several.</summary>
    public required string File { get; init; }

    /// <summary>What was done.</summary>
    public required string Method { get; init; }

    /// <summary>Regularisation strength, null where the method has none.</summary>
    public required double Lambda { get; init; }

    /// <summary>Time constants in s.</summary>
    public required double[] TauS { get; init; }

    /// <summary>gamma in ohm per unit of ln tau.</summary>
    public required double[] GammaOhm { get; init; }

    /// <summary>Lower end of its credible band.</summary>
    public required double[] GammaLowerOhm { get; init; }

    /// <summary>Upper end of its credible band.</summary>
    public required double[] GammaUpperOhm { get; init; }

    /// <summary>Resistance in series in ohm.</summary>
    public required double SeriesResistanceOhm { get; init; }

    /// <summary>Inductance in series in H.</summary>
    public required double InductanceH { get; init; }

    /// <summary>Capacitance in series in F, null where there is none.</summary>
    public required double SeriesCapacitanceF { get; init; }

    /// <summary>Resistance that an inductive loop at low frequency takes off, in ohm; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LoopResistanceOhm { get; init; }

    /// <summary>Time constant of that loop in s; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LoopTauS { get; init; }

    /// <summary>Integral of gamma in ohm.</summary>
    public required double PolarizationResistanceOhm { get; init; }

    /// <summary>Residual in percent of |Z|.</summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>Peaks by rising time constant.</summary>
    public required IReadOnlyList<DrtPeak> Peaks { get; init; }

    /// <summary>What to mind.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the reader of the file noticed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One peak of a distribution.</summary>
public record DrtPeak
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

    /// <summary>Of an estimated peak.</summary>
    public static DrtPeak Of(RelaxationPeak p) =>
        new()
        {
            TauS = p.TauSeconds,
            TauLowerS = p.TauLowerSeconds,
            TauUpperS = p.TauUpperSeconds,
            ResistanceOhm = p.ResistanceOhm,
            ResistanceLowerOhm = p.ResistanceLowerOhm,
            ResistanceUpperOhm = p.ResistanceUpperOhm,
            CapacitanceF = p.CapacitanceFarad,
            WidthDecades = p.WidthDecades,
            Probability = p.Probability,
        };
}
