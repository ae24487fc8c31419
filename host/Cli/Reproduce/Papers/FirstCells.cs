using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
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
            Figures = [Figures.Critical(0, 0.9, 0.1), Figures.Critical(1, 0.1, 0.1)],
            Pictures = r =>
                [
                    RecordPictures.Staircase("CCD staircase of NZSSP-Zn0.10", r.Measurements[0]),
                    RecordPictures.Staircase("CCD staircase of NZSSP-Zn0", r.Measurements[1]),
                ],
            Notes = ["The critical current density is the last step of the ladder that is survived in full."],
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
            Figures =
            [
                Figures.Polarization(0, 66.5),
                Figures.Polarization(1, 125.5),
                Figures.Survived(1, "soft", 70),
            ],
            Pictures = r =>
                [
                    RecordPictures.Cycling(
                        "Plating and stripping at 0.1 mA/cm2",
                        [("NZSSP-Zn0.10", r.Measurements[0]), ("NZSSP-Zn0", r.Measurements[1])]
                    ),
                    .. Figures.Plating(r, 1).Pictures,
                ],
            Notes =
            [
                "The text's 650 h are taken for Zn0.10; the abstract says 550 h. Zn0's 125.5 mV mean 1443 ohm, less than the 1551 of the spectrum when new: the cycling's figure is taken.",
            ],
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
            Figures =
            [
                Resistance(0, 0, "Rint, new", 407.8, "Rint", one => one.Interface),
                Resistance(0, 0, "total, new", 567.1, "Rtotal", one => one.Total),
                Resistance(0, 3, "Rint, 30 h", 567.2, "Rint", one => one.Interface),
                Resistance(0, 3, "total, 30 h", 740.98, "Rtotal", one => one.Total),
                Resistance(0, 5, "Rint, 50 h", 567.3, "Rint", one => one.Interface),
                Resistance(0, 5, "total, 50 h", 764.8, "Rtotal", one => one.Total),
                Resistance(0, 15, "Rint, 150 h", 567.3, "Rint", one => one.Interface),
                Resistance(1, 0, "Rint, new", 1551, "Rint", one => one.Interface),
                Resistance(1, 10, "Rint, 100 h", 4596, "Rint", one => one.Interface),
                Relaxation(0, 15, 1, "DRT: SEI, 150 h", 226.92, "Rsei"),
                Relaxation(0, 15, 2, "DRT: charge transfer, 150 h", 340.38, "Rct"),
                Relaxation(1, 10, 1, "DRT: SEI, 100 h", 1378.8, "Rsei"),
                Relaxation(1, 10, 2, "DRT: charge transfer, 100 h", 3217.2, "Rct"),
            ],
            Pictures = r =>
                [
                    SpectrumPictures.Nyquist("NZSSP-Zn0.10 while it is cycled", Hours(r.Measurements[0])),
                    SpectrumPictures.Nyquist("NZSSP-Zn0 while it is cycled", Hours(r.Measurements[1])),
                    SpectrumPictures.Resistances(
                        "Interface resistance against time",
                        [("NZSSP-Zn0.10", Series(r, 0)), ("NZSSP-Zn0", Series(r, 1))]
                    ),
                    SpectrumPictures.Waterfall("DRT of NZSSP-Zn0.10 through time", Relaxations(r, 0).Series),
                    SpectrumPictures.Waterfall("DRT of NZSSP-Zn0 through time", Relaxations(r, 1).Series),
                ],
            Notes =
            [
                "The paper prints Rint as a whole; its distributions show two processes in it. The cell takes them as SEI and charge transfer in the proportion 40 to 60 (Zn0: 30 to 70), and the lines of the DRT are held against that.",
            ],
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

    private static ImpedanceSeriesResult Series(CaseResults results, int run) =>
        results.Of(run, m => ImpedanceSeries.Evaluate(m));

    private static RelaxationMonitorResult Relaxations(CaseResults results, int run) =>
        results.Of(run, m => RelaxationMonitor.Evaluate(m));

    private static PaperFigure Resistance(
        int run,
        int spectrum,
        string quantity,
        double paper,
        string truth,
        Func<SymmetricImpedanceResult, ResistancePair?> part
    ) =>
        new(
            run,
            quantity,
            "ohm",
            paper,
            Tolerance.TwoPercent,
            new CellTruthName(truth, spectrum),
            r =>
                spectrum < Series(r, run).Points.Count
                    ? part(Series(r, run).Points[spectrum])?.Resistance
                    : null
        );

    private static PaperFigure Relaxation(
        int run,
        int spectrum,
        int process,
        string quantity,
        double paper,
        string truth
    ) =>
        new(
            run,
            quantity,
            "ohm",
            paper,
            Tolerance.TwoPercent,
            new CellTruthName(truth, spectrum),
            r =>
                process < Relaxations(r, run).Processes.Count
                    ? Relaxations(r, run).Processes[process].ResistanceAtEnd
                    : null
        );

    private static IEnumerable<(string, TimedSpectrum)> Hours(CellMeasurement cell) =>
        cell.Spectra.Select(one => (FormattableString.Invariant($"{one.TimeSeconds / 3600:F0} h"), one));

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
