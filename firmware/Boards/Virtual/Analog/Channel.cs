using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// One channel's electronics around its cell: set-point, loop, range, relay, limits. The loops settle within 0.1 ms, far faster than
/// any slow reading sees, and are taken as settled.
/// </summary>
internal sealed class Channel
{
    private const double Slack = 1e-9;
    private readonly ChannelTolerance tolerance;
    private double dac = BoardConstants.DacMiddle;
    private byte latch;
    private double excitationHz;
    private double excitationVolts;
    private double excitationStart;
    private AcSource source;
    private double changedAt = double.NegativeInfinity;
    private double sourceStart;
    private int saturated;

    public Channel(CellModel cell, ChannelTolerance tolerance, FixtureErrors fixture)
    {
        Cell = cell;
        this.tolerance = tolerance;
        Fixture = fixture;
    }

    public CellModel Cell { get; }

    /// <summary>What lies between the electronics and the cell.</summary>
    public FixtureErrors Fixture { get; }

    /// <summary>Whether the comparator has opened the relay since the latch last closed it.</summary>
    public bool Tripped { get; private set; }

    /// <summary>The temperature that the cell goes to, and how.</summary>
    public Chamber Chamber { get; } = new();

    public int Range => (latch >> 1) & 3;

    public double ShuntOhm => BoardConstants.ShuntOhm(Range) * (1 + tolerance.Shunts[Range]);

    /// <summary>Capacitance across the shunt in farad.</summary>
    public double StrayFarad => BoardConstants.StrayFarad * (1 + Fixture.ShuntStray);

    private bool Connected => (latch & 1) != 0 && !Tripped;

    private bool Potentiostat => (latch & 8) != 0;

    private double SetPoint
    {
        get
        {
            double volts =
                (dac - BoardConstants.DacMiddle) * BoardConstants.SetPointGain * (1 + tolerance.SetPointGain)
                + tolerance.SetPointOffset;
            return (latch & 16) != 0 ? volts / BoardConstants.FineDivider : volts;
        }
    }

    private double AskedCurrent => SetPoint / BoardConstants.VoltageDivider / ShuntOhm;

    public void SetDac(double volts, double atSeconds)
    {
        AdvanceTo(atSeconds);
        if (volts != dac)
        {
            dac = volts;
            Drive();
        }
    }

    public void SetLatch(byte state, double atSeconds)
    {
        AdvanceTo(atSeconds);
        if (state == latch)
        {
            return;
        }
        if ((state & 1) != 0 && (latch & 1) == 0)
        {
            Tripped = false;
        }
        latch = state;
        Drive();
        Excite();
    }

    public void SetExcitation(double frequencyHz, double amplitudeVolts, double atSeconds)
    {
        excitationHz = frequencyHz;
        excitationVolts = amplitudeVolts;
        excitationStart = atSeconds;
        if ((latch & 32) != 0)
        {
            AdvanceTo(atSeconds);
            Excite();
        }
    }

    /// <summary>Carries the channel on, changing to the output's limit, back, or to an open relay where it happens.</summary>
    public void AdvanceTo(double atSeconds)
    {
        if (atSeconds <= Cell.Time)
        {
            return;
        }
        Cell.TemperatureCelsius = Chamber.Temperature(atSeconds, Cell.TemperatureCelsius);
        // Each pass ends at a change of regime; a cell that flickers between regimes is left in the last one.
        for (int pass = 0; pass < 16; pass++)
        {
            Cell.AdvanceTo(atSeconds);
            if (!Connected || !Leaves(atSeconds))
            {
                return;
            }
            double from = Math.Max(Cell.Response.StartSeconds, changedAt);
            Cell.Rewind(FirstLeaving(from, atSeconds));
            ChangeRegime();
        }
        Cell.AdvanceTo(atSeconds);
    }

    public (double Voltage, double Shunt) Mean(double endSeconds, double windowSeconds)
    {
        AdvanceTo(endSeconds);
        var (voltage, shunt) = WindowAverage.Of(Cell, endSeconds, windowSeconds, ShuntOhm);
        if (Cell.NoiseVolt > 0 && windowSeconds > 0)
        {
            double bandwidth = Math.Sqrt(3 / 246.063 / windowSeconds);
            voltage += Cell.NoiseVolt * bandwidth * HashNoise.Normal(Cell.Seed, HashNoise.Key(endSeconds));
        }
        return Fixture.Seen(
            voltage,
            Connected ? Math.Clamp(shunt, -BoardConstants.ShuntClamp, BoardConstants.ShuntClamp) : 0,
            ShuntOhm,
            Connected
        );
    }

    public double Coarse(double voltage) =>
        voltage / BoardConstants.VoltageDivider * (1 + tolerance.CoarseGain) + tolerance.CoarseOffset;

    public double Fine(double voltage) => voltage * (1 + tolerance.FineGain) + tolerance.FineOffset;

    public double Shunt(double voltage) => voltage + tolerance.ShuntOffset;

    private void Drive()
    {
        saturated = 0;
        changedAt = Cell.Time;
        Cell.Apply(Wanted(), Cell.Time);
        var (voltage, current) = Cell.At(Cell.Time);
        if (Connected && Saturates(voltage, current))
        {
            ChangeRegime();
        }
    }

    private CellDrive Wanted() =>
        !Connected ? CellDrive.Open
        : Potentiostat ? CellDrive.Voltage(SetPoint)
        : CellDrive.Current(AskedCurrent);

    // The next regime after one that is left at the cell's present time.
    private void ChangeRegime()
    {
        double now = Cell.Time;
        var (voltage, current) = Cell.At(now);
        if (Trips(now, voltage, current))
        {
            Tripped = true;
            saturated = 0;
            Cell.Apply(CellDrive.Open, now);
            Excite();
        }
        else if (saturated == 0)
        {
            double output = Output(voltage, current);
            saturated = Math.Sign(output);
            bool clamped = Math.Abs(current * ShuntOhm) > BoardConstants.ShuntClamp;
            Cell.Apply(
                clamped
                    ? CellDrive.Voltage(
                        saturated * (BoardConstants.Compliance - BoardConstants.ShuntClamp),
                        BoardConstants.OutputOhm
                    )
                    : CellDrive.Voltage(
                        saturated * BoardConstants.Compliance,
                        BoardConstants.OutputOhm + ShuntOhm
                    ),
                now
            );
        }
        else
        {
            saturated = 0;
            Cell.Apply(Wanted(), now);
        }
    }

    private bool Leaves(double seconds)
    {
        var (voltage, current) = Cell.At(seconds);
        return Trips(seconds, voltage, current)
            || (saturated == 0 ? Saturates(voltage, current) : Recovers(voltage, current));
    }

    private bool Trips(double seconds, double voltage, double current) =>
        seconds >= changedAt + BoardConstants.VoltageTripSeconds
            && Math.Abs(voltage) > BoardConstants.TripVoltage
        || seconds >= changedAt + BoardConstants.TripSeconds
            && Math.Abs(current) > BoardConstants.TripCurrent;

    private bool Saturates(double voltage, double current) =>
        Math.Abs(Output(voltage, current)) > BoardConstants.Compliance * (1 + Slack);

    private bool Recovers(double voltage, double current) =>
        Potentiostat
            ? saturated * (voltage - SetPoint) > Slack
            : saturated * (current - AskedCurrent) > Slack * Math.Abs(AskedCurrent);

    private double Output(double voltage, double current) =>
        voltage
        + current * BoardConstants.OutputOhm
        + Math.Clamp(current * ShuntOhm, -BoardConstants.ShuntClamp, BoardConstants.ShuntClamp);

    private double FirstLeaving(double low, double high)
    {
        if (Leaves(low))
        {
            return low;
        }
        for (int i = 0; i < 60 && high - low > 1e-9; i++)
        {
            double middle = (low + high) / 2;
            if (Leaves(middle))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }
        return high;
    }

    private void Excite()
    {
        bool on = Connected && (latch & 32) != 0 && excitationVolts != 0;
        var wanted = on
            ? new AcSource(
                excitationHz,
                excitationVolts,
                2 * Math.PI * Math.IEEERemainder(excitationHz * (Cell.Time - excitationStart), 1),
                BoardConstants.OutputOhm,
                ShuntOhm,
                StrayFarad
            )
            : default;
        // The same sine through the same shunt just goes on.
        if (
            wanted.AmplitudeVolts == source.AmplitudeVolts
            && wanted.FrequencyHz == source.FrequencyHz
            && wanted.ShuntOhm == source.ShuntOhm
            && excitationStart == sourceStart
        )
        {
            return;
        }
        source = wanted;
        sourceStart = excitationStart;
        Cell.Excite(wanted, Cell.Time);
    }
}
