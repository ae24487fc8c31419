using EdgeTester.Analysis.Methods;
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
            Figures = Pellets
                .SelectMany(
                    (p, run) =>
                        new PaperFigure[]
                        {
                            new(
                                run,
                                "conductivity",
                                "S/cm",
                                p.Conductivity,
                                Tolerance.TwoPercent,
                                new CellTruthName("conductivity"),
                                r =>
                                    r.Of(run, m => BlockingImpedance.Evaluate(m))
                                        .Conductivity?.In(0.01, "S/cm")
                            ),
                            new(
                                run,
                                "electronic share",
                                "%",
                                100 * p.Share,
                                Tolerance.FivePercent,
                                new CellTruthName("electronic share", Factor: 100),
                                r => r.Of(run, m => ElectronicLeakage.Evaluate(m)).Share?.In(100, "%")
                            ),
                        }
                )
                .ToArray(),
            Pictures = r =>
                [
                    SpectrumPictures.Nyquist(
                        "Impedance of the pellets at 25 C",
                        Pellets.Select((p, run) => (p.Sample, r.Measurements[run].Spectra[0]))
                    ),
                    RecordPictures.CurrentTime(
                        "Current at 0.1 to 0.5 V",
                        Pellets.Select((p, run) => (p.Sample, r.Measurements[run]))
                    ),
                ],
            Notes =
            [
                "The printed thickness is read as cm: only that gives the paper's own conductivities. The area of the gold is not printed: 0.5 cm2 is taken. The conductivity is that of ions and electrons together, as a spectrum shows it at high frequency.",
            ],
        },
    ];

    private static TemplateOptions Blocking(string sample, double thickness) =>
        Samples.Pellet(sample, 0.5, thickness, 25, "Au | Au");
}
