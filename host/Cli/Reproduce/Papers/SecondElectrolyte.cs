using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P2: conductivity and electronic leakage of GBS-NZSP.</summary>
internal static class SecondElectrolyte
{
    private static readonly (
        string Cell,
        string Sample,
        double Thickness,
        double Conductivity,
        double Share
    )[] Pellets =
    [
        ("p2-x00-blocking", "bare NZSP", 0.107, 0.53e-3, 0.153),
        ("p2-x01-blocking", "GBS-NZSP x=0.1", 0.101, 1.19e-3, 0.071),
        ("p2-x02-blocking", "GBS-NZSP x=0.2", 0.090, 1.58e-3, 0.018),
        ("p2-x03-blocking", "GBS-NZSP x=0.3", 0.086, 1.13e-3, 0.022),
    ];

    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p2-conductivity",
            Paper = "P2",
            Title = "conductivity of four GBS-NZSP pellets, and what electrons carry of it",
            Methods = [1, 12],
            Runs = Pellets
                .Select(p => new CaseRun(p.Cell, "leakage", Blocking(p.Sample, p.Thickness)))
                .ToArray(),
            Figures = [],
            Pictures = _ => [],
        },
    ];

    private static TemplateOptions Blocking(string sample, double thickness) =>
        Samples.Pellet(sample, 0.5, thickness, 25, "Au | Au");
}
