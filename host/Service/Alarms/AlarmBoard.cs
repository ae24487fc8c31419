using EdgeTester.Contracts;

namespace EdgeTester.Service.Alarms;

/// <summary>
/// The alarms that stand and those of late. An alarm is told once, however often its cause is seen while it stands. Thread-safe.
/// </summary>
internal sealed class AlarmBoard(TimeProvider time)
{
    private const int MostEnded = 500;
    private const int MostStanding = 5000;
    private readonly Lock gate = new();
    private readonly Dictionary<(AlarmKind, string, int?, RunId?), Alarm> standing = [];
    private readonly Queue<Alarm> ended = [];
    private long next = 1;
    private long revision;

    /// <summary>Counts every change.</summary>
    public long Revision => Interlocked.Read(ref revision);

    /// <summary>Hears of every alarm that begins or ends; must return soon and not throw.</summary>
    public Action<Alarm>? Changed { get; set; }

    /// <summary>How many stand.</summary>
    public int StandingCount
    {
        get
        {
            lock (gate)
                return standing.Count;
        }
    }

    /// <summary>All that stand, then those that ended of late, newest first.</summary>
    public IReadOnlyList<Alarm> All()
    {
        lock (gate)
            return [.. standing.Values.OrderByDescending(a => a.Id), .. ended.Reverse()];
    }

    /// <summary>Puts back what an earlier host of the same folder knew, without telling anybody; to be called before anything else.</summary>
    public void Restore(IEnumerable<Alarm> known)
    {
        lock (gate)
            foreach (var alarm in known.OrderBy(one => one.Id))
            {
                next = Math.Max(next, alarm.Id + 1);
                if (alarm.Ended is not null)
                    Keep(alarm);
                else
                    standing[(alarm.Kind, alarm.Device, alarm.Channel, alarm.Run)] = alarm;
            }
    }

    /// <summary>Whether such an alarm stands or is among those of late.</summary>
    public bool Knows(AlarmKind kind, string device, int? channel, RunId? run)
    {
        lock (gate)
            return standing.ContainsKey((kind, device, channel, run))
                || ended.Any(a =>
                    a.Kind == kind && a.Device == device && a.Channel == channel && Equals(a.Run, run)
                );
    }

    /// <summary>Tells an alarm unless it stands already.</summary>
    public void Raise(AlarmKind kind, string text, string device = "", int? channel = null, RunId? run = null)
    {
        Alarm alarm;
        lock (gate)
        {
            var key = (kind, device, channel, run);
            // Devices that flood the board must not fill the memory; what stands already says enough.
            if (standing.ContainsKey(key) || standing.Count >= MostStanding)
                return;
            alarm = new Alarm
            {
                Id = next++,
                Kind = kind,
                Device = device,
                Channel = channel,
                Run = run,
                Text = text,
                Since = time.GetUtcNow(),
            };
            standing.Add(key, alarm);
        }
        Tell(alarm);
    }

    /// <summary>The cause is gone.</summary>
    public void Clear(AlarmKind kind, string device = "", int? channel = null, RunId? run = null)
    {
        Alarm? alarm;
        lock (gate)
        {
            if (!standing.Remove((kind, device, channel, run), out alarm))
                return;
            alarm = alarm with { Ended = time.GetUtcNow() };
            Keep(alarm);
        }
        Tell(alarm);
    }

    /// <summary>Somebody has seen it; null where no such alarm stands.</summary>
    public Alarm? Acknowledge(long id, string who)
    {
        Alarm? alarm;
        lock (gate)
        {
            alarm = standing.Values.FirstOrDefault(a => a.Id == id);
            if (alarm is null)
                return null;
            standing.Remove((alarm.Kind, alarm.Device, alarm.Channel, alarm.Run));
            alarm = alarm with { Ended = time.GetUtcNow(), AcknowledgedBy = who };
            Keep(alarm);
        }
        Tell(alarm);
        return alarm;
    }

    private void Tell(Alarm alarm)
    {
        Interlocked.Increment(ref revision);
        Changed?.Invoke(alarm);
    }

    private void Keep(Alarm alarm)
    {
        ended.Enqueue(alarm);
        while (ended.Count > MostEnded)
            ended.Dequeue();
    }
}
