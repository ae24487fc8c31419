using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Figures that several cases have, in the papers' units.</summary>
internal static class Figures
{
    private const double MilliamperePerSquareCentimetre = 0.1;
    private const double MilliampereHourPerGram = 1 / 3600.0;

    /// <summary>A critical current density: the last one survived, within one step of the ladder.</summary>
    public static PaperFigure Critical(int run, double paper, double step) =>
        new(
            run,
            "critical current density",
            "mA/cm2",
            paper,
            Tolerance.Absolute(step),
            new CellTruthName("critical current density"),
            r =>
                r.Of(run, m => CriticalCurrentDensity.Evaluate(m))
                    .LastSurvived?.In(MilliamperePerSquareCentimetre, "mA/cm2")
        );

    /// <summary>The polarization at the current that was held longest.</summary>
    public static PaperFigure Polarization(int run, double paperMillivolt) =>
        new(
            run,
            "polarization",
            "mV",
            paperMillivolt,
            Tolerance.Absolute(1),
            new CellTruthName("polarization", Factor: 1e3),
            r => Plating(r, run).Main.Polarization.In(1e3, "mV")
        );

    /// <summary>How long a cell was cycled until it failed, from its first half cycle on; within half a cycle.</summary>
    public static PaperFigure Survived(int run, string kind, double paperHours) =>
        new(
            run,
            $"time of {kind} short",
            "h",
            paperHours,
            Tolerance.Absolute(1),
            new CellTruthName($"{kind} short at"),
            r =>
                Plating(r, run).SurvivedTime is { } time
                    ? Later(
                            time,
                            r.Measurements[run].Record!.TimeSeconds[0]
                                - Plating(r, run).HalfCycles[0].StartSeconds
                        )
                        .In(1 / 3600.0, "h")
                    : null
        )
        {
            TruthShift = r => -Plating(r, run).HalfCycles[0].StartSeconds / 3600,
        };

    /// <summary>A capacity by mass.</summary>
    public static PaperFigure Capacity(
        int run,
        string quantity,
        double paper,
        string truth,
        Func<CaseResults, DerivedQuantity?> find
    ) =>
        new(
            run,
            quantity,
            "mAh/g",
            paper,
            Tolerance.TwoPercent,
            new CellTruthName(truth),
            r => find(r)?.In(MilliampereHourPerGram, "mAh/g")
        );

    /// <summary>A share without unit, within a difference.</summary>
    public static PaperFigure Share(
        int run,
        string quantity,
        double paper,
        double limit,
        string truth,
        Func<CaseResults, DerivedQuantity?> find
    ) =>
        new(
            run,
            quantity,
            "%",
            100 * paper,
            Tolerance.Absolute(100 * limit),
            new CellTruthName(truth, Factor: 100),
            r => find(r)?.In(100, "%")
        );

    /// <summary>The evaluation of plating and stripping.</summary>
    public static PlatingStrippingResult Plating(CaseResults results, int run) =>
        results.Of(run, m => PlatingStripping.Evaluate(m));

    /// <summary>The evaluation of rate steps.</summary>
    public static RateCapabilityResult Rates(CaseResults results, int run) =>
        results.Of(run, m => RateCapability.Evaluate(m));

    /// <summary>One rate step.</summary>
    /// <exception cref="MethodException">The run ended before it.</exception>
    public static RateStep Step(CaseResults results, int run, int step)
    {
        var steps = Rates(results, run).RateSteps;
        return step < steps.Count
            ? steps[step]
            : throw new MethodException($"the run ended after {steps.Count} rate steps, before this one");
    }

    /// <summary>The evaluation of long cycling.</summary>
    public static LongCyclingResult Cycling(CaseResults results, int run) =>
        results.Of(run, m => LongCycling.Evaluate(m));

    /// <summary>The differential capacity.</summary>
    public static DifferentialCapacityResult Differential(CaseResults results, int run) =>
        results.Of(run, m => DifferentialCapacity.Evaluate(m));

    /// <summary>A figure moved by an exact amount in its own unit.</summary>
    private static DerivedQuantity Later(DerivedQuantity figure, double by) =>
        figure with
        {
            Value = figure.Value + by,
            Lower95 = figure.Lower95 + by,
            Upper95 = figure.Upper95 + by,
        };
}
