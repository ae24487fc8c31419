using System.Collections.Concurrent;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Service.Live;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;

namespace EdgeTester.Service.Alarms;

/// <summary>Finds in what testers say, and in the state of the host, what somebody should know of.</summary>
internal sealed class AlarmWatch(
    AlarmBoard alarms,
    ChannelBoard channels,
    RunPlans plans,
    AlarmSettings settings,
    HostState host,
    Func<string, string, DateTimeOffset?> calibrationDue,
    TimeProvider time
)
{
    /// <summary>A broker that is not there from the start is one that cannot be reached.</summary>
    private static readonly TimeSpan BrokerPatience = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (DateTimeOffset Since, long Stamp)> silentSince = [];
    private readonly ConcurrentDictionary<string, string> calibrations = new();
    private readonly long begun = time.GetTimestamp();
    private const int MostRecovered = 1000;
    private bool hasLooked;

    /// <summary>Looks at one notice of the ingest.</summary>
    public void Hear(IngestNotice notice)
    {
        switch (notice)
        {
            case EventStored stored:
                Hear(stored.Device, stored.Event);
                break;
            case DeviceDescribed described:
                Hear(described.Description);
                break;
            case RecordsLost lost:
                alarms.Raise(
                    AlarmKind.Records,
                    $"Tester {lost.Device} no longer has records of channel {lost.Channel} that are not here.",
                    lost.Device,
                    lost.Channel,
                    lost.Run
                );
                break;
            case StoreTrouble { Trouble: { } trouble }:
                alarms.Raise(AlarmKind.Disk, $"The store refuses records: {trouble.Message}", "store");
                break;
            case StoreTrouble:
                alarms.Clear(AlarmKind.Disk, "store");
                break;
            case BrokerConnection { Connected: false }:
                RaiseBroker();
                break;
            case BrokerConnection:
                alarms.Clear(AlarmKind.Broker);
                break;
        }
    }

    /// <summary>Looks at what does not announce itself: silence, and the disk.</summary>
    public void Look()
    {
        var now = time.GetUtcNow();
        foreach (var device in channels.All().GroupBy(c => c.Device))
        {
            var isMissed = device.Any(c => c.State is "running" or "paused") && device.All(c => !c.Online);
            if (!isMissed)
            {
                silentSince.Remove(device.Key);
                alarms.Clear(AlarmKind.Offline, device.Key);
                continue;
            }
            // The wall clock may be set meanwhile, so it does not measure how long.
            silentSince.TryAdd(device.Key, (now, time.GetTimestamp()));
            var (since, stamp) = silentSince[device.Key];
            if (time.GetElapsedTime(stamp).TotalSeconds >= settings.OfflineAfterS)
                alarms.Raise(
                    AlarmKind.Offline,
                    $"Tester {device.Key} has not been heard of since {since:u}; its runs go on by themselves.",
                    device.Key
                );
        }
        LookAtCalibrations();
        LookAtHost();
    }

    /// <summary>Finds what was stored but not heard of because the host ended at that moment.</summary>
    /// <param name="store">The store.</param>
    /// <param name="since">Until then all was heard.</param>
    public void Recover(IRunStore store, DateTimeOffset since)
    {
        foreach (var run in store.ListRuns(MostRecovered).Where(run => run.Received >= since))
        foreach (var happened in store.ReadEvents(run.Run, run.Channel))
            if (KindOf(happened) is { } kind && !alarms.Knows(kind, run.Device, run.Channel, run.Run))
                Hear(run.Device, happened);
    }

    private void LookAtHost()
    {
        var isConnected = host.IsBrokerConnected();
        if (!isConnected && time.GetElapsedTime(begun) > BrokerPatience)
            RaiseBroker();
        // What an earlier host told may be over, and then nothing else says so.
        if (!hasLooked && isConnected)
            alarms.Clear(AlarmKind.Broker);
        if (!hasLooked && host.IsStoreWell())
            alarms.Clear(AlarmKind.Disk, "store");
        hasLooked = true;
        if (host.FreeBytes() is { } free)
        {
            if (free < settings.DiskFreeBytes)
                alarms.Raise(
                    AlarmKind.Disk,
                    $"The disk of the store has {free / 1e9:F1} GB left; without any, testers keep their records and runs pause when they are full."
                );
            else if (free > settings.DiskFreeBytes * 1.1)
                alarms.Clear(AlarmKind.Disk);
        }
    }

    private void RaiseBroker() =>
        alarms.Raise(AlarmKind.Broker, "The MQTT broker cannot be reached; testers keep their records.");

    private static AlarmKind? KindOf(RunEvent happened) =>
        happened.Code switch
        {
            RunEventCode.ShortDetected => AlarmKind.CellShort,
            RunEventCode.LimitTripped => AlarmKind.Limit,
            RunEventCode.Fault => AlarmKind.Fault,
            RunEventCode.RunEnded when happened.Reason == EndReason.Short => AlarmKind.CellShort,
            RunEventCode.RunEnded when happened.Reason == EndReason.Limit => AlarmKind.Limit,
            RunEventCode.RunEnded when happened.Reason == EndReason.Fault => AlarmKind.Fault,
            RunEventCode.RunEnded or RunEventCode.Paused when happened.Reason == EndReason.JournalFull =>
                AlarmKind.Records,
            _ => null,
        };

    private void Hear(string device, RunEvent happened)
    {
        if (KindOf(happened) is not { } one)
            return;
        var plan = plans.Of(happened.Run, happened.Channel);
        var name = plan.Name.Length > 0 ? $" ({plan.Name})" : "";
        alarms.Raise(
            one,
            $"Channel {happened.Channel} of {device}{name}: {EventWords.Of(happened, plan)}.",
            device,
            happened.Channel,
            happened.Run
        );
    }

    // A calibration becomes due while nobody says anything.
    private void LookAtCalibrations()
    {
        foreach (var (device, calibration) in calibrations)
        {
            if (calibrationDue(device, calibration) is not { } due || due > time.GetUtcNow())
                alarms.Clear(AlarmKind.CalibrationDue, device);
            else
                alarms.Raise(
                    AlarmKind.CalibrationDue,
                    $"The calibration of tester {device} ({calibration}) was due on {due.UtcDateTime:yyyy-MM-dd}: 'edgetester calibrate --device {device}'.",
                    device
                );
        }
    }

    private void Hear(DeviceDescription description)
    {
        if (SelfTestWords.Of(description) is { } failure)
            alarms.Raise(
                AlarmKind.SelfTest,
                $"Tester {description.Serial} has tested itself and found: {failure}.",
                description.Serial
            );
        else
            alarms.Clear(AlarmKind.SelfTest, description.Serial);
        calibrations[description.Serial] = description.Calibration;
        LookAtCalibrations();
        // A simulated tester's clock runs with its simulation.
        if (description.Board.StartsWith("Virtual", StringComparison.Ordinal))
            return;
        var now = time.GetUtcNow();
        var said = (long)Math.Min(description.UnixMilliseconds, long.MaxValue);
        var ahead = (said - now.ToUnixTimeMilliseconds()) / 1000.0;
        // A description may be an old one that the broker kept, so a clock that is behind cannot be told from it.
        if (said == 0)
            alarms.Raise(
                AlarmKind.ClockOff,
                $"The wall clock of tester {description.Serial} was never set; its records have no date.",
                description.Serial
            );
        else if (ahead > settings.ClockOffS)
            alarms.Raise(
                AlarmKind.ClockOff,
                $"The wall clock of tester {description.Serial} is {ahead:F0} s ahead of this host's.",
                description.Serial
            );
        else
            alarms.Clear(AlarmKind.ClockOff, description.Serial);
    }
}
