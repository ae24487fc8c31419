using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>P2: full cells NVCP|GBS-NZSP|Na.</summary>
internal static class SecondFullCells
{
    private const double Milligram = 0.914979;

    /// <summary>Electrode area in cm2 of the cell for spectra.</summary>
    private const double Area = 0.5;

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
                        Area,
                        0.09,
                        celsius,
                        "NVCP | Na"
                    ) with
                    {
                        UpperVoltage = 4.4,
                        LowestFrequencyHz = 0.1,
                    }
                ))
                .ToArray(),
            Figures =
            [
                Part(0, "RSE, 25 C", 26.7, "Rse"),
                Part(1, "Rct,anodic, 25 C", 75.9, "Rct_anode"),
                Part(2, "Rct,cathodic, 25 C", 71, "Rct_cathode"),
                new(
                    0,
                    "total, 25 C",
                    "ohm cm2",
                    173.6,
                    Tolerance.TwoPercent,
                    new CellTruthName("Rse+Rct_anode+Rct_cathode", Factor: Area),
                    r => Impedance(r).Room.Total.ByArea?.In(1e4, "ohm cm2")
                ),
                Energy(0, "electrolyte", 0.27),
                Energy(1, "anodic", 0.45),
                Energy(2, "cathodic", 0.33),
            ],
            Pictures = r =>
                [
                    SpectrumPictures.NyquistByArea(
                        "Impedance of the full cell at 25 to 60 C",
                        Temperatures.Select(
                            (celsius, k) =>
                                (
                                    FormattableString.Invariant($"{celsius} C"),
                                    r.Measurements[k],
                                    r.Measurements[k].Spectra[^1]
                                )
                        )
                    ),
                    SpectrumPictures.Arrhenius(
                        "Arrhenius plots of the three processes",
                        "T/R",
                        "K/ohm",
                        1,
                        Impedance(r).ActivationEnergies.Select(energy => (energy.Process, energy))
                    ),
                ],
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
            Figures =
            [
                Figures.Capacity(
                    0,
                    "first charge",
                    126.5,
                    "first charge capacity",
                    r => Figures.Rates(r, 0).FirstCharge
                ),
                Figures.Capacity(
                    0,
                    "first discharge",
                    119.1,
                    "specific capacity",
                    r => Figures.Rates(r, 0).FirstDischarge
                ),
                Figures.Share(
                    0,
                    "initial coulombic efficiency",
                    0.942,
                    0.005,
                    "initial coulombic efficiency",
                    r => Figures.Rates(r, 0).InitialCoulombicEfficiency
                ),
                Figures.Capacity(
                    0,
                    "capacity at 10 C",
                    108.1,
                    "specific capacity 10 C",
                    r => Figures.Step(r, 0, 4).DischargeCapacity
                ),
                new(
                    0,
                    "largest polarization",
                    "mV",
                    340,
                    Tolerance.Absolute(1),
                    new CellTruthName("polarization 10 C", Factor: 1e3),
                    r => Figures.Rates(r, 0).LargestPolarization.In(1e3, "mV")
                )
                {
                    Reason =
                        "The cell's own value is the ohmic one; the half-way voltages of charge and discharge lie at states of charge that differ by less than a thousandth, and the plateau between them is not quite level: 0.1 mV.",
                },
                Plateau("upper plateau", 3.92, 1),
                Plateau("lower plateau", 3.20, 0),
            ],
            Pictures = r =>
                [
                    FullCellPictures.RateSteps(
                        "Rate steps of the full cell",
                        r.Measurements[0],
                        Figures.Rates(r, 0)
                    ),
                    RecordPictures.ChargeDischarge(
                        "Formation, and the last cycle at 10 C",
                        r.Measurements[0],
                        [("first, 0.5 C", 0), ("10 C", Figures.Step(r, 0, 4).Cycles[^1].Number - 1)]
                    ),
                    FullCellPictures.Differential("dQ/dV at 0.1 C", Figures.Differential(r, 1)),
                ],
            Notes =
            [
                "119.1 of 126.5 mAh/g are 94.15 %, printed as 94.2 %. The plateaus are the means of the dQ/dV peaks of charge and discharge at 0.1 C, a run of its own. The voltage limits are not printed: 2.5 and 4.4 V are taken.",
            ],
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
            Figures =
            [
                Figures.Capacity(
                    0,
                    "capacity",
                    107.9,
                    "specific capacity",
                    r => Figures.Cycling(r, 0).InitialCapacity
                ),
                Figures.Share(
                    0,
                    "retention after 560 cycles",
                    0.81,
                    0.02,
                    "retention after 560 cycles",
                    r => Figures.Cycling(r, 0).Retention
                ),
            ],
            Pictures = r =>
                [FullCellPictures.Retention("560 cycles at 10 C", r.Measurements[0], Figures.Cycling(r, 0))],
            Notes = ["The retention after 560 cycles is that of the 561st."],
        },
    ];

    private static FullCellImpedanceResult Impedance(CaseResults results) =>
        results.Of(
            ..,
            m =>
                FullCellImpedance.Evaluate(
                    m,
                    new ArrheniusOptions { TemperatureError = FirstElectrolyte.TemperatureError }
                )
        );

    private static PaperFigure Part(int part, string quantity, double paper, string truth) =>
        new(
            0,
            quantity,
            "ohm cm2",
            paper,
            Tolerance.TwoPercent,
            new CellTruthName(truth, Factor: Area),
            r =>
                part < Impedance(r).Room.Parts.Count
                    ? Impedance(r).Room.Parts[part].Resistance.ByArea?.In(1e4, "ohm cm2")
                    : null
        )
        {
            Sample = "GBS-NZSP x=0.2",
        };

    private static PaperFigure Energy(int part, string process, double paper) =>
        new(
            0,
            $"activation energy, {process}",
            "eV",
            paper,
            Tolerance.Absolute(0.01),
            new CellTruthName($"Ea {process}"),
            r =>
                part < Impedance(r).ActivationEnergies.Count
                    ? Impedance(r).ActivationEnergies[part].Energy
                    : null
        )
        {
            Sample = "GBS-NZSP x=0.2",
        };

    private static PaperFigure Plateau(string quantity, double paper, int peak) =>
        new(
            1,
            quantity,
            "V",
            paper,
            Tolerance.Absolute(0.002),
            new CellTruthName(quantity),
            r => Middle(Figures.Differential(r, 1), quantity, peak)
        );

    // Charge and discharge lie as far above as below what the electrodes have at rest.
    private static DerivedQuantity? Middle(DifferentialCapacityResult result, string name, int peak)
    {
        var highest = result.Peaks.Count > 0 ? result.Peaks.Max(one => one.Height) : 0;
        DerivedQuantity? Of(bool isCharge) =>
            result
                .Peaks.Where(one => one.IsCharge == isCharge && one.Height > 0.2 * highest)
                .ElementAtOrDefault(peak)
                ?.Potential;
        return Of(true) is { } above && Of(false) is { } below
            ? DerivedQuantity.Symmetric(
                name,
                "V",
                new UncertainValue(
                    (above.Value + below.Value) / 2,
                    Math.Max(above.StandardError, below.StandardError)
                ),
                double.PositiveInfinity,
                "mean of the peaks of charge and discharge",
                "textbook"
            )
            : null;
    }

    private static TemplateOptions Full(double thickness) =>
        Samples.Full(
            Samples.Pellet("GBS-NZSP x=0.2", 1.131, thickness, 25, "NVCP | Na"),
            Milligram,
            121,
            2.5,
            4.4
        );
}
