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
            Figures = [],
            Pictures = _ => [],
        },
    ];

    /// <summary>A symmetric cell at the paper's 30 C.</summary>
    public static TemplateOptions Symmetric(string sample) =>
        Samples.Pellet(sample, Area, 0.1, 30, "Na | Na");
}
