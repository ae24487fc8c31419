using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Cycles at one rate.</summary>
/// <param name="CurrentAmpere">Discharge current in A.</param>
/// <param name="Rate">In units of C, by the nominal capacity; NaN where that is not known.</param>
/// <param name="Cycles">All its cycles.</param>
/// <param name="Counted">Those that count to the means.</param>
/// <param name="DischargeCapacity">In C/kg, or in C without a mass.</param>
/// <param name="ChargeCapacity">In the same unit.</param>
/// <param name="CoulombicEfficiency">Mean.</param>
/// <param name="VoltageEfficiency">Mean.</param>
/// <param name="EnergyEfficiency">Mean.</param>
/// <param name="Polarization">Mean in V.</param>
public sealed record RateStep(
    double CurrentAmpere,
    double Rate,
    IReadOnlyList<FullCycle> Cycles,
    IReadOnlyList<FullCycle> Counted,
    DerivedQuantity DischargeCapacity,
    DerivedQuantity ChargeCapacity,
    DerivedQuantity CoulombicEfficiency,
    DerivedQuantity VoltageEfficiency,
    DerivedQuantity EnergyEfficiency,
    DerivedQuantity Polarization
)
{
    internal static RateStep Of(
        IReadOnlyList<FullCycle> cycles,
        FullCellFigures figures,
        RateCapabilityOptions options,
        CellDescription cell
    )
    {
        var counted = cycles.Count >= options.LeaveOutFirstFrom ? cycles.Skip(1).ToArray() : cycles.ToArray();
        var current = counted.Average(c => c.Discharge.CurrentAmpere);
        var rate = cell.NominalCapacityCoulomb is { } capacity ? current * 3600 / capacity : double.NaN;
        var text = FormattableString.Invariant(
            double.IsFinite(rate) ? $"{rate:G3} C" : (FormattableString)$"{1e3 * current:G4} mA"
        );
        var window = new DataWindow("cycle", counted[0].Number, counted[^1].Number, "", counted.Length);
        var criterion =
            counted.Length < cycles.Count
                ? "Mean of the cycles at this rate without the first, which follows another rate; error from their scatter."
                : "Mean of the cycles at this rate; error from their scatter.";
        DerivedQuantity Marked(DerivedQuantity figure) =>
            figure with
            {
                Criterion = criterion,
                Window = window,
            };
        (UncertainValue, double) Mean(Func<FullCycle, double> of)
        {
            var (value, freedom) = FullCellFigures.Mean(counted.Select(of).ToArray());
            // One cycle has no scatter: what is left is gain and mass.
            return double.IsNaN(value.StandardError)
                ? (new UncertainValue(value.Value), double.PositiveInfinity)
                : (value, freedom);
        }
        DerivedQuantity Capacity(string name, Func<FullCycle, double> of)
        {
            var (value, freedom) = Mean(of);
            return Marked(figures.Capacity($"{name} at {text}", value, freedom, "integral of I dt"));
        }
        DerivedQuantity Efficiency(string name, Func<FullCycle, double> of, string equation)
        {
            var (value, freedom) = Mean(of);
            return Marked(figures.Efficiency($"{name} at {text}", value, freedom, counted[^1], equation));
        }
        var (volt, voltFreedom) = Mean(c => c.Polarization);
        return new RateStep(
            current,
            rate,
            cycles,
            counted,
            Capacity("discharge capacity", c => c.Discharge.ChargeCoulomb),
            Capacity("charge capacity", c => c.Charge.ChargeCoulomb),
            Efficiency("coulombic efficiency", c => c.CoulombicEfficiency, "Qd/Qc"),
            Efficiency("voltage efficiency", c => c.VoltageEfficiency, "(Ed/Qd)/(Ec/Qc)"),
            Efficiency("energy efficiency", c => c.EnergyEfficiency, "Ed/Ec"),
            Marked(
                figures.Volt(
                    $"polarization at {text}",
                    volt,
                    voltFreedom,
                    "voltages where half of the charge has passed, charge less discharge"
                )
            )
        );
    }

    internal static MethodTable Table(IReadOnlyList<RateStep> steps, CellDescription cell)
    {
        var (factor, unit) = FieldUnits.Of(cell.ActiveMassKilogram is null ? "C" : "C/kg");
        return new MethodTable(
            "Rate steps",
            new("current", "mA", steps.Select(s => 1e3 * s.CurrentAmpere).ToArray()),
            new("rate", "C", steps.Select(s => s.Rate).ToArray()),
            new("cycles", "", steps.Select(s => (double)s.Cycles.Count).ToArray()),
            new("discharge capacity", unit, steps.Select(s => s.DischargeCapacity.Value * factor).ToArray()),
            new(
                "standard error",
                unit,
                steps.Select(s => s.DischargeCapacity.StandardError * factor).ToArray()
            ),
            new("coulombic efficiency", "", steps.Select(s => s.CoulombicEfficiency.Value).ToArray()),
            new("voltage efficiency", "", steps.Select(s => s.VoltageEfficiency.Value).ToArray()),
            new("energy efficiency", "", steps.Select(s => s.EnergyEfficiency.Value).ToArray()),
            new("polarization", "V", steps.Select(s => s.Polarization.Value).ToArray())
        );
    }
}
