using System.Numerics;
using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// A cell as a series row of elements with parallel paths (leakage, shorts) from terminal to terminal. Each state obeys
/// dv/dt = -rate v + elastance i + source; a current drive leaves the states uncoupled, a voltage drive couples them through
/// the total series resistance, and then the decay modes are the coordinates.
/// </summary>
public sealed class LadderCell : CellModel
{
    private readonly CellElement[] elements;
    private readonly ParallelPath[] parallel;
    private readonly double area;
    private readonly bool followsState;
    private readonly bool followsVoltage;
    private readonly bool changes;
    private readonly RowStates states;
    private double ion0;
    private double ionFactor;
    private double throughput;
    private double net;
    private double halfCycle;
    private double kelvin;
    private AcState? ac;

    /// <summary>A new cell at rest at time zero.</summary>
    /// <param name="elements">In series; at least one.</param>
    /// <param name="parallel">From terminal to terminal.</param>
    /// <param name="areaSquareCentimetre">Electrode area.</param>
    /// <param name="temperatureCelsius">At the start.</param>
    public LadderCell(
        IEnumerable<CellElement> elements,
        IEnumerable<ParallelPath>? parallel = null,
        double areaSquareCentimetre = 1,
        double temperatureCelsius = 25
    )
    {
        this.elements = elements.ToArray();
        this.parallel = parallel?.ToArray() ?? [];
        area = areaSquareCentimetre;
        TemperatureCelsius = temperatureCelsius;
        followsState = this.elements.Any(element => element.FollowsState);
        followsVoltage = this.parallel.Any(path => path is DecompositionPath);
        changes = this.elements.Any(element => element.Changes) || this.parallel.Any(path => path.Changes);
        states = new RowStates(this.elements.Sum(element => element.States));
        kelvin = temperatureCelsius + 273.15;
        var start = new CellConditions { Kelvin = kelvin, AreaSquareCentimetre = area };
        UpdateElements(start);
        UpdatePaths(start);
        states.Rebuild(this.elements);
        Begin();
    }

    /// <inheritdoc/>
    public override double ChargeThroughput => throughput + Math.Abs(IonChargeSince(Time));

    /// <inheritdoc/>
    public override double NetCharge => net + IonChargeSince(Time);

    /// <summary>The elements, for their truths.</summary>
    public IReadOnlyList<CellElement> Elements => elements;

    /// <summary>The paths from terminal to terminal, for their state.</summary>
    public IReadOnlyList<ParallelPath> ParallelPaths => parallel;

    /// <summary>What the parameters depend on, now.</summary>
    public CellConditions Conditions
    {
        get
        {
            double elapsed = Math.Max(0, Time - Response.StartSeconds);
            double signal = Response.Signal(elapsed);
            double charge = IonChargeSince(Time);
            double current = ion0 + ionFactor * signal;
            double half = charge * halfCycle < 0 ? charge : halfCycle + charge;
            return new()
            {
                Seconds = Time,
                Kelvin = kelvin,
                ChargeThroughput = throughput + Math.Abs(charge),
                NetCharge = net + charge,
                // The current has turned although no charge has passed yet.
                HalfCycleCharge = current * half < 0 ? 0 : half,
                Current = current,
                Voltage = Response.Voltage0 + Response.VoltageFactor * signal,
                VoltageSlope = followsVoltage ? Response.VoltageFactor * Response.Slope(elapsed) : 0,
                AreaSquareCentimetre = area,
            };
        }
    }

    /// <inheritdoc/>
    public override void AdvanceTo(double atSeconds)
    {
        double warmth = TemperatureCelsius + 273.15;
        if (!changes && warmth == kelvin)
        {
            Time = Math.Max(Time, atSeconds);
            return;
        }
        kelvin = warmth;
        var conditions = Conditions;
        while (atSeconds > Time)
        {
            double step = atSeconds - Time;
            foreach (var element in elements)
            {
                step = Math.Min(step, element.HoldsSeconds(conditions));
            }
            foreach (var path in parallel)
            {
                step = Math.Min(step, path.HoldsSeconds(conditions));
            }
            // A step so short that it does not move the clock would never end.
            Time = Math.Min(atSeconds, Time + Math.Max(step, 1e-7));
            conditions = Conditions;
            bool elementsMoved = UpdateElements(conditions);
            if (UpdatePaths(conditions) || elementsMoved)
            {
                Restart(elementsMoved);
                conditions = Conditions;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Leave(double atSeconds)
    {
        double elapsed = atSeconds - Response.StartSeconds;
        double charge = IonChargeSince(atSeconds);
        net += charge;
        throughput += Math.Abs(charge);
        halfCycle = charge * halfCycle < 0 ? charge : halfCycle + charge;
        if (elapsed > 0)
        {
            states.Advance(elapsed);
        }
    }

    /// <inheritdoc/>
    protected override void Fill(CellResponse response)
    {
        double leak = 0;
        double leakCurrent = 0;
        foreach (var path in parallel)
        {
            leak += path.Conductance;
            leakCurrent += path.Current0;
        }
        if (Drive.IsCurrent && leak == 0 && leakCurrent == 0)
        {
            ion0 = Drive.Value;
            ionFactor = 0;
            states.BeginWithCurrent(response, Time, Drive.Value);
            return;
        }
        double thevenin;
        double source;
        if (Drive.IsCurrent)
        {
            // A source of current that flows against a parallel path is a voltage behind that path's resistance.
            leak = Math.Max(leak, 1e-15);
            source = 1 / leak;
            thevenin = (Drive.Value - leakCurrent) * source;
        }
        else if (Drive.SourceOhm == 0)
        {
            source = 0;
            thevenin = Drive.Value;
        }
        else
        {
            source = 1 / (1 / Drive.SourceOhm + leak);
            thevenin = (Drive.Value / Drive.SourceOhm - leakCurrent) * source;
        }
        FillVoltageDriven(response, thevenin, source, leak, leakCurrent);
    }

    /// <inheritdoc/>
    protected override AcResponse BeginAc(AcSource source, double atSeconds)
    {
        double leak = parallel.Sum(path => path.Conductance);
        double sourceOhm = 1 / (1 / (source.OutputOhm + source.ShuntOhm) + leak);
        double total = sourceOhm + states.SeriesOhm;
        ac = new AcState(states.Equations, total, source, states.SeriesOhm, leak);
        return ac.Response(atSeconds, sourceOhm / total);
    }

    /// <inheritdoc/>
    public override Complex SmallSignalImpedance(double frequencyHz)
    {
        double leak = parallel.Sum(path => path.Conductance);
        var row = AcState.Row(states.Equations, 2 * Math.PI * frequencyHz, states.SeriesOhm);
        return 1 / (1 / row + leak);
    }

    /// <inheritdoc/>
    protected override void EndAc(AcResponse ended, double atSeconds)
    {
        Leave(atSeconds);
        states.Uncouple();
        ac!.AddState(states.Native, atSeconds - ended.StartSeconds);
        ac = null;
        Begin();
    }

    private void FillVoltageDriven(
        CellResponse response,
        double thevenin,
        double source,
        double leak,
        double leakCurrent
    )
    {
        double total = source + states.SeriesOhm;
        double signal = states.Couple(total, thevenin);
        ion0 = thevenin / total;
        ionFactor = -1 / total;
        double voltage0 = thevenin * (states.SeriesOhm / total);
        double voltageFactor = source / total;
        double current0 = Drive.Value;
        double currentFactor = 0.0;
        if (!Drive.IsCurrent)
        {
            current0 =
                Drive.SourceOhm > 0
                    ? (Drive.Value - voltage0) / Drive.SourceOhm
                    : ion0 + leak * Drive.Value + leakCurrent;
            currentFactor = Drive.SourceOhm > 0 ? -voltageFactor / Drive.SourceOhm : ionFactor;
        }
        int modes = states.Native.Length;
        response.Begin(Time, signal, voltage0, voltageFactor, current0, currentFactor, modes);
        states.AddModes(response);
    }

    private bool UpdateElements(in CellConditions conditions)
    {
        ReadOnlySpan<double> voltages =
            followsState && Time > 0 ? states.At(Time - Response.StartSeconds) : states.Native;
        bool moved = false;
        int offset = 0;
        foreach (var element in elements)
        {
            moved |= element.Update(
                conditions,
                element.FollowsState ? voltages.Slice(offset, element.States) : default
            );
            offset += element.States;
        }
        return moved;
    }

    private bool UpdatePaths(in CellConditions conditions)
    {
        bool moved = false;
        foreach (var path in parallel)
        {
            moved |= path.Update(conditions);
        }
        return moved;
    }

    private void Restart(bool elementsMoved)
    {
        Changing?.Invoke(Time);
        Leave(Time);
        if (elementsMoved)
        {
            states.Rebuild(elements);
        }
        Begin();
    }

    /// <inheritdoc/>
    protected override void Follow()
    {
        if (changes && UpdateElements(Conditions))
        {
            Restart(true);
        }
        // A path that bends with the voltage is a straight line through the present point: a few steps of Newton find it.
        for (int pass = 0; pass < 60 && parallel.Length > 0 && UpdatePaths(Conditions); pass++)
        {
            Leave(Time);
            Begin();
        }
    }

    private double IonChargeSince(double seconds)
    {
        double elapsed = Math.Max(0, seconds - Response.StartSeconds);
        return ion0 * elapsed + (ionFactor == 0 ? 0 : ionFactor * Response.Integrals(0, elapsed).One);
    }
}
