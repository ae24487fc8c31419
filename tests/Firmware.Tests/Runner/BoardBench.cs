using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>The tester over the real drivers, the chip models and integrated cells; a broker with a host behind it.</summary>
public sealed class BoardBench
{
    private ulong nextCommand = 1;

    public BoardBench(params CellModel[] cells)
    {
        Board = new AnalogBoard(cells);
        Chips = new VirtualChips(Time, Board, new VirtualChipOptions { Seed = 3 });
        var frontEnd = new CellNodeFrontEnd(
            Chips.WaveformBus,
            Chips.ConverterBus,
            Time,
            new FrontEndCalibration { Name = "bench" }
        );
        Uplink = new FakeUplink(Time);
        var power = new PowerSwitch();
        Tester = new Tester(
            new TesterOptions { Serial = "T1" },
            Time,
            frontEnd,
            Uplink,
            new FakeMemory(Tester.MemorySize(frontEnd.ChannelCount), power),
            new FakeStore(power)
        );
        Tester.Watchdog = Chips.Watchdog;
        Tester.Start();
    }

    public BoardBench(params string[] cells)
        : this([.. cells.Select(CellCatalogue.Load)]) { }

    public VirtualTime Time { get; } = new();
    public AnalogBoard Board { get; }
    public VirtualChips Chips { get; }
    public FakeUplink Uplink { get; }
    public Tester Tester { get; }

    public void Start(byte[] plan, int channel = 0)
    {
        Uplink.Send(
            new Command
            {
                Id = nextCommand++,
                Verb = CommandVerb.Start,
                Run = Bench.Id(1 + (ulong)channel),
                Channel = (byte)channel,
                Payload = plan,
            }
        );
        Time.AdvanceTo(Tester.Step());
        Assert.True(
            Tester.ChannelAt(channel).State != ChannelState.Idle,
            $"channel {channel} does not take its plan"
        );
    }

    /// <summary>Runs until every channel is idle or faulted, or for so many simulated seconds.</summary>
    public void Run(double longestSeconds)
    {
        var end = Time.Seconds + longestSeconds;
        while (IsBusy && Time.Seconds < end)
            Time.AdvanceTo(Tester.Step());
        Tester.Step();
    }

    public Recording Recording(int channel = 0) => new(Uplink, Bench.Id(1 + (ulong)channel), channel);

    private bool IsBusy =>
        Enumerable
            .Range(0, Tester.ChannelCount)
            .Any(k => Tester.ChannelAt(k).State is not (ChannelState.Idle or ChannelState.Faulted));
}
