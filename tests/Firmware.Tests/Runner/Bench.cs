using EdgeTester.Contracts;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>A tester over fakes: one clock, one power switch, cells, a broker with a host behind it.</summary>
public sealed class Bench
{
    private ulong nextCommand = 1;

    public Bench(int channels = 1, Action<TesterOptions>? change = null)
    {
        FrontEnd = new FakeFrontEnd(Clock, channels);
        Uplink = new FakeUplink(Clock);
        Memory = new FakeMemory(Tester.MemorySize(channels), Power);
        Store = new FakeStore(Power);
        change?.Invoke(Options);
        Boot();
    }

    public FakeClock Clock { get; } = new();
    public PowerSwitch Power { get; } = new();
    public FakeFrontEnd FrontEnd { get; }
    public FakeUplink Uplink { get; }
    public FakeMemory Memory { get; }
    public FakeStore Store { get; }
    public TesterOptions Options { get; } =
        new()
        {
            Serial = "T1",
            Board = "Fake",
            Firmware = "0",
        };

    public Tester Tester { get; private set; } = null!;
    public long Steps { get; private set; }

    public Channel Channel => Tester.ChannelAt(0);

    public void Boot()
    {
        Tester = new Tester(Options, Clock, FrontEnd, Uplink, Memory, Store);
        Tester.Start();
    }

    /// <summary>Power away for a time: monotonic time starts anew, wall time does not.</summary>
    public void Reboot(double secondsAway)
    {
        FrontEnd.DisconnectAll();
        Clock.ElapsedMicroseconds += (long)(secondsAway * 1e6);
        FrontEnd.DisconnectAll();
        const long Fresh = 3_000_000;
        if (Clock.UnixAtZero != 0)
            Clock.UnixAtZero += (Clock.ElapsedMicroseconds - Fresh) / 1000;
        Clock.ElapsedMicroseconds = Fresh;
        FrontEnd.Rebase();
        Boot();
    }

    public static RunId Id(ulong number) => new(0x1234, number);

    public static StepDefinition Step(StepKind kind, double setpoint = 0)
    {
        return new StepDefinition
        {
            Kind = kind,
            Setpoint = setpoint,
            Range = StepDefinition.AutoRange,
            RecordIntervalMicroseconds = 1_000_000,
        };
    }

    public static StepDefinition Loop(ushort target, uint count, bool countsCycles = false)
    {
        return new StepDefinition
        {
            Kind = StepKind.Loop,
            LoopTarget = target,
            RepeatCount = count,
            CountsCycles = countsCycles,
            Range = StepDefinition.AutoRange,
        };
    }

    public static byte[] Plan(PlanHeader header, params StepDefinition[] steps)
    {
        var buffer = new byte[CompiledPlan.MaximumSize];
        var length = CompiledPlan.Encode(header, steps, buffer, new ByteWriter());
        Assert.True(length > 0);
        return buffer.AsSpan(0, length).ToArray();
    }

    public static byte[] Plan(params StepDefinition[] steps) => Plan(new PlanHeader(), steps);

    public CommandAcknowledgement Start(byte[] plan, ulong run = 1, int channel = 0) =>
        Order(CommandVerb.Start, run, channel, plan);

    public CommandAcknowledgement Order(
        CommandVerb verb,
        ulong run = 1,
        int channel = 0,
        byte[]? payload = null,
        ulong id = 0,
        ulong expiry = 0
    )
    {
        var before = Uplink.Acknowledgements.Count;
        Uplink.Send(
            new Command
            {
                Id = id == 0 ? nextCommand++ : id,
                Verb = verb,
                Run = Id(run),
                Channel = (byte)channel,
                Payload = payload ?? [],
                ExpiryUnixMilliseconds = expiry,
            }
        );
        Tester.Step();
        Assert.Equal(before + 1, Uplink.Acknowledgements.Count);
        var answer = new CommandAcknowledgement();
        var bytes = Uplink.Acknowledgements[^1];
        Assert.Equal(
            FrameError.None,
            answer.TryDecode(bytes, 0, bytes.Length, new FrameHeader(), new ByteReader())
        );
        return answer;
    }

    /// <summary>Runs on for a time, called exactly when the tester asks for it.</summary>
    public void Run(double seconds)
    {
        var end = Clock.ElapsedMicroseconds + (long)(seconds * 1e6);
        while (Clock.ElapsedMicroseconds < end)
        {
            var next = Tester.Step();
            Steps++;
            Assert.True(next > Clock.ElapsedMicroseconds);
            Clock.ElapsedMicroseconds = Math.Min(next, end);
        }
        Tester.Step();
    }

    /// <summary>Runs until the channel is idle or faulted; fails after a time.</summary>
    public void RunToEnd(double longestSeconds = 1e6, int channel = 0)
    {
        var end = Clock.ElapsedMicroseconds + (long)(longestSeconds * 1e6);
        while (Tester.ChannelAt(channel).State is not (ChannelState.Idle or ChannelState.Faulted))
        {
            Assert.True(
                Clock.ElapsedMicroseconds < end,
                $"the run does not end: {Tester.ChannelAt(channel).State}, due {Tester.ChannelAt(channel).Due}, backlog {Tester.Backlog}"
            );
            var next = Tester.Step();
            Steps++;
            Clock.ElapsedMicroseconds = next;
        }
    }

    public Recording Recording(ulong run = 1, int channel = 0) => new(Uplink, Id(run), channel);
}
