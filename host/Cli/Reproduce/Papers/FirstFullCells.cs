using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P1: full cells Na|NZSSP-Zn|NVP/C.</summary>
internal static class FirstFullCells
{
    private static readonly double[] Rates = [0.1, 0.2, 0.5, 1, 2, 4, 5];

    private static readonly double[] Capacities = [111.05, 109.73, 102.81, 96.76, 87.21, 74.32, 69.77];

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
            Figures =
            [
                .. Capacities.Select(
                    (capacity, k) =>
                        Figures.Capacity(
                            0,
                            FormattableString.Invariant($"capacity at {Rates[k]} C"),
                            capacity,
                            FormattableString.Invariant($"specific capacity {Rates[k]} C"),
                            r => Figures.Step(r, 0, k).DischargeCapacity
                        )
                ),
                Figures.Capacity(
                    0,
                    "capacity back at 0.1 C",
                    111.82,
                    "specific capacity 0.1 C",
                    r => Figures.Step(r, 0, Rates.Length).DischargeCapacity
                ),
                Separation(1, 37.21),
                Separation(2, 42.38),
            ],
            Pictures = r =>
                [
                    FullCellPictures.RateSteps(
                        "Rate steps of NZSSP-Zn0.10",
                        r.Measurements[0],
                        Figures.Rates(r, 0)
                    ),
                    RecordPictures.ChargeDischarge(
                        "Charge and discharge at each rate",
                        r.Measurements[0],
                        Figures
                            .Rates(r, 0)
                            .RateSteps.Take(Rates.Length)
                            .Select(
                                (step, k) =>
                                    (FormattableString.Invariant($"{Rates[k]} C"), step.Cycles[^1].Number - 1)
                            )
                    ),
                    FullCellPictures.Differential(
                        "dQ/dV of NZSSP-Zn0.10 at 0.1 C",
                        Figures.Differential(r, 1)
                    ),
                    FullCellPictures.Differential("dQ/dV of NZSSP-Zn0 at 0.1 C", Figures.Differential(r, 2)),
                ],
            Notes =
            [
                "Seven capacities are printed for six rates and 5 C: they are read as 0.1, 0.2, 0.5, 1, 2, 4 and 5 C. The cell returns to 0.1 C with the capacity that it had (the paper: 111.82). The voltage limits are not printed: 2.3 and 4.2 V are taken. The printed peaks, 3.40 and 3.38 V, do not have the printed distance of 37.21 mV: the distance is taken.",
            ],
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
            Figures =
            [
                Figures.Capacity(
                    0,
                    "capacity",
                    108,
                    "specific capacity",
                    r => Figures.Cycling(r, 0).InitialCapacity
                ),
                Figures.Share(
                    0,
                    "retention after 100 cycles",
                    0.9871,
                    0.02,
                    "retention after 100 cycles",
                    r => Figures.Cycling(r, 0).Retention
                ),
                Figures.Share(
                    0,
                    "initial coulombic efficiency",
                    0.9767,
                    0.005,
                    "initial coulombic efficiency",
                    r => Figures.Cycling(r, 0).InitialCoulombicEfficiency
                ),
                Figures.Capacity(
                    1,
                    "capacity",
                    105.72,
                    "specific capacity",
                    r => Figures.Cycling(r, 1).InitialCapacity
                ),
                Figures.Share(
                    1,
                    "fade per cycle",
                    0.00029,
                    0.00029 * 0.02,
                    "fade per cycle",
                    r => Figures.Cycling(r, 1).FadePerCycle
                ),
                Figures.Share(
                    1,
                    "mean coulombic efficiency",
                    0.9999,
                    0.0001,
                    "mean coulombic efficiency",
                    r => Figures.Cycling(r, 1).MeanCoulombicEfficiency
                ),
            ],
            Pictures = r =>
                [
                    FullCellPictures.Retention(
                        "100 cycles at 0.2 C",
                        r.Measurements[0],
                        Figures.Cycling(r, 0)
                    ),
                    FullCellPictures.Retention(
                        "400 cycles at 0.5 C",
                        r.Measurements[1],
                        Figures.Cycling(r, 1)
                    ),
                ],
            Notes =
            [
                "The retention after 100 cycles is that of the 101st. The mean coulombic efficiency is printed as above 99.99 %: 99.995 % is taken.",
            ],
        },
    ];

    private static PaperFigure Separation(int run, double paperMillivolt) =>
        new(
            run,
            "dQ/dV peak separation",
            "mV",
            paperMillivolt,
            Tolerance.Absolute(2),
            new CellTruthName("peak separation", Factor: 1e3),
            r => Figures.Differential(r, run).Separation?.In(1e3, "mV")
        );

    private static TemplateOptions Full(string sample) =>
        Samples.Full(Samples.Pellet(sample, 1.131, 0.1, 25, "NVP/C | Na"), 2.262, 117.6, 2.3, 4.2);
}
