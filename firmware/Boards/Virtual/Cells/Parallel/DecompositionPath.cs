namespace EdgeTester.Firmware.Virtual.Cells.Parallel;

/// <summary>
/// Decomposition of the electrolyte beyond its stability window: i = G w ln(1 + exp((V - onset)/w)), nothing well below the
/// onset, a straight line of conductance G through the onset well above it, so that a tangent finds the onset.
/// </summary>
/// <param name="onset">Volt.</param>
/// <param name="width">w in volt.</param>
/// <param name="conductance">G in siemens.</param>
public sealed class DecompositionPath(double onset, double width, double conductance) : ParallelPath
{
    private double at = double.NegativeInfinity;

    /// <inheritdoc/>
    public override bool Changes => true;

    /// <summary>Its current at a voltage in ampere.</summary>
    public double Current(double volt)
    {
        double x = (volt - onset) / width;
        return conductance * width * (x > 40 ? x : Math.Log(1 + Math.Exp(x)));
    }

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions)
    {
        if (Math.Abs(conditions.Voltage - at) < 1e-3 * width)
        {
            return false;
        }
        at = conditions.Voltage;
        double slope = conductance / (1 + Math.Exp(Math.Clamp((onset - at) / width, -700, 700)));
        double current0 = Current(at) - slope * at;
        bool moved = Math.Abs(slope - Conductance) > 1e-15 || Math.Abs(current0 - Current0) > 1e-15;
        Conductance = slope;
        Current0 = current0;
        return moved;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions)
    {
        double start = onset - 12 * width;
        if (conditions.VoltageSlope == 0 || (conditions.Voltage < start && conditions.VoltageSlope < 0))
        {
            return double.PositiveInfinity;
        }
        double reach = Math.Max(0.05 * width, conditions.VoltageSlope > 0 ? start - conditions.Voltage : 0);
        return reach / Math.Abs(conditions.VoltageSlope);
    }
}
