namespace EdgeTester.Firmware.Virtual.Cells.Elements;

/// <summary>
/// The open-circuit voltage of a full cell as a capacitor whose elastance is the slope of the curve at the present charge,
/// renewed so often that the straight line stays within 5 uV of the curve.
/// </summary>
public sealed class OpenCircuitElement : CellElement
{
    private const double WorthVolt = 5e-6;
    private const double LargestStep = 5e-3;
    private const double SmallestStep = 1e-6;

    // As of LadderElement: no leak, but a rate of its own.
    private const double NoRate = 1.3e-12;
    private readonly OpenCircuitCurve curve;
    private readonly CellParameter capacity;
    private readonly CellParameter efficiencyLaw;
    private readonly double hysteresis;
    private double efficiency;
    private double shift;
    private double linearShift;
    private double coulombs;
    private double seenNet;
    private double present;
    private double linearAt;
    private double linearCapacity;
    private int linearSign;
    private int sign;

    /// <summary>A curve at a state of charge.</summary>
    /// <param name="name">Name within the cell.</param>
    /// <param name="curve">Voltage against state of charge.</param>
    /// <param name="capacity">Coulomb between state of charge 0 and 1.</param>
    /// <param name="stateOfCharge">At the start.</param>
    /// <param name="efficiency">Share of the charging current that is stored.</param>
    /// <param name="hysteresis">Volt that the curve lies higher on charge and lower on discharge.</param>
    public OpenCircuitElement(
        string name,
        OpenCircuitCurve curve,
        CellParameter capacity,
        double stateOfCharge,
        CellParameter efficiency,
        double hysteresis = 0
    )
        : base(name)
    {
        this.curve = curve;
        this.capacity = capacity;
        efficiencyLaw = efficiency;
        this.efficiency = efficiency.Value;
        this.hysteresis = hysteresis;
        present = capacity.Value;
        linearCapacity = capacity.Value;
        coulombs = stateOfCharge * capacity.Value;
        linearAt = coulombs;
    }

    /// <inheritdoc/>
    public override int States => 1;

    /// <inheritdoc/>
    public override bool Changes => true;

    /// <summary>State of charge, 0 to 1 and a little beyond.</summary>
    public double StateOfCharge => coulombs / present;

    /// <summary>Capacity under given conditions in coulomb.</summary>
    public double Capacity(in CellConditions conditions) =>
        capacity.Value * (capacity.Drift?.Factor(conditions) ?? 1);

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions, ReadOnlySpan<double> states)
    {
        double passed = conditions.NetCharge - seenNet;
        seenNet = conditions.NetCharge;
        efficiency = efficiencyLaw.At(conditions);
        coulombs += passed > 0 ? efficiency * passed : passed;
        present = Capacity(conditions);
        sign = Math.Sign(conditions.Current);
        shift += (Math.Sign(passed) * hysteresis - shift) * (1 - Math.Exp(-Math.Abs(passed) / Turning));
        double moved = coulombs / present - linearAt / linearCapacity;
        double straight =
            curve.Voltage(linearAt / linearCapacity)
            + linearShift
            + moved * (curve.Slope(linearAt / linearCapacity) + ShiftSlope(linearShift) * linearCapacity);
        return Math.Abs(moved) > LargestStep
            || Math.Abs(curve.Voltage(coulombs / present) + shift - straight) > WorthVolt
            || ((efficiency != 1 || hysteresis != 0) && sign != 0 && sign != linearSign);
    }

    /// <inheritdoc/>
    public override void Fill(Span<double> rates, Span<double> elastances, Span<double> sources)
    {
        rates[0] = NoRate;
        elastances[0] = Math.Max(
            1e-9,
            (curve.Slope(StateOfCharge) / present + ShiftSlope(shift)) * (sign > 0 ? efficiency : 1)
        );
        // The rate exists for the mathematics only; what it would drain is given back.
        sources[0] = NoRate * (curve.Voltage(StateOfCharge) + shift);
    }

    /// <inheritdoc/>
    public override void Correct(Span<double> states)
    {
        linearAt = coulombs;
        linearCapacity = present;
        linearSign = sign;
        states[0] = curve.Voltage(StateOfCharge) + shift;
        linearShift = shift;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions)
    {
        double perSecond = Math.Abs(conditions.Current) / present;
        if (perSecond == 0)
        {
            return double.PositiveInfinity;
        }
        double x = StateOfCharge;
        const double reach = 1e-4;
        double bend = Math.Abs(curve.Slope(x + reach) - curve.Slope(x - reach)) / (2 * reach);
        double step = Math.Clamp(Math.Sqrt(2 * WorthVolt / Math.Max(bend, 1e-12)), SmallestStep, LargestStep);
        // The turn from one branch to the other bends as an exponential of the charge does.
        double turn = Math.Abs(sign * hysteresis - shift);
        step = turn > WorthVolt ? Math.Min(step, Turning / present * Math.Sqrt(2 * WorthVolt / turn)) : step;
        return step / perSecond;
    }

    // Coulomb over which the voltage goes from one branch to the other.
    private double Turning => 0.01 * capacity.Value;

    private double ShiftSlope(double from) =>
        hysteresis == 0 || sign == 0 ? 0 : sign * (sign * hysteresis - from) / Turning;

    /// <inheritdoc/>
    public override double Resistance(in CellConditions conditions) => double.NaN;
}
