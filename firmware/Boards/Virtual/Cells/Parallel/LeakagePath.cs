namespace EdgeTester.Firmware.Virtual.Cells.Parallel;

/// <summary>Electronic leakage: a resistor.</summary>
public sealed class LeakagePath : ParallelPath
{
    private readonly CellParameter resistance;

    /// <summary>A path of some resistance.</summary>
    /// <param name="resistance">Ohm.</param>
    public LeakagePath(CellParameter resistance)
    {
        this.resistance = resistance;
        Conductance = 1 / resistance.Value;
    }

    /// <inheritdoc/>
    public override bool Changes => resistance.Drift is not null;

    /// <summary>Resistance under given conditions in ohm.</summary>
    public double Resistance(in CellConditions conditions) => resistance.At(conditions);

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions)
    {
        double now = 1 / resistance.At(conditions);
        bool moved = Math.Abs(now - Conductance) > 1e-5 * Conductance;
        Conductance = moved ? now : Conductance;
        return moved;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions) => double.PositiveInfinity;
}
