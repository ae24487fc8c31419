namespace EdgeTester.Firmware.Virtual.Cells.Parallel;

/// <summary>When a short appears: all that is given must hold at once.</summary>
public sealed record ShortTrigger
{
    /// <summary>Age of the cell in hours.</summary>
    public double? Hours { get; init; }

    /// <summary>Charge passed in either direction in mAh/cm2.</summary>
    public double? Throughput { get; init; }

    /// <summary>Charge in one direction since the current turned, in mAh/cm2.</summary>
    public double? HalfCycle { get; init; }

    /// <summary>Current density in either direction in mA/cm2.</summary>
    public double? CurrentDensity { get; init; }

    /// <summary>Only with a current in this direction: 1 charging, -1 discharging, 0 either.</summary>
    public int Direction { get; init; }
}

/// <summary>
/// Metal grown through the electrolyte. A soft short is a resistance that flickers; it may heal when the current turns, and come
/// back with it. A hard
/// short stays.
/// </summary>
public sealed class ShortCircuit : ParallelPath
{
    private readonly ShortTrigger trigger;
    private readonly double resistance;
    private readonly double flicker;
    private readonly double interval;
    private readonly bool heals;
    private readonly ulong seed;
    private int direction;

    /// <summary>A short that waits for its trigger.</summary>
    /// <param name="trigger">When.</param>
    /// <param name="resistance">Ohm, above 0.</param>
    /// <param name="flicker">Standard deviation of the resistance's logarithm; 0 = steady.</param>
    /// <param name="interval">Seconds between changes of a flickering resistance.</param>
    /// <param name="heals">Goes away when the current turns.</param>
    /// <param name="seed">Of the flicker.</param>
    public ShortCircuit(
        ShortTrigger trigger,
        double resistance,
        double flicker = 0,
        double interval = 1,
        bool heals = false,
        ulong seed = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resistance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        this.trigger = trigger;
        this.resistance = resistance;
        this.flicker = flicker;
        this.interval = interval;
        this.heals = heals;
        this.seed = seed;
    }

    /// <inheritdoc/>
    public override bool Changes => true;

    /// <summary>Whether it conducts.</summary>
    public bool Active { get; private set; }

    /// <summary>Whether its resistance flickers; a hard short's does not.</summary>
    public bool IsSoft => flicker > 0;

    /// <summary>When it last appeared, in simulated seconds; NaN before.</summary>
    public double SinceSeconds { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override bool Update(in CellConditions conditions)
    {
        if (Active && heals && conditions.Current * direction < 0)
        {
            Active = false;
        }
        if (!Active && Triggers(conditions))
        {
            Active = true;
            direction = Math.Sign(conditions.Current);
            SinceSeconds = conditions.Seconds;
        }
        double now = Active ? 1 / (resistance * Level(conditions.Seconds)) : 0;
        bool moved = now != Conductance;
        Conductance = now;
        return moved;
    }

    /// <inheritdoc/>
    public override double HoldsSeconds(in CellConditions conditions)
    {
        if (Active)
        {
            return flicker == 0
                ? double.PositiveInfinity
                : interval * (Math.Floor(conditions.Seconds / interval) + 1) - conditions.Seconds;
        }
        double rate = Math.Abs(conditions.Current) / 3.6 / conditions.AreaSquareCentimetre;
        double holds = double.PositiveInfinity;
        void Until(double? wanted, double have, double perSecond)
        {
            double missing = (wanted ?? double.NegativeInfinity) - have;
            if (missing > 0)
            {
                // All conditions must hold, so the first that is still missing is a safe step.
                holds = Math.Min(
                    holds,
                    perSecond > 0 ? missing / perSecond * (1 + 1e-12) : double.PositiveInfinity
                );
            }
        }
        Until(trigger.Hours, conditions.Seconds / 3600, 1 / 3600.0);
        Until(trigger.Throughput, Areal(conditions.ChargeThroughput, conditions), rate);
        Until(trigger.HalfCycle, Areal(Math.Abs(conditions.HalfCycleCharge), conditions), rate);
        return holds;
    }

    private bool Triggers(in CellConditions conditions) =>
        conditions.Seconds / 3600 >= (trigger.Hours ?? 0)
        && Areal(conditions.ChargeThroughput, conditions) >= (trigger.Throughput ?? 0)
        && Areal(Math.Abs(conditions.HalfCycleCharge), conditions) >= (trigger.HalfCycle ?? 0)
        && Math.Abs(conditions.Current) * 1000 / conditions.AreaSquareCentimetre
            >= (trigger.CurrentDensity ?? 0) * (1 - 1e-9)
        && conditions.Current * trigger.Direction >= 0
        && (!heals || (conditions.Current != 0 && conditions.Current * direction >= 0));

    private static double Areal(double coulomb, in CellConditions conditions) =>
        coulomb / 3.6 / conditions.AreaSquareCentimetre;

    // Seven levels only, nearly normal, so that the cell's modes behind each can be kept.
    private double Level(double seconds)
    {
        if (flicker == 0)
        {
            return 1;
        }
        ulong slot = (ulong)Math.Floor(seconds / interval + 1e-9);
        int sum = 0;
        for (ulong die = 0; die < 3; die++)
        {
            sum += (int)(3 * HashNoise.Uniform(seed + die, slot));
        }
        return Math.Exp(flicker * (sum - 3) / Math.Sqrt(2));
    }
}
