using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
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

    /// <summary>The paper's equivalent circuit, one for all temperatures.</summary>
    private const string Circuit = "R{:Rb}(R{:Rgb}Q)Q{:Qel}";

    /// <summary>Standard uncertainty in K of the board's Pt1000.</summary>
    public const double TemperatureError = 0.1;

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
            Figures = Pellets
                .Select(
                    (p, run) =>
                        new PaperFigure(
                            run,
                            "conductivity",
                            "S/cm",
                            p.Conductivity,
                            Tolerance.TwoPercent,
                            new CellTruthName("conductivity"),
                            r => Conductivity(r, run)
                        )
                )
                .ToArray(),
            Pictures = r =>
                [
                    SpectrumPictures.NyquistOfElectrolyte(
                        "Impedance of the pellets at 25 C",
                        Pellets.Select((p, run) => (p.Sample, r.Measurements[run].Spectra[^1]))
                    ),
                ],
            Notes =
            [
                "The papers sweep from 1 MHz; the board reaches 200 kHz. The area of the silver is not printed: 0.5 cm2 is taken.",
            ],
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
            Figures = Energies
                .Select(
                    (e, k) =>
                        new PaperFigure(
                            k * Temperatures.Length,
                            "activation energy",
                            "eV",
                            e.Energy,
                            Tolerance.Absolute(0.01),
                            new CellTruthName("activation energy"),
                            r => Arrhenius(r, k).Total.Energy
                        )
                        {
                            Sample = Pellets[e.Pellet].Sample,
                        }
                )
                .ToArray(),
            Pictures = r =>
                [
                    SpectrumPictures.Arrhenius(
                        "Arrhenius plots",
                        "σT",
                        "S K cm⁻¹",
                        0.01,
                        Energies.Select((e, k) => (Pellets[e.Pellet].Sample, Arrhenius(r, k).Total))
                    ),
                    SpectrumPictures.NyquistOfElectrolyte(
                        $"Impedance of {Pellets[Energies[^1].Pellet].Sample} at 40 to 100 C",
                        Temperatures.Select(
                            (celsius, k) =>
                                (
                                    FormattableString.Invariant($"{celsius} C"),
                                    r.Measurements[2 * Temperatures.Length + k].Spectra[^1]
                                )
                        )
                    ),
                ],
            Notes =
            [
                "sigma T = A exp(-Ea/(k T)) over 40 to 100 C, as the paper evaluates it; each temperature is a cell in a chamber of its own.",
            ],
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
            Figures = [Transference(0, 0.98), Transference(1, 0.79)],
            Pictures = r =>
                [
                    RecordPictures.CurrentTime(
                        "Current at 10 mV",
                        [("NZSSP-Zn0.10", r.Measurements[0]), ("NZSSP-Zn0", r.Measurements[1])]
                    ),
                    SpectrumPictures.Nyquist(
                        "NZSSP-Zn0.10 before and after the polarization",
                        [
                            ("initial", r.Measurements[0].Spectra[0]),
                            ("steady state", r.Measurements[0].Spectra[^1]),
                        ]
                    ),
                ],
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
            Figures =
            [
                new(
                    0,
                    "onset potential",
                    "V",
                    4.9,
                    Tolerance.Absolute(0.002),
                    new CellTruthName("onset potential"),
                    r => r.Of(0, m => LinearSweep.Evaluate(m)).TangentOnset
                ),
                new(
                    1,
                    "onset potential",
                    "V",
                    4.5,
                    Tolerance.Absolute(0.002),
                    new CellTruthName("onset potential"),
                    r => r.Of(1, m => LinearSweep.Evaluate(m)).TangentOnset
                ),
            ],
            Pictures = r =>
                [
                    RecordPictures.Sweep(
                        "Linear sweep voltammetry at 1 mV/s",
                        [("NZSSP-Zn0.10", r.Measurements[0]), ("NZSSP-Zn0", r.Measurements[1])]
                    ),
                ],
            Notes =
            [
                "The onset is where the tangent to the rising current meets the baseline. The paper prints Zn0.10's only, and that it is the widest of its series: 4.5 V is taken for Zn0.",
            ],
        },
    ];

    private static DerivedQuantity? Conductivity(CaseResults results, int run) =>
        results
            .Of(run, m => BlockingImpedance.Evaluate(m, new ImpedanceOptions { Circuit = Circuit }))
            .Conductivity?.In(0.01, "S/cm");

    private static ArrheniusResult Arrhenius(CaseResults results, int series) =>
        results.Of(
            (series * Temperatures.Length)..((series + 1) * Temperatures.Length),
            m =>
                ArrheniusSeries.Evaluate(
                    m,
                    new ArrheniusOptions { Circuit = Circuit, TemperatureError = TemperatureError }
                )
        );

    private static PaperFigure Transference(int run, double paper) =>
        new(
            run,
            "transference number",
            "",
            paper,
            Tolerance.Absolute(0.01),
            new CellTruthName("transference number"),
            r => r.Of(run, m => BruceVincent.Evaluate(m)).TransferenceNumber
        )
        {
            Reason =
                "The electrolyte polarises by diffusion, whose first moments no record shows whole: the first current is extrapolated to t = 0. With an interface that takes four fifths of the voltage the transference number is four to five times as sensitive to that as the current itself; the difference stays within 0.01, but not within the interval of the fit.",
        };

    private static TemplateOptions Blocking(string sample, double celsius) =>
        Samples.Pellet(sample, 0.5, 0.1, celsius, "Ag | Ag");

    private static TemplateOptions HalfBlocking(string sample) =>
        Samples.Pellet(sample, FirstCells.Area, 0.1, 30, "Ag | Na");
}
