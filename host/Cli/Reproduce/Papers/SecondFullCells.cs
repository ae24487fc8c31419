using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P2: full cells NVCP|GBS-NZSP|Na.</summary>
internal static class SecondFullCells
{
    private const double Milligram = 0.914979;

    private static readonly double[] Temperatures = [25, 30, 35, 40, 45, 50, 55, 60];

    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p2-full-temperature",
            Paper = "P2",
            Title = "impedance of a full cell at 25 to 60 C",
            Methods = [2, 16],
            Runs = Temperatures
                .Select(celsius => new CaseRun(
                    FormattableString.Invariant($"p2-full-temperature@{celsius}"),
                    "eis-full-cell",
                    Samples.Pellet(
                        FormattableString.Invariant($"NVCP|GBS-NZSP x=0.2|Na, {celsius} C"),
                        0.5,
                        0.09,
                        celsius,
                        "NVCP | Na"
                    ) with
                    {
                        UpperVoltage = 4.4,
                    }
                ))
                .ToArray(),
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p2-rate",
            Paper = "P2",
            Title = "formation, rate steps 0.5 to 10 C and plateaus of a full cell",
            Methods = [13, 14],
            Runs =
            [
                new("p2-full-rate", "full-cell-rate", Full(0.09) with { Rates = [0.5, 1, 2, 5, 10] }),
                new("p2-full-rate", "dqdv", Full(0.09) with { Rates = [0.1] }),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p2-cycles",
            Paper = "P2",
            Title = "560 cycles at 10 C of a full cell",
            Methods = [15],
            Runs =
            [
                new("p2-full-cycles", "full-cell-cycling", Full(0.1) with { Rates = [10], Cycles = 561 }),
            ],
            Figures = [],
            Pictures = _ => [],
        },
    ];

    private static TemplateOptions Full(double thickness) =>
        Samples.Full(
            Samples.Pellet("GBS-NZSP x=0.2", 1.131, thickness, 25, "NVCP | Na"),
            Milligram,
            121,
            2.5,
            4.4
        );
}
