namespace EdgeTester.Firmware.Virtual.Cells.Elements;

/// <summary>
/// An element with a distribution of relaxation times. A resistance that changes scales every node; with a fixed
/// capacitance its time constant follows as R^(1/alpha), as that of a resistor parallel to a constant phase element does.
/// </summary>
/// <param name="name">Name within the cell.</param>
/// <param name="ladder">Nodes per ohm of the resistance and per second of the time constant.</param>
/// <param name="resistance">Ohm.</param>
/// <param name="timeConstant">Second.</param>
/// <param name="timeConstantPower">Power of the resistance that the time constant follows.</param>
/// <param name="timeConstantDrift">What else it does; null = nothing.</param>
public sealed class LadderElement(
    string name,
    RelaxationLadder ladder,
    CellParameter resistance,
    double timeConstant,
    double timeConstantPower,
    DriftLaw? timeConstantDrift = null
) : CellElement(name)
{
    // Pure capacitors of one cell must differ in rate: the modes need distinct ones. A leak over 30,000 years is none.
    private const double NoRate = 1e-12;
    private double ohm = resistance.Value;
    private double stretch = 1;

    /// <inheritdoc/>
    public override int States => ladder.Count + (ladder.Elastance > 0 ? 1 : 0);

    /// <inheritdoc/>
    public override bool Changes => resistance.Drift is not null || timeConstantDrift is not null;

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions, ReadOnlySpan<double> states)
    {
        double now = resistance.At(conditions);
        double nowStretch = timeConstantDrift?.Factor(conditions) ?? 1;
        bool moved = Moved(now, ohm) || Moved(nowStretch, stretch);
        if (moved)
        {
            ohm = now;
            stretch = nowStretch;
        }
        return moved;
    }

    /// <inheritdoc/>
    public override void Fill(Span<double> rates, Span<double> elastances, Span<double> sources)
    {
        double tau = timeConstant * stretch * Math.Pow(ohm / resistance.Value, timeConstantPower);
        for (int k = 0; k < ladder.Count; k++)
        {
            rates[k] = 1 / (ladder.TimeConstants[k] * tau);
            elastances[k] = ladder.Resistances[k] * ohm * rates[k];
        }
        if (ladder.Elastance > 0)
        {
            rates[ladder.Count] = NoRate;
            elastances[ladder.Count] = ladder.Elastance * ohm / tau;
        }
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions) =>
        resistance.Drift?.HoldsSeconds(conditions, 2 * WorthShare) ?? double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Resistance(in CellConditions conditions) =>
        ladder.Elastance > 0 ? double.NaN : resistance.At(conditions);
}
