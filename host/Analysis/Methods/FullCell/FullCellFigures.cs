using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Figures over cycles, with what the instrument and the balance add.</summary>
internal sealed class FullCellFigures(CellDescription cell)
{
    /// <summary>"C/kg" with a mass, else "C".</summary>
    public string CapacityUnit => cell.ActiveMassKilogram is null ? "C" : "C/kg";

    /// <summary>What capacities are multiplied by to have that unit.</summary>
    public double PerMass => 1 / (cell.ActiveMassKilogram?.Value ?? 1);

    /// <summary>A capacity in C with its error, by mass, with gain and mass.</summary>
    public DerivedQuantity Capacity(string name, UncertainValue coulomb, double freedom, string equation) =>
        new UncertaintyBudget()
            .Add(coulomb, freedom)
            .AddGain(cell.Instrument.CurrentGain)
            .Add(cell.ActiveMassKilogram ?? new UncertainValue(1))
            .PositiveFigure(name, CapacityUnit, v => v[0] * v[1] / v[2], equation, "textbook");

    /// <summary>
    /// A ratio of charges: the gain falls out, but an offset of the current takes away on one side what it adds on the other.
    /// </summary>
    public DerivedQuantity Efficiency(
        string name,
        UncertainValue ratio,
        double freedom,
        FullCycle typical,
        string equation
    )
    {
        var offset =
            cell.Instrument.CurrentOffset
            * (typical.Charge.DurationSeconds + typical.Discharge.DurationSeconds)
            / typical.Charge.ChargeCoulomb;
        return new UncertaintyBudget()
            .Add(ratio, freedom)
            .Add(new UncertainValue(0, offset))
            .Figure(name, "", v => v[0] + v[1], equation, "textbook");
    }

    /// <summary>A difference of voltages, from which the offset falls out.</summary>
    public DerivedQuantity Volt(string name, UncertainValue volt, double freedom, string equation) =>
        new UncertaintyBudget()
            .Add(volt, freedom)
            .AddGain(cell.Instrument.VoltageGain)
            .Figure(name, "V", v => v[0] * v[1], equation, "textbook");

    /// <summary>Mean, standard error and degrees of freedom; NaN for the error of one value.</summary>
    public static (UncertainValue Value, double DegreesOfFreedom) Mean(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        if (values.Count < 2)
            return (new UncertainValue(mean, double.NaN), 1);
        var residuals = values.Select(v => v - mean).ToArray();
        var inflation = SerialCorrelation.Inflation(residuals);
        var variance = residuals.Sum(r => r * r) / (values.Count - 1);
        return (
            new UncertainValue(mean, Math.Sqrt(variance * inflation / values.Count)),
            Math.Max(1, (values.Count - 1) / inflation)
        );
    }

    /// <summary>Table of all cycles.</summary>
    public MethodTable Table(IReadOnlyList<FullCycle> cycles)
    {
        var (factor, unit) = FieldUnits.Of(CapacityUnit);
        return new MethodTable(
            "Cycles",
            new("cycle", "", cycles.Select(c => (double)c.Number).ToArray()),
            new("discharge current", "mA", cycles.Select(c => 1e3 * c.Discharge.CurrentAmpere).ToArray()),
            new(
                "charge capacity",
                unit,
                cycles.Select(c => c.Charge.ChargeCoulomb * PerMass * factor).ToArray()
            ),
            new(
                "discharge capacity",
                unit,
                cycles.Select(c => c.Discharge.ChargeCoulomb * PerMass * factor).ToArray()
            ),
            new("coulombic efficiency", "", cycles.Select(c => c.CoulombicEfficiency).ToArray()),
            new("voltage efficiency", "", cycles.Select(c => c.VoltageEfficiency).ToArray()),
            new("energy efficiency", "", cycles.Select(c => c.EnergyEfficiency).ToArray()),
            new("polarization", "V", cycles.Select(c => c.Polarization).ToArray())
        );
    }

    /// <summary>Capacity and coulombic efficiency against the cycle.</summary>
    public MethodPicture Draw(string title, IReadOnlyList<FullCycle> cycles, params PictureSeries[] more)
    {
        var (factor, unit) = FieldUnits.Of(CapacityUnit);
        var x = cycles.Select(c => (double)c.Number).ToArray();
        return new MethodPicture(
            title,
            new PictureAxis("cycle", ""),
            new PictureAxis("capacity", unit),
            [
                new PictureSeries(
                    "charge",
                    x,
                    cycles.Select(c => c.Charge.ChargeCoulomb * PerMass * factor).ToArray(),
                    PictureMark.Points
                ),
                new PictureSeries(
                    "discharge",
                    x,
                    cycles.Select(c => c.Discharge.ChargeCoulomb * PerMass * factor).ToArray(),
                    PictureMark.Points
                ),
                .. more,
                new PictureSeries(
                    "coulombic efficiency",
                    x,
                    cycles.Select(c => c.CoulombicEfficiency).ToArray(),
                    PictureMark.Points
                )
                {
                    OnRight = true,
                },
            ]
        )
        {
            Right = new PictureAxis("coulombic efficiency", ""),
        };
    }
}
