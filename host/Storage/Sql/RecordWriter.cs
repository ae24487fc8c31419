using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>Writes devices, the audit and results.</summary>
internal static class RecordWriter
{
    public static void SaveDevice(WriteSession session, string serial, byte[] description)
    {
        session
            .Prepare(
                """
                INSERT INTO devices (serial, description, online, first_seen, last_seen) VALUES (?1, ?2, 0, ?3, ?3)
                ON CONFLICT (serial) DO UPDATE SET description = excluded.description, last_seen = excluded.last_seen
                """
            )
            .Add(serial)
            .Add(description.AsSpan())
            .Add(session.Now)
            .Run();
    }

    public static void SaveDeviceState(WriteSession session, string serial, bool online)
    {
        session
            .Prepare(
                """
                INSERT INTO devices (serial, description, online, first_seen, last_seen)
                VALUES (?1, ?4, ?2, ?3, ?3)
                ON CONFLICT (serial) DO UPDATE SET online = excluded.online, last_seen = excluded.last_seen
                """
            )
            .Add(serial)
            .Add(online ? 1 : 0)
            .Add(session.Now)
            .Add(ReadOnlySpan<byte>.Empty)
            .Run();
    }

    public static void SaveCommand(WriteSession session, CommandRecord command)
    {
        session
            .Prepare(
                """
                INSERT INTO commands (command, device, run, channel, verb, who, issued, answered, result, text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (device, command) DO UPDATE SET
                    answered = excluded.answered, result = excluded.result, text = excluded.text
                """
            )
            .Add(BitConverter.GetBytes(command.Id).AsSpan())
            .Add(command.Device)
            .Add(StreamKey.BytesOf(command.Run))
            .Add(command.Channel)
            .Add((long)command.Verb)
            .Add(command.Who)
            .Add(command.Issued.ToUnixTimeMilliseconds())
            .Add(command.Answered?.ToUnixTimeMilliseconds())
            .Add((long)command.Result)
            .Add(command.Text)
            .Run();
    }

    /// <exception cref="StoreException">The run is not known.</exception>
    public static void SaveResult(WriteSession session, AnalysisResult result)
    {
        StreamState stream =
            session.Find(result.Run, result.Channel)
            ?? throw new StoreException(
                StoreFailure.UnknownRun,
                $"Run {result.Run} channel {result.Channel} is not known."
            );
        session
            .Prepare(
                """
                INSERT INTO results (stream, spectrum, method, version, created, json) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (stream, spectrum, method, version) DO UPDATE SET
                    created = excluded.created, json = excluded.json
                """
            )
            .Add(stream.Id)
            .Add(result.Spectrum ?? -1L)
            .Add(result.Method)
            .Add(result.Version)
            .Add(result.Created.ToUnixTimeMilliseconds())
            .Add(result.Json)
            .Run();
    }
}
