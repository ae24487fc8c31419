using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>
/// The whole firmware on drivers and chip models at a real board's pace, one step a reading, all eight channels at 1 mA and 3.2 V. It watches in
/// which order relays open and records are written.
/// </summary>
internal sealed class FaultBench : IPowerInput
{
    private const long ReadingMicroseconds = 12_196;
    private readonly List<(long Step, bool WasClosed)> writes = [];
    private long steps;

    public FaultBench()
    {
        Chips = new VirtualChips(Time, Board, new VirtualChipOptions { Seed = 3 });
        var frontEnd = new CellNodeFrontEnd(
            Chips.WaveformBus,
            Chips.ConverterBus,
            Time,
            new FrontEndCalibration { Name = "bench" }
        );
        FrontEnd = frontEnd;
        Uplink = new FakeUplink(Time);
        Store = new FakeStore(new PowerSwitch());
        Tester = new Tester(
            new TesterOptions { Serial = "T1", MaximumTickMicroseconds = 12_288 },
            Time,
            frontEnd,
            Uplink,
            new Fram(Chips.WaveformBus, 1),
            Store
        )
        {
            Power = this,
            Watchdog = Chips.Watchdog,
        };
        Tester.Start();
        var header = new PlanHeader();
        header.Limits.MaximumVoltage = 3.6;
        header.Limits.ShortVoltageShare = 0.5;
        for (var k = 0; k < 8; k++)
        {
            Board.SourceVolt[k] = 3;
            Board.SeriesOhm[k] = 200;
            Uplink.Send(
                new Command
                {
                    Id = (ulong)k + 1,
                    Verb = CommandVerb.Start,
                    Run = Id((ulong)k + 1),
                    Channel = (byte)k,
                    Payload = Plan(header, Step(StepKind.ConstantCurrent, 1e-3).Until(3600)),
                }
            );
        }
        Ticks(400);
        Assert.True(Enumerable.Range(0, 8).All(Board.IsClosed), "not all cells are connected");
        Store.Appended = (_, _) => writes.Add((steps, Board.IsClosed(0)));
    }

    public VirtualTime Time { get; } = new();
    public PlainBoard Board { get; } = new();
    public VirtualChips Chips { get; }
    public IFrontEnd FrontEnd { get; }
    public FakeUplink Uplink { get; }
    public FakeStore Store { get; }
    public Tester Tester { get; }
    public bool IsFailing { get; set; }

    public Recording Recording(int channel = 0) => new(Uplink, Id((ulong)channel + 1), channel);

    public bool IsSafe(int channel) => (Chips.Latch.State[channel] & 1) == 0 && !Board.IsClosed(channel);

    public void Ticks(int count)
    {
        for (var k = 0; k < count; k++)
            Tick();
    }

    /// <summary>
    /// Plants a fault half-way between two readings. Steps of the control loop until the relay of channel 0, or those of all channels, are open;
    /// what was recorded in that step was recorded after it.
    /// </summary>
    public int TicksToSafe(Action plant, bool ofAll, int most)
    {
        Time.AdvanceTo(Time.ElapsedMicroseconds - ReadingMicroseconds / 2 + ReadingMicroseconds);
        plant();
        Time.AdvanceTo(Time.ElapsedMicroseconds + ReadingMicroseconds / 2);
        for (var ticks = 1; ticks <= most; ticks++)
        {
            Tick();
            if (!(ofAll ? Enumerable.Range(0, 8).All(IsSafe) : IsSafe(0)))
                continue;
            Assert.All(writes.Where(w => w.Step == steps), w => Assert.False(w.WasClosed));
            return ticks;
        }
        return int.MaxValue;
    }

    private void Tick()
    {
        steps++;
        var reading = Time.ElapsedMicroseconds + ReadingMicroseconds;
        Time.AdvanceTo(Math.Max(Tester.Step(), reading));
    }
}
