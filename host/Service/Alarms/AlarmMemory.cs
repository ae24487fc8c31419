using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeTester.Contracts;

namespace EdgeTester.Service.Alarms;

/// <summary>
/// Keeps the alarms in a file, so that those that stand, and who acknowledged which, survive a restart, also by kill -9. The file
/// is replaced as a whole; what cannot be written now (a full disk) is written when it can.
/// </summary>
internal sealed class AlarmMemory(AlarmBoard board, string path, TimeProvider time, Action<string> log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Until when all was heard is noted so often, so that a start has little to look through.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(5);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    private readonly Lock gate = new();
    private long savedRevision;
    private long savedAt;
    private bool isTroubled;

    /// <summary>The file of a host's folder.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "alarm-history.json");

    /// <summary>Puts the alarms of the file on the board. A file that cannot be read is kept aside and said.</summary>
    /// <returns>Until when an earlier host had heard everything; null where there was none.</returns>
    public DateTimeOffset? Restore()
    {
        try
        {
            if (!File.Exists(path))
                return null;
            var kept = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json);
            if (kept is not { Format: 1, Alarms: not null })
                throw new JsonException("it is not of a format that this program knows");
            board.Restore(kept.Alarms.Select(alarm => alarm.ToAlarm()));
            return kept.HeardUntil;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log($"The alarms of an earlier host are not known, because {path} cannot be used: {e.Message}");
            SetAside();
            return null;
        }
    }

    /// <summary>Writes changes until it is cancelled, and then once more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
                if (board.Revision != savedRevision || time.GetElapsedTime(savedAt) > Refresh)
                    Save();
        }
        finally
        {
            Save();
        }
    }

    /// <summary>Writes all alarms now.</summary>
    public void Save()
    {
        lock (gate)
        {
            var revision = board.Revision;
            var content = new Content
            {
                HeardUntil = time.GetUtcNow(),
                Alarms = board.All().Select(KeptAlarm.Of).ToArray(),
            };
            var next = path + ".new";
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
                {
                    JsonSerializer.Serialize(stream, content, Json);
                    stream.Flush(flushToDisk: true);
                }
                File.Move(next, path, overwrite: true);
                (savedRevision, savedAt, isTroubled) = (revision, time.GetTimestamp(), false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!isTroubled)
                    log($"The alarms cannot be kept in {path} just now, trying again: {e.Message}");
                isTroubled = true;
            }
        }
    }

    private void SetAside()
    {
        try
        {
            File.Move(path, path + ".unreadable", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then it is overwritten; its text was not to be had anyway.
        }
    }

    private sealed record Content
    {
        public int Format { get; init; } = 1;
        public DateTimeOffset HeardUntil { get; init; }
        public IReadOnlyList<KeptAlarm>? Alarms { get; init; }
    }

    private sealed record KeptAlarm
    {
        public long Id { get; init; }
        public AlarmKind Kind { get; init; }
        public string? Device { get; init; }
        public int? Channel { get; init; }
        public string? RunId { get; init; }
        public string? Text { get; init; }
        public DateTimeOffset Since { get; init; }
        public DateTimeOffset? Ended { get; init; }
        public string? AcknowledgedBy { get; init; }

        public static KeptAlarm Of(Alarm alarm) =>
            new()
            {
                Id = alarm.Id,
                Kind = alarm.Kind,
                Device = alarm.Device,
                Channel = alarm.Channel,
                RunId = alarm.Run?.ToString(),
                Text = alarm.Text,
                Since = alarm.Since,
                Ended = alarm.Ended,
                AcknowledgedBy = alarm.AcknowledgedBy,
            };

        public Alarm ToAlarm() =>
            new()
            {
                Id = Id,
                Kind = Kind,
                Device = Device ?? "",
                Channel = Channel,
                Run = Contracts.RunId.TryParse(RunId ?? "", out var run) ? run : null,
                Text = Text ?? "",
                Since = Since,
                Ended = Ended,
                AcknowledgedBy = AcknowledgedBy ?? "",
            };
    }
}
