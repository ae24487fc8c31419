using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P2: symmetric and one-way cells with GBS-NZSP.</summary>
internal static class SecondCells
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        new()
        {
            Name = "p2-critical",
            Paper = "P2",
            Title = "critical current density of two symmetric cells",
            Methods = [5],
            Runs =
            [
                new(
                    "p2-x02-critical",
                    "ccd",
                    Symmetric("GBS-NZSP x=0.2", 0.5, 0.09) with
                    {
                        CurrentDensities = Samples.Ladder(0.05, 0.7),
                    }
                ),
                new(
                    "p2-x00-critical",
                    "ccd",
                    Symmetric("bare NZSP", 1, 0.107) with
                    {
                        CurrentDensities = Samples.Ladder(0.05, 0.7),
                    }
                ),
            ],
            Figures = [Figures.Critical(0, 0.55, 0.05), Figures.Critical(1, 0.25, 0.05)],
            Pictures = r =>
                [
                    RecordPictures.Staircase("CCD staircase of GBS-NZSP x=0.2", r.Measurements[0]),
                    RecordPictures.Staircase("CCD staircase of bare NZSP", r.Measurements[1]),
                ],
            Notes =
            [
                "For bare NZSP the paper prints only that x=0.2 reaches more than twice as much: 0.25 mA/cm2 is taken.",
            ],
        },
        new()
        {
            Name = "p2-cycling",
            Paper = "P2",
            Title = "plating and stripping at 0.05 to 0.3 mA/cm2, then 0.3 mA/cm2 up to 1400 h",
            Methods = [6],
            Runs =
            [
                new(
                    "p2-x02-cycling",
                    "stepped-plating",
                    Symmetric("GBS-NZSP x=0.2", 1, 0.09) with
                    {
                        Cycles = 670,
                    }
                )
                {
                    LongestTickSeconds = 2,
                },
                new(
                    "p2-x00-cycling",
                    "stepped-plating",
                    Symmetric("bare NZSP", 1, 0.107) with
                    {
                        Cycles = 670,
                    }
                ),
            ],
            Figures = [Figures.Polarization(0, 53), Figures.Survived(1, "hard", 23)],
            Pictures = r =>
                [
                    RecordPictures.Cycling(
                        "Plating and stripping of GBS-NZSP x=0.2",
                        [("x=0.2", r.Measurements[0])]
                    ),
                    RecordPictures.Cycling(
                        "Plating and stripping of bare NZSP",
                        [("bare NZSP", r.Measurements[1])]
                    ),
                ],
            Notes =
            [
                "53 mV at 0.3 mA/cm2 are 176.7 ohm cm2, more than the 80.3 of the spectrum: the cycling's figure is taken. The 23 h count from the start of the steps.",
            ],
        },
        new()
        {
            Name = "p2-plating",
            Paper = "P2",
            Title = "one-way plating of four steel|electrolyte|Na cells at 0.1 mA/cm2",
            Methods = [7],
            Runs =
            [
                new("p2-x00-plating", "one-way-plating", OneWay("bare NZSP")),
                new("p2-x01-plating", "one-way-plating", OneWay("GBS-NZSP x=0.1")),
                new("p2-x02-plating", "one-way-plating", OneWay("GBS-NZSP x=0.2")),
                new(
                    "p2-x03-plating",
                    "one-way-plating",
                    OneWay("GBS-NZSP x=0.3") with
                    {
                        ArealCapacity = 2 * 3.6e4,
                    }
                ),
            ],
            Figures =
            [
                Plated(0, "capacity at the short", 1.28),
                Voltage(0, "voltage at the short", -0.71, "voltage at short", one => one.EndVoltage),
                Voltage(1, "extreme of the ramp", -1.08, "ramp", one => one.RampExtreme),
                Voltage(1, "plateau", -0.98, "plateau", one => one.PlateauVoltage),
                Plated(2, "capacity at the short", 6.6),
                Voltage(2, "voltage at 6.6 mAh/cm2", -0.11, "voltage at 6.6 mAh/cm2", one => one.EndVoltage),
                Voltage(3, "voltage at 2 mAh/cm2", -0.1, "voltage at 2 mAh/cm2", one => one.EndVoltage),
            ],
            Pictures = r =>
                [
                    RecordPictures.OneWay(
                        "One-way plating at 0.1 mA/cm2",
                        new[] { "bare NZSP", "x=0.1", "x=0.2", "x=0.3" }.Select(
                            (name, run) => (name, r.Measurements[run])
                        )
                    ),
                ],
            Notes =
            [
                "The best cell's test ends at 6.6 mAh/cm2; a short there is assumed. For x=0.3 the paper prints below 0.1 V beyond 2.0 mAh/cm2; it is plated until there.",
            ],
        },
        new()
        {
            Name = "p2-interface",
            Paper = "P2",
            Title = "impedance of four symmetric cells",
            Methods = [8],
            Runs =
            [
                new("p2-x00-symmetric", "eis-symmetric", Symmetric("bare NZSP", 1, 0.107)),
                new("p2-x01-symmetric", "eis-symmetric", Symmetric("GBS-NZSP x=0.1", 0.2, 0.101)),
                new("p2-x02-symmetric", "eis-symmetric", Symmetric("GBS-NZSP x=0.2", 0.2, 0.09)),
                new("p2-x03-symmetric", "eis-symmetric", Symmetric("GBS-NZSP x=0.3", 0.2, 0.086)),
            ],
            Figures =
            [
                .. Parts(0, 117.7, 85.0, 957.4, 1160.1),
                .. Parts(2, 35.0, 22.0, 23.3, 80.3).Where(figure => figure.Quantity == "Rint"),
            ],
            Pictures = r =>
                [
                    SpectrumPictures.NyquistByArea(
                        "Impedance of the symmetric cells by area",
                        new[] { "bare NZSP", "x=0.1", "x=0.2", "x=0.3" }.Select(
                            (name, run) => (name, r.Measurements[run], r.Measurements[run].Spectra[^1])
                        )
                    ),
                ],
            Notes =
            [
                "For x=0.2 the text's 23.3 ohm cm2 is taken; the introduction prints 27. x=0.1 and 0.3 are shown, not printed.",
            ],
        },
    ];

    private static OneWayPlatingResult Plating(CaseResults results, int run) =>
        results.Of(run, m => OneWayPlating.Evaluate(m));

    private static PaperFigure Plated(int run, string quantity, double paper) =>
        new(
            run,
            quantity,
            "mAh/cm2",
            paper,
            Tolerance.TwoPercent,
            new CellTruthName("capacity at short"),
            r => Plating(r, run).CapacityAtShort?.In(1 / 3.6e4, "mAh/cm2")
        );

    private static PaperFigure Voltage(
        int run,
        string quantity,
        double paper,
        string truth,
        Func<OneWayPlatingResult, DerivedQuantity?> found
    ) =>
        new(
            run,
            quantity,
            "V",
            paper,
            Tolerance.Absolute(0.002),
            new CellTruthName(truth),
            r => found(Plating(r, run))
        );

    private static IEnumerable<PaperFigure> Parts(
        int run,
        double bulk,
        double boundary,
        double interfaces,
        double total
    )
    {
        DerivedQuantity? Area(CaseResults results, Func<SymmetricImpedanceResult, ResistancePair?> part) =>
            part(results.Of(run, m => SymmetricImpedance.Evaluate(m)))?.ByArea?.In(1e4, "ohm cm2");
        PaperFigure Figure(
            string name,
            double paper,
            string truth,
            Func<SymmetricImpedanceResult, ResistancePair?> part
        ) =>
            new(
                run,
                name,
                "ohm cm2",
                paper,
                Tolerance.TwoPercent,
                new CellTruthName(truth),
                r => Area(r, part)
            );
        yield return Figure("Rb", bulk, "Rb area", one => one.Bulk);
        yield return Figure("Rgb", boundary, "Rgb area", one => one.GrainBoundary);
        yield return Figure("Rint", interfaces, "Rint area", one => one.Interface);
        yield return Figure("total", total, "Rb area+Rgb area+Rint area", one => one.Total);
    }

    private static TemplateOptions Symmetric(string sample, double area, double thickness) =>
        Samples.Pellet(sample, area, thickness, 25, "Na | Na");

    private static TemplateOptions OneWay(string sample) => Samples.Pellet(sample, 1, 0.1, 25, "steel | Na");
}
