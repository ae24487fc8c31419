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
        Changed?.Invoke(alarm);
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
        Changed?.Invoke(alarm);
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
        Changed?.Invoke(alarm);
        return alarm;
    }

    private void Keep(Alarm alarm)
    {
        ended.Enqueue(alarm);
        while (ended.Count > MostEnded)
            ended.Dequeue();
    }
}
