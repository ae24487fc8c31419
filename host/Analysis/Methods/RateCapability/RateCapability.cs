using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How rate steps are evaluated.</summary>
public sealed record RateCapabilityOptions
{
    /// <summary>Discharges whose currents differ by less than this share are at one rate.</summary>
    public double SameCurrent { get; init; } = 0.05;

    /// <summary>The first cycle at a rate follows a half cycle at another and is left out where there are so many cycles.</summary>
    public int LeaveOutFirstFrom { get; init; } = 3;
}

/// <summary>
/// Method 13. Cycles at several rates and back: capacity of each rate step, coulombic, voltage and energy efficiency, polarization between
/// the voltages where half of the charge has passed, and what comes back at the first rate.
/// </summary>
public static class RateCapability
{
    /// <summary>Evaluates all cycles of the measurement.</summary>
    /// <exception cref="MethodException">There is no whole cycle.</exception>
    public static RateCapabilityResult Evaluate(
        CellMeasurement measurement,
        RateCapabilityOptions? options = null
    )
    {
        options ??= new RateCapabilityOptions();
        var (record, cycles) = FullCycles.Of(measurement);
        var figures = new FullCellFigures(measurement.Cell);
        var warnings = new List<string>();
        if (measurement.Cell.ActiveMassKilogram is null)
            warnings.Add("The mass of the active material is missing: capacities are not specific.");
        var groups = Groups(cycles, options)
            .Select(g => RateStep.Of(g, figures, options, measurement.Cell))
            .ToArray();
        foreach (var single in groups.Where(g => g.Cycles.Count == 1))
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Only one cycle at {1e3 * single.CurrentAmpere:G4} mA: there is no scatter and so no uncertainty of its own."
                )
            );
        var back = groups.Length > 2 && Near(groups[^1], groups[0], options) ? groups[^1] : null;
        if (groups.Length > 2 && back is null)
            warnings.Add("The last rate is not the first one: there is no recovery to report.");
        return new RateCapabilityResult
        {
            Label = measurement.Label,
            Cycles = cycles,
            RateSteps = groups,
            InitialCoulombicEfficiency = figures.Efficiency(
                "initial coulombic efficiency",
                new UncertainValue(cycles[0].CoulombicEfficiency),
                double.PositiveInfinity,
                cycles[0],
                "discharge by charge of the first cycle"
            ) with
            {
                Criterion = "The first cycle.",
                Window = new DataWindow("cycle", 1, 1, "", 1),
            },
            FirstCharge = First("first charge", cycles[0].Charge),
            FirstDischarge = First("first discharge", cycles[0].Discharge),
            Recovery = back is null ? null : Recover(groups[0], back, measurement.Cell.Instrument),
            LargestPolarization = groups.MaxBy(g => g.Polarization.Value)!.Polarization with
            {
                Name = "largest polarization",
            },
            Tables = [RateStep.Table(groups, measurement.Cell), figures.Table(cycles)],
            Pictures = [figures.Draw("Capacity at each rate", cycles), Curves(record, groups, figures)],
            Warnings = warnings,
        };

        DerivedQuantity First(string name, FullHalf half) =>
            figures.Capacity(
                $"capacity of the {name}",
                new UncertainValue(half.ChargeCoulomb),
                double.PositiveInfinity,
                "integral of I dt"
            ) with
            {
                Criterion = "The first cycle.",
                Window = new DataWindow("cycle", 1, 1, "", 1),
            };
    }

    private static bool Near(RateStep a, RateStep b, RateCapabilityOptions options) =>
        Math.Abs(a.CurrentAmpere - b.CurrentAmpere) <= options.SameCurrent * b.CurrentAmpere;

    private static DerivedQuantity Recover(RateStep first, RateStep back, InstrumentUncertainty instrument)
    {
        double[] Capacities(RateStep g) => g.Counted.Select(c => c.Discharge.ChargeCoulomb).ToArray();
        var (a, freedomA) = FullCellFigures.Mean(Capacities(first));
        var (b, freedomB) = FullCellFigures.Mean(Capacities(back));
        return new UncertaintyBudget()
            .Add(a, freedomA)
            .Add(b, freedomB)
            .AddGain(instrument.GainDrift)
            .PositiveFigure(
                "recovery at the first rate",
                "",
                v => v[1] / v[0] * v[2],
                "discharge capacity of the last by that of the first rate step",
                "textbook"
            ) with
        {
            Criterion = "Means of both rate steps; gain and mass fall out.",
            Window = new DataWindow(
                "cycle",
                first.Cycles[0].Number,
                back.Cycles[^1].Number,
                "",
                first.Counted.Count + back.Counted.Count
            ),
        };
    }

    private static IEnumerable<IReadOnlyList<FullCycle>> Groups(
        IReadOnlyList<FullCycle> cycles,
        RateCapabilityOptions options
    )
    {
        var group = new List<FullCycle>();
        foreach (var cycle in cycles)
        {
            if (
                group.Count > 0
                && Math.Abs(cycle.Discharge.CurrentAmpere - group[0].Discharge.CurrentAmpere)
                    > options.SameCurrent * group[0].Discharge.CurrentAmpere
            )
            {
                yield return group;
                group = [];
            }
            group.Add(cycle);
        }
        yield return group;
    }

    private static MethodPicture Curves(CellRecord record, RateStep[] groups, FullCellFigures figures)
    {
        var (factor, unit) = FieldUnits.Of(figures.CapacityUnit);
        var series = new List<PictureSeries>();
        foreach (var group in groups)
        foreach (
            var (half, name) in new[]
            {
                (group.Cycles[^1].Charge, ""),
                (
                    group.Cycles[^1].Discharge,
                    string.Create(CultureInfo.InvariantCulture, $"{1e3 * group.CurrentAmpere:G3} mA")
                ),
            }
        )
        {
            var (charge, volt) = FullCycles.Curve(record, half.Pieces);
            var rows = Pictures.Thin(charge.Length, 300);
            series.Add(
                new PictureSeries(
                    name,
                    rows.Select(k => charge[k] * figures.PerMass * factor).ToArray(),
                    rows.Select(k => volt[k]).ToArray(),
                    PictureMark.Line
                )
            );
        }
        return new MethodPicture(
            "Last charge and discharge at each rate",
            new PictureAxis("capacity", unit),
            new PictureAxis("voltage", "V"),
            series
        );
    }
}
