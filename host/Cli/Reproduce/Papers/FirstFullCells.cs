using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P1: full cells Na|NZSSP-Zn|NVP/C.</summary>
internal static class FirstFullCells
{
    private static readonly double[] Rates = [0.1, 0.2, 0.5, 1, 2, 4, 5];

    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p1-rate",
            Paper = "P1",
            Title = "rate steps 0.1 to 5 C and back, and dQ/dV at 0.1 C",
            Methods = [13, 14],
            Runs =
            [
                new("p1-zn010-rate", "full-cell-rate", Full("NZSSP-Zn0.10") with { Rates = Rates }),
                new("p1-zn010-rate", "dqdv", Full("NZSSP-Zn0.10") with { Rates = [0.1] }),
                new("p1-zn0-rate", "dqdv", Full("NZSSP-Zn0") with { Rates = [0.1] }),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-cycles",
            Paper = "P1",
            Title = "100 cycles at 0.2 C and 400 at 0.5 C",
            Methods = [15],
            Runs =
            [
                new(
                    "p1-zn010-cycles-02c",
                    "full-cell-cycling",
                    Full("NZSSP-Zn0.10, 0.2 C") with
                    {
                        Rates = [0.2],
                        Cycles = 101,
                    }
                ),
                new(
                    "p1-zn010-cycles-05c",
                    "full-cell-cycling",
                    Full("NZSSP-Zn0.10, 0.5 C") with
                    {
                        Rates = [0.5],
                        Cycles = 400,
                    }
                ),
            ],
            Figures = [],
            Pictures = _ => [],
        },
    ];

    private static TemplateOptions Full(string sample) =>
        Samples.Full(Samples.Pellet(sample, 1.131, 0.1, 25, "NVP/C | Na"), 2.262, 117.6, 2.3, 4.2);
}
