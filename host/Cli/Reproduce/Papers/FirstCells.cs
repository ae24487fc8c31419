using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P1: symmetric sodium cells with NZSSP-Zn.</summary>
internal static class FirstCells
{
    /// <summary>Electrode area in cm2 with which the paper's ohms give its millivolts.</summary>
    public const double Area = 0.8695;

    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p1-critical",
            Paper = "P1",
            Title = "critical current density of two symmetric cells",
            Methods = [5],
            Runs =
            [
                new("p1-zn010-critical", "ccd", Symmetric("NZSSP-Zn0.10")),
                new("p1-zn0-critical", "ccd", Symmetric("NZSSP-Zn0")),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-cycling",
            Paper = "P1",
            Title =
                "plating and stripping at 0.1 mA/cm2, one cell for 650 h, one until after its micro-short",
            Methods = [6],
            Runs =
            [
                new("p1-zn010-cycling", "long-plating", Symmetric("NZSSP-Zn0.10") with { Cycles = 325 }),
                new("p1-zn0-cycling", "long-plating", Symmetric("NZSSP-Zn0") with { Cycles = 60 }),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-interface",
            Paper = "P1",
            Title =
                "impedance of two symmetric cells while they are cycled, and its distribution of relaxation times",
            Methods = [8, 9, 10],
            Runs =
            [
                new("p1-zn010-growth", "eis-cycling", Symmetric("NZSSP-Zn0.10") with { Cycles = 15 }),
                new("p1-zn0-growth", "eis-cycling", Symmetric("NZSSP-Zn0") with { Cycles = 10 }),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-tafel",
            Paper = "P1",
            Title = "exchange current density of two symmetric cells",
            Methods = [11],
            Runs =
            [
                new("p1-zn010-tafel", "tafel", Symmetric("NZSSP-Zn0.10")),
                new("p1-zn0-tafel", "tafel", Symmetric("NZSSP-Zn0")),
            ],
            Figures = [.. Exchange(0, 2.21e-2), .. Exchange(1, 0.96e-2)],
            Pictures = r =>
                [
                    RecordPictures.Tafel(
                        "Tafel plots",
                        [("NZSSP-Zn0.10", r.Measurements[0]), ("NZSSP-Zn0", r.Measurements[1])]
                    ),
                ],
            Notes =
            [
                "One interface takes the whole overpotential, as in the paper's evaluation; both the linear and the Tafel region are reported.",
            ],
        },
    ];

    private static IEnumerable<PaperFigure> Exchange(int run, double paper)
    {
        PaperFigure Figure(string region, Func<TafelResult, DerivedQuantity?> found) =>
            new(
                run,
                $"exchange current, {region}",
                "mA/cm2",
                paper,
                Tolerance.FivePercent,
                new CellTruthName("exchange current density"),
                r => found(r.Of(run, m => Tafel.Evaluate(m)))?.In(0.1, "mA/cm2")
            );
        yield return Figure("linear region", result => result.FromLinearRegion);
        yield return Figure("Tafel region", result => result.FromTafelRegion);
    }

    /// <summary>A symmetric cell at the paper's 30 C.</summary>
    public static TemplateOptions Symmetric(string sample) =>
        Samples.Pellet(sample, Area, 0.1, 30, "Na | Na");
}
