using EdgeTester.Contracts;
using EdgeTester.Service.Runs;
using EdgeTester.Storage;

namespace EdgeTester.Service.Live;

/// <summary>
/// The present state of every channel, from what devices say and from what is stored. Thread-safe; readers get copies.
/// </summary>
internal sealed class ChannelBoard(IRunStore store, RunPlans plans, TimeProvider time)
{
    private readonly object _gate = new();
    private readonly SortedDictionary<ChannelKey, ChannelEntry> _entries = new(new ByDeviceAndChannel());
    private readonly HashSet<ChannelKey> _changed = [];
    private readonly HashSet<ChannelKey> _uncounted = [];

    /// <summary>Whoever invents testers must not fill the memory; a hall has fewer channels.</summary>
    private const int MostChannels = 200_000;

    /// <summary>Fills the board from the store, so that a host that was just started shows what was before.</summary>
    public void Restore()
    {
        foreach (var device in store.ListDevices())
        {
            var description = new DeviceDescription();
            var error = description.TryDecode(
                device.Description,
                0,
                device.Description.Length,
                new FrameHeader(),
                new ByteReader()
            );
            if (error == FrameError.None)
                Describe(description, device.Online);
        }
        // Oldest first: the newest run of a channel stays. A device that was never described is shown by its runs.
        foreach (var run in store.ListRuns(1000).Reverse())
            lock (_gate)
            {
                var entry = EntryOf(new ChannelKey(run.Device, run.Channel));
                if (entry.State is null or ChannelState.Idle || entry.Run.SameAs(run.Run))
                    Assign(entry, run.Run);
            }
    }

    /// <summary>All channels by device and number.</summary>
    public IReadOnlyList<ChannelView> All()
    {
        lock (_gate)
            return _entries.Values.Select(entry => entry.View()).ToArray();
    }

    /// <summary>One channel, or null.</summary>
    public ChannelView? Find(string device, int channel)
    {
        lock (_gate)
            return
                channel is >= 0 and <= 255
                && _entries.TryGetValue(new ChannelKey(device, (byte)channel), out var entry)
                ? entry.View()
                : null;
    }

    /// <summary>Highest frequency in Hz at which a channel measures impedance; null where its tester has not said so.</summary>
    public double? HighestFrequencyOf(string device, byte channel)
    {
        lock (_gate)
            return _entries.TryGetValue(new ChannelKey(device, channel), out var entry)
                ? entry.HighestFrequencyHz
                : null;
    }

    /// <summary>What the channel that runs a run says of it, or null where none does.</summary>
    public ChannelState? StateOf(RunId run, byte channel)
    {
        lock (_gate)
            return _entries
                .Where(pair => pair.Key.Channel == channel && pair.Value.Run.SameAs(run) && pair.Value.Online)
                .Select(pair => pair.Value.State)
                .FirstOrDefault();
    }

    /// <summary>Channels that changed since this was last asked.</summary>
    public IReadOnlyList<ChannelView> TakeChanges()
    {
        lock (_gate)
        {
            var views = _changed.Where(_entries.ContainsKey).Select(key => _entries[key].View()).ToArray();
            _changed.Clear();
            return views;
        }
    }

    public void Describe(DeviceDescription description, bool online)
    {
        for (var channel = 0; channel < description.Channels.Length; channel++)
            lock (_gate)
            {
                var key = new ChannelKey(description.Serial, (byte)channel);
                var summary = description.Channels[channel];
                var entry = EntryOf(key);
                entry.Online = online;
                entry.HighestFrequencyHz = description.MaximumFrequencyHz;
                entry.State = summary.State;
                if (!summary.Run.IsEmpty)
                    Assign(entry, summary.Run);
                Touch(entry);
            }
    }

    public void SetOnline(string device, bool online)
    {
        lock (_gate)
            foreach (var (key, entry) in _entries)
                if (key.Device == device && entry.Online != online)
                {
                    entry.Online = online;
                    _changed.Add(key);
                }
    }

    /// <summary>Takes what a device says of a channel; true where that channel has begun or ended a run, or paused or resumed it.</summary>
    public bool Update(string device, LiveStatus status)
    {
        lock (_gate)
        {
            var key = new ChannelKey(device, status.Channel);
            var entry = EntryOf(key);
            var isNews = entry.State != status.State || !entry.Run.SameAs(status.Run);
            // Where hosts share the records, another one may have stored what the device no longer keeps.
            if (entry.Live?.NextUnpersisted != status.NextUnpersisted && entry.Run.SameAs(status.Run))
                _uncounted.Add(key);
            entry.Online = true;
            entry.State = status.State;
            entry.Live = status;
            if (!status.Run.IsEmpty)
                Assign(entry, status.Run);
            Touch(entry);
            return isNews && !status.Run.IsEmpty;
        }
    }

    /// <summary>Records of a run were stored: its counts are read again soon.</summary>
    public void MarkStored(string device, RunId run, byte channel)
    {
        lock (_gate)
        {
            var key = new ChannelKey(device, channel);
            var entry = EntryOf(key);
            if (entry.Run.IsEmpty)
                Assign(entry, run);
            if (entry.Run.SameAs(run))
                _uncounted.Add(key);
        }
    }

    /// <summary>The same where another program has written it, and only the run is known.</summary>
    public void MarkStored(RunId run, byte channel)
    {
        lock (_gate)
            foreach (var (key, entry) in _entries)
                if (key.Channel == channel && entry.Run.SameAs(run))
                    _uncounted.Add(key);
    }

    /// <summary>Reads the counts of the runs that got records.</summary>
    public async Task CountAsync(CancellationToken cancellation)
    {
        (ChannelKey Key, RunId Run)[] wanted;
        lock (_gate)
        {
            wanted = _uncounted.Where(_entries.ContainsKey).Select(key => (key, _entries[key].Run)).ToArray();
            _uncounted.Clear();
        }
        foreach (var (key, run) in wanted)
        {
            var summary = store.FindRun(run).FirstOrDefault(one => one.Channel == key.Channel);
            var progress = await store
                .FindProgressAsync(run, key.Channel, cancellation)
                .ConfigureAwait(false);
            if (summary is null)
                continue;
            lock (_gate)
            {
                var entry = _entries[key];
                if (!entry.Run.SameAs(run))
                    continue;
                entry.Records = summary.Samples + summary.Points + summary.Events;
                entry.Missing = progress?.Gaps.Sum(gap => gap.Count) ?? 0;
                entry.Spectra = summary.Spectra;
                _changed.Add(key);
            }
        }
    }

    private ChannelEntry EntryOf(ChannelKey key)
    {
        if (_entries.TryGetValue(key, out var entry))
            return entry;
        entry = new ChannelEntry(key);
        if (_entries.Count >= MostChannels)
            return entry;
        _entries.Add(key, entry);
        _changed.Add(key);
        return entry;
    }

    private void Assign(ChannelEntry entry, RunId run)
    {
        if (entry.Run.SameAs(run) && entry.Plan != RunPlan.Unknown)
            return;
        if (!entry.Run.SameAs(run))
            (entry.Records, entry.Missing, entry.Spectra) = (0, 0, 0);
        entry.Run = run;
        entry.Plan = plans.Of(run, entry.Key.Channel);
        entry.RunName = entry.Plan.Name;
        _uncounted.Add(entry.Key);
        _changed.Add(entry.Key);
    }

    private void Touch(ChannelEntry entry)
    {
        entry.Received = time.GetUtcNow();
        _changed.Add(entry.Key);
    }

    private sealed class ByDeviceAndChannel : IComparer<ChannelKey>
    {
        public int Compare(ChannelKey a, ChannelKey b)
        {
            var byDevice = string.CompareOrdinal(a.Device, b.Device);
            return byDevice != 0 ? byDevice : a.Channel.CompareTo(b.Channel);
        }
    }
}
