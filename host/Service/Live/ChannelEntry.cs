using EdgeTester.Contracts;
using EdgeTester.Service.Runs;

namespace EdgeTester.Service.Live;

/// <summary>What is known of one channel just now; guarded by <see cref="ChannelBoard"/>.</summary>
internal sealed class ChannelEntry(ChannelKey key)
{
    public ChannelKey Key { get; } = key;
    public bool Online { get; set; }
    public ChannelState? State { get; set; }
    public double? HighestFrequencyHz { get; set; }
    public RunId Run { get; set; }
    public RunPlan Plan { get; set; } = RunPlan.Unknown;
    public string RunName { get; set; } = "";
    public LiveStatus? Live { get; set; }
    public long Records { get; set; }
    public long Missing { get; set; }
    public long Spectra { get; set; }
    public DateTimeOffset? Received { get; set; }

    public ChannelView View()
    {
        var live = Live is { } status && status.Run.SameAs(Run) && !Run.IsEmpty ? status : null;
        var elapsed = live is null ? (double?)null : live.ElapsedMicroseconds * 1e-6;
        return new ChannelView
        {
            Device = Key.Device,
            Channel = Key.Channel,
            Online = Online,
            State = State?.ToString().ToLowerInvariant() ?? "unknown",
            RunId = Run.IsEmpty ? null : Run.ToString(),
            RunName = RunName,
            Step = live?.Step,
            StepTotal = Plan.Steps.Count > 0 ? Plan.Steps.Count : null,
            StepInWords = live is null ? "" : Plan.StepInWords(live.Step, live.Kind),
            Cycle = live?.Cycle,
            ElapsedS = elapsed,
            Progress =
                elapsed is { } seconds && Plan.EstimatedSeconds is { } total
                    ? Math.Clamp(seconds / total, 0, 1)
                    : null,
            VoltageV = Live?.Voltage,
            CurrentA = Live?.Current,
            ChargeC = live?.ChargeCoulomb,
            TemperatureC = Live is { TemperatureCentidegrees: not SampleBlock.NoTemperature } warm
                ? warm.TemperatureCentidegrees / 100.0
                : null,
            Records = Records,
            Missing = Missing,
            Spectra = Spectra,
            Received = Received,
        };
    }
}
