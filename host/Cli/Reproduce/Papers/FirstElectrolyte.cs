using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P1: conductivity, activation energy, transference number, stability window of NZSSP-Zn.</summary>
internal static class FirstElectrolyte
{
    private static readonly (string Cell, string Sample, double Conductivity)[] Pellets =
    [
        ("p1-nzsp-blocking", "NZSP", 2.13e-4),
        ("p1-zn0-blocking", "NZSSP-Zn0", 9.80e-4),
        ("p1-zn010-blocking", "NZSSP-Zn0.10", 2.41e-3),
        ("p1-zn015-blocking", "NZSSP-Zn0.15", 1.25e-3),
        ("p1-zn020-blocking", "NZSSP-Zn0.20", 1.02e-3),
    ];

    private static readonly (int Pellet, double Energy)[] Energies = [(0, 0.31), (1, 0.24), (2, 0.20)];

    private static readonly double[] Temperatures = [40, 50, 60, 70, 80, 90, 100];

    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p1-conductivity",
            Paper = "P1",
            Title = "conductivity of five NZSSP-Zn pellets at room temperature",
            Methods = [1],
            Runs = Pellets.Select(p => new CaseRun(p.Cell, "eis-blocking", Blocking(p.Sample, 25))).ToArray(),
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-arrhenius",
            Paper = "P1",
            Title = "activation energy of three NZSSP-Zn pellets, 40 to 100 C",
            Methods = [2],
            Runs = Energies
                .SelectMany(e =>
                    Temperatures.Select(celsius => new CaseRun(
                        FormattableString.Invariant($"{Pellets[e.Pellet].Cell}@{celsius}"),
                        "arrhenius",
                        Blocking(
                            FormattableString.Invariant($"{Pellets[e.Pellet].Sample}, {celsius} C"),
                            celsius
                        )
                    ))
                )
                .ToArray(),
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-transference",
            Paper = "P1",
            Title = "transference number of two symmetric cells",
            Methods = [3],
            Runs =
            [
                new("p1-zn010-transference", "bruce-vincent", FirstCells.Symmetric("NZSSP-Zn0.10")),
                new("p1-zn0-transference", "bruce-vincent", FirstCells.Symmetric("NZSSP-Zn0")),
            ],
            Figures = [],
            Pictures = _ => [],
        },
        new()
        {
            Name = "p1-stability",
            Paper = "P1",
            Title = "stability window of two Ag|electrolyte|Na cells",
            Methods = [4],
            Runs =
            [
                new("p1-zn010-stability", "lsv", HalfBlocking("NZSSP-Zn0.10")),
                new("p1-zn0-stability", "lsv", HalfBlocking("NZSSP-Zn0")),
            ],
            Figures = [],
            Pictures = _ => [],
        },
    ];

    private static TemplateOptions Blocking(string sample, double celsius) =>
        Samples.Pellet(sample, 0.5, 0.1, celsius, "Ag | Ag");

    private static TemplateOptions HalfBlocking(string sample) =>
        Samples.Pellet(sample, FirstCells.Area, 0.1, 30, "Ag | Na");
}
