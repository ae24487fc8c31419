using EdgeTester.Contracts;

namespace EdgeTester.Service.Alarms;

/// <summary>Something that somebody should know of now.</summary>
public sealed record Alarm
{
    /// <summary>Counts up; unique in a host's folder.</summary>
    public required long Id { get; init; }

    /// <summary>What kind.</summary>
    public required AlarmKind Kind { get; init; }

    /// <summary>Serial of the tester; empty where it is about the host itself.</summary>
    public string Device { get; init; } = "";

    /// <summary>Channel from 0; null where it is about the whole tester or the host.</summary>
    public int? Channel { get; init; }

    /// <summary>The run; null where it is about none.</summary>
    public RunId? Run { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When its cause went away or somebody acknowledged it; null = it stands.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Who acknowledged it; empty = nobody.</summary>
    public string AcknowledgedBy { get; init; } = "";
}

/// <summary>What an alarm is about.</summary>
public enum AlarmKind
{
    /// <summary>A trial of the outlets.</summary>
    Trial,

    /// <summary>A cell is short or suspected to be; stands until acknowledged.</summary>
    CellShort,

    /// <summary>A safety limit stopped a run; stands until acknowledged.</summary>
    Limit,

    /// <summary>Hardware of a tester failed; stands until acknowledged.</summary>
    Fault,

    /// <summary>A tester that runs something is not heard of.</summary>
    Offline,

    /// <summary>A tester's wall clock is wrong or was never set.</summary>
    ClockOff,

    /// <summary>A tester's journal is full, or it no longer has records that are not here; stands until acknowledged.</summary>
    Records,

    /// <summary>The disk of the store is nearly full, or the store refuses.</summary>
    Disk,

    /// <summary>The MQTT broker cannot be reached.</summary>
    Broker,

    /// <summary>A tester's calibration is older than it may be.</summary>
    CalibrationDue,

    /// <summary>A tester's self-test found a part that does not work as it should.</summary>
    SelfTest,
}
