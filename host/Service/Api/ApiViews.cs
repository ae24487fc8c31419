using System.Diagnostics.CodeAnalysis;
using EdgeTester.Service.Analyses;

namespace EdgeTester.Service.Api;

internal sealed record HealthView
{
    /// <summary>"ok", or "degraded" where data cannot be taken in.</summary>
    public required string Status { get; init; }
    public required string Version { get; init; }
    public required double UptimeS { get; init; }
    public required bool BrokerConnected { get; init; }

    /// <summary>Why the store refuses, or null.</summary>
    public string? StoreTrouble { get; init; }
    public long RecordsStored { get; init; }
    public long FramesQuarantined { get; init; }
    public long FramesRefused { get; init; }
    public long MessagesWaiting { get; init; }
    public long AnalysesMade { get; init; }
}

internal sealed record DeviceView
{
    public required string Serial { get; init; }
    public required bool Online { get; init; }
    public string Board { get; init; } = "";
    public string Firmware { get; init; } = "";
    public string Calibration { get; init; } = "";

    /// <summary>What the last self-test found wrong, in words; null where all is well.</summary>
    public string? SelfTest { get; init; }
    public long BootCount { get; init; }
    public double? MinimumVoltageV { get; init; }
    public double? MaximumVoltageV { get; init; }
    public double? MinimumFrequencyHz { get; init; }
    public double? MaximumFrequencyHz { get; init; }
    public IReadOnlyList<double> CurrentRangesA { get; init; } = [];
    public int Channels { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
}

internal record RunView
{
    public required string RunId { get; init; }
    public required int Channel { get; init; }
    public required string Device { get; init; }
    public required string Name { get; init; }

    /// <summary>waiting, running, paused, completed, stopped, limit, short, fault, outage or journal_full.</summary>
    public required string State { get; init; }
    public required string StateInWords { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public required double ElapsedS { get; init; }
    public long Samples { get; init; }
    public long ImpedancePoints { get; init; }
    public long Events { get; init; }
    public long Spectra { get; init; }
    public long Records { get; init; }

    /// <summary>Sequences known to be absent between stored ones; verify counts them from the frames.</summary>
    public long Missing { get; init; }
    public long DroppedByTester { get; init; }
}

internal sealed record FactView(string Name, string Value);

internal sealed record RunDetailView : RunView
{
    [SetsRequiredMembers]
    internal RunDetailView(RunView run)
        : base(run) { }

    public IReadOnlyList<string> PlanInWords { get; init; } = [];
    public IReadOnlyList<FactView> Sample { get; init; } = [];
}

internal sealed record SamplesView
{
    public required IReadOnlyList<double> ElapsedS { get; init; }
    public required IReadOnlyList<double> VoltageMinV { get; init; }
    public required IReadOnlyList<double> VoltageMaxV { get; init; }
    public required IReadOnlyList<double> CurrentMinA { get; init; }
    public required IReadOnlyList<double> CurrentMaxA { get; init; }

    /// <summary>1 where every sample is a point.</summary>
    public required double SamplesPerPoint { get; init; }
}

internal sealed record EventView
{
    public required long Sequence { get; init; }
    public required double ElapsedS { get; init; }
    public required string Code { get; init; }
    public required string InWords { get; init; }
    public required string Reason { get; init; }
    public required int Step { get; init; }
    public required long Cycle { get; init; }
    public double VoltageV { get; init; }
    public double CurrentA { get; init; }
    public double ChargeC { get; init; }
}

internal record SpectrumSummaryView
{
    public required long Spectrum { get; init; }
    public required double ElapsedS { get; init; }
    public required long Cycle { get; init; }
    public required int Points { get; init; }
    public required int ExpectedPoints { get; init; }
    public required bool IsComplete { get; init; }
}

internal sealed record SpectrumView : SpectrumSummaryView
{
    public required IReadOnlyList<double> FrequencyHz { get; init; }
    public required IReadOnlyList<double> RealOhm { get; init; }
    public required IReadOnlyList<double> ImaginaryOhm { get; init; }

    /// <summary>Standard uncertainty as a share of |Z|.</summary>
    public required IReadOnlyList<double> RelativeSigma { get; init; }

    /// <summary>Bits: 1 overload, 2 drifting, 4 nonlinear, 8 noisy, 16 uncalibrated, 32 incoherent.</summary>
    public required IReadOnlyList<int> Quality { get; init; }
    public FitDocument? Fit { get; init; }
    public KramersKronigDocument? Kk { get; init; }
    public RelaxationDocument? Drt { get; init; }

    /// <summary>"" where all analyses are there, else why not.</summary>
    public required string Analysis { get; init; }
}

internal sealed record SeriesSpectrumView
{
    public required long Spectrum { get; init; }
    public required double ElapsedS { get; init; }
    public required long Cycle { get; init; }
    public required IReadOnlyList<double> FrequencyHz { get; init; }
    public required IReadOnlyList<double> RealOhm { get; init; }
    public required IReadOnlyList<double> ImaginaryOhm { get; init; }
    public IReadOnlyList<double> TauS { get; init; } = [];
    public IReadOnlyList<double> GammaOhm { get; init; } = [];
}

internal sealed record TrendView
{
    public required string Name { get; init; }
    public required string Unit { get; init; }
    public required IReadOnlyList<long> Spectrum { get; init; }
    public required IReadOnlyList<double> ElapsedS { get; init; }
    public required IReadOnlyList<double> Values { get; init; }
    public required IReadOnlyList<double> StandardErrors { get; init; }
}

internal sealed record SeriesView
{
    /// <summary>Complete spectra of the run; <see cref="Spectra"/> may be fewer, spread evenly.</summary>
    public required int Total { get; init; }
    public required IReadOnlyList<SeriesSpectrumView> Spectra { get; init; }
    public required IReadOnlyList<TrendView> Trends { get; init; }
}

internal sealed record GapView(long FirstSequence, long EndSequence);

internal sealed record VerifyView
{
    public required long Records { get; init; }
    public required long Expected { get; init; }
    public required long Missing { get; init; }
    public required long Doubled { get; init; }
    public required long OutOfOrder { get; init; }
    public required long Corrupt { get; init; }
    public required long DroppedByTester { get; init; }
    public required long Resent { get; init; }
    public required bool IsSound { get; init; }
    public required bool IsComplete { get; init; }
    public required IReadOnlyList<GapView> Gaps { get; init; }
}

internal sealed record CommandView
{
    /// <summary>The tester's answer: accepted or already_done.</summary>
    public required string Result { get; init; }
    public required string Text { get; init; }
    public required string RunId { get; init; }
}

internal sealed record AuditView
{
    public required string Id { get; init; }
    public required string Device { get; init; }
    public required int Channel { get; init; }
    public required string RunId { get; init; }
    public required string Verb { get; init; }
    public required string Who { get; init; }
    public required DateTimeOffset Issued { get; init; }
    public DateTimeOffset? Answered { get; init; }
    public required string Result { get; init; }
    public required string Text { get; init; }
}
