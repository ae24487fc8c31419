namespace EdgeTester.Firmware.Virtual.Cells.Parallel;

/// <summary>
/// Decomposition of the electrolyte beyond its stability window: i = i_ref exp((V - onset)/slope), so that i_ref flows at the
/// onset potential.
/// </summary>
/// <param name="onset">Volt.</param>
/// <param name="slope">Volt for a factor of e.</param>
/// <param name="reference">Ampere at the onset.</param>
public sealed class DecompositionPath(double onset, double slope, double reference) : ParallelPath
{
    private const double LargestExponent = 25;
    private double at = double.NegativeInfinity;

    /// <inheritdoc/>
    public override bool Changes => true;

    /// <summary>Its current at a voltage in ampere.</summary>
    public double Current(double volt)
    {
        double x = (volt - onset) / slope;
        // A straight line goes on where the exponential would leave every real circuit.
        return x > LargestExponent
            ? reference * Math.Exp(LargestExponent) * (1 + x - LargestExponent)
            : reference * Math.Exp(x);
    }

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions)
    {
        if (Math.Abs(conditions.Voltage - at) < 1e-3 * slope)
        {
            return false;
        }
        // From far below, Newton's step would land far above: go up by a few slopes at a time.
        double from = double.IsNegativeInfinity(at) ? conditions.Voltage : at;
        at = Math.Min(conditions.Voltage, Math.Max(from, onset) + 3 * slope);
        double current = Current(at);
        double conductance = Current(at + 1e-4 * slope) - Current(at - 1e-4 * slope);
        conductance /= 2e-4 * slope;
        bool moved =
            Math.Abs(conductance - Conductance) > 1e-15
            || Math.Abs(current - conductance * at - Current0) > 1e-15;
        Conductance = conductance;
        Current0 = current - conductance * at;
        return moved;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions)
    {
        double start = onset - 12 * slope;
        if (conditions.VoltageSlope == 0 || (conditions.Voltage < start && conditions.VoltageSlope < 0))
        {
            return double.PositiveInfinity;
        }
        double reach = Math.Max(0.05 * slope, conditions.VoltageSlope > 0 ? start - conditions.Voltage : 0);
        return reach / Math.Abs(conditions.VoltageSlope);
    }
}
