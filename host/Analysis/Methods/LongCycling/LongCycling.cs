using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How long cycling is evaluated.</summary>
public sealed record LongCyclingOptions
{
    /// <summary>Discharges whose currents differ by less than this share are at one rate.</summary>
    public double SameCurrent { get; init; } = 0.05;

    /// <summary>Cycles at the rate that are left out at its begin, while the cell comes to terms with it.</summary>
    public int LeaveOut { get; init; }
}

/// <summary>
/// Method 15. Long cycling at one rate: retention and fade by regression over all cycles and not from two points, initial and mean coulombic
/// efficiency, and the knee where the fade becomes faster (two straight lines that meet, after Diao, Saxena, Han, Pecht, Energies 12 (2019)
/// 2910, doi:10.3390/en12152910).
/// </summary>
public static class LongCycling
{
    private const int FewCycles = 10;

    /// <summary>Evaluates the cycles at the rate that most cycles have.</summary>
    /// <exception cref="MethodException">Fewer than three cycles at one rate.</exception>
    public static LongCyclingResult Evaluate(CellMeasurement measurement, LongCyclingOptions? options = null)
    {
        options ??= new LongCyclingOptions();
        var (_, cycles) = FullCycles.Of(measurement);
        var main = Main(cycles, options.SameCurrent).Skip(options.LeaveOut).ToArray();
        if (main.Length < 3)
            throw new MethodException(
                $"{measurement.Label}: {main.Length} cycles at one rate are too few for a fade; cycle at least ten times"
            );
        var warnings = new List<string>();
        if (main.Length < FewCycles)
            warnings.Add("Fewer than ten cycles: the fade says little.");
        if (measurement.Cell.ActiveMassKilogram is null)
            warnings.Add("The mass of the active material is missing: capacities are not specific.");
        if (main.Length < cycles.Count)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cycles.Count - main.Length} of {cycles.Count} cycles are at other rates and do not count to retention and fade."
                )
            );
        var figures = new FullCellFigures(measurement.Cell);
        var x = main.Select(c => (double)(c.Number - main[0].Number)).ToArray();
        var y = main.Select(c => c.Discharge.ChargeCoulomb).ToArray();
        var line = LineFit.Of(x, y, null, isSeries: true);
        var knee = KneeFit.Of(x, y, line);
        if (knee is not null)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The fade is not even: it changes at cycle {knee.Place + main[0].Number:F0}; one line over all cycles is only a mean."
                )
            );
        var window = new DataWindow("cycle", main[0].Number, main[^1].Number, "", main.Length);
        DerivedQuantity Marked(DerivedQuantity figure, string criterion) =>
            figure with
            {
                Criterion = criterion,
                Window = window,
            };
        // With a knee the last cycle lies on the second line.
        var (first, last, freedom) = knee?.Ends(x[^1]) ?? Ends(line, x[^1]);
        var (mean, meanFreedom) = FullCellFigures.Mean(
            main.Where(c => c.Number > 1).Select(c => c.CoulombicEfficiency).ToArray()
        );
        // A factor that moves while the cell is cycled looks like a fade.
        var drift = measurement.Cell.Instrument.GainDrift;
        const string regression =
            "Regression over the cycles at this rate; errors widened where neighbours scatter alike.";
        return new LongCyclingResult
        {
            Label = measurement.Label,
            Cycles = cycles,
            Counted = main,
            Retention = Marked(
                new UncertaintyBudget()
                    .Add([first.Value, last.Value], last.Covariance, freedom)
                    .AddGain(drift)
                    .PositiveFigure(
                        "capacity retention",
                        "",
                        v => v[1] / v[0] * v[2],
                        knee is null
                            ? "regression line at the last by the first cycle"
                            : "bent line at the last by the first cycle",
                        "textbook"
                    ),
                regression
            ),
            FadePerCycle = Marked(
                new UncertaintyBudget()
                    .Add([line.Intercept, line.Slope], Matrix(line), line.DegreesOfFreedom)
                    .Add(new UncertainValue(0, drift / x[^1]))
                    .Figure("fade per cycle", "", v => -v[1] / v[0] + v[2], "-slope/intercept", "textbook"),
                regression
            ),
            InitialCapacity = Marked(
                figures.Capacity(
                    "initial discharge capacity",
                    new UncertainValue(first.Value, Math.Sqrt(last.Covariance[0, 0])),
                    freedom,
                    "regression line at the first cycle"
                ),
                regression
            ),
            InitialCoulombicEfficiency = figures.Efficiency(
                "initial coulombic efficiency",
                new UncertainValue(cycles[0].CoulombicEfficiency),
                double.PositiveInfinity,
                cycles[0],
                "Qd/Qc of the first cycle"
            ) with
            {
                Criterion = "The first cycle of the test.",
                Window = new DataWindow("cycle", 1, 1, "", 1),
            },
            MeanCoulombicEfficiency = Marked(
                figures.Efficiency("mean coulombic efficiency", mean, meanFreedom, main[^1], "mean of Qd/Qc"),
                "Mean over the cycles at this rate without the first of the test, which is the initial one; error from their scatter."
            ),
            Knee = knee is null
                ? null
                : Marked(
                    DerivedQuantity.Symmetric(
                        "knee",
                        "cycle",
                        new UncertainValue(knee.Place + main[0].Number, knee.PlaceError),
                        knee.DegreesOfFreedom,
                        "two lines that meet",
                        "Diao, Saxena, Han, Pecht, Energies 12 (2019) 2910, doi:10.3390/en12152910"
                    ),
                    "Two lines that meet fit better than one by more than 10 of the Bayesian criterion."
                ),
            FadeAfterKnee = knee is null
                ? null
                : Marked(
                    DerivedQuantity.Symmetric(
                        "fade per cycle after the knee",
                        "",
                        new UncertainValue(
                            -knee.SlopeAfter / first.Value,
                            double.Hypot(knee.SlopeAfterError / first.Value, drift / x[^1])
                        ),
                        knee.DegreesOfFreedom,
                        "-slope of the second line/initial capacity",
                        "textbook"
                    ),
                    "Second of two lines that meet."
                ),
            Tables = [figures.Table(cycles)],
            Pictures =
            [
                figures.Draw("Capacity through the cycles", cycles, Drawn(x, main, line, knee, figures)),
            ],
            Warnings = warnings,
        };
    }

    private static PictureSeries Drawn(
        double[] x,
        FullCycle[] main,
        LineFit line,
        KneeFit? knee,
        FullCellFigures figures
    )
    {
        var (factor, _) = FieldUnits.Of(figures.CapacityUnit);
        double[] at = knee is null ? [0, x[^1]] : [0, knee.Place, x[^1]];
        return new PictureSeries(
            "regression",
            at.Select(v => v + main[0].Number).ToArray(),
            at.Select(v => (knee?.At(v) ?? line.At(v)) * figures.PerMass * factor).ToArray(),
            PictureMark.DashedLine
        );
    }

    private static double[,] Matrix(LineFit line) =>
        new[,]
        {
            { line.InterceptError * line.InterceptError, line.Covariance },
            { line.Covariance, line.SlopeError * line.SlopeError },
        };

    private static (UncertainValue First, LastCycle Last, double DegreesOfFreedom) Ends(
        LineFit line,
        double at
    )
    {
        var own = Matrix(line);
        var cross = own[0, 0] + at * own[0, 1];
        return (
            new UncertainValue(line.Intercept),
            new LastCycle(
                line.At(at),
                new[,]
                {
                    { own[0, 0], cross },
                    { cross, Math.Pow(line.ErrorAt(at), 2) },
                }
            ),
            line.DegreesOfFreedom
        );
    }

    /// <summary>The cycles at the discharge current that most of them have.</summary>
    private static IEnumerable<FullCycle> Main(IReadOnlyList<FullCycle> cycles, double same)
    {
        var most = cycles.MaxBy(c => cycles.Count(o => Alike(o, c)))!;
        return cycles.Where(c => Alike(c, most));

        bool Alike(FullCycle a, FullCycle b) =>
            Math.Abs(a.Discharge.CurrentAmpere - b.Discharge.CurrentAmpere)
            <= same * b.Discharge.CurrentAmpere;
    }
}

/// <summary>The regression's value at the last cycle, and the covariance of first and last.</summary>
internal sealed record LastCycle(double Value, double[,] Covariance);
