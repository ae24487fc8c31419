using EdgeTester.Contracts;
using EdgeTester.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>A file as the first version of this program made it: its tables are written down here, because the program of today no longer makes them so.</summary>
public static class FirstVersionFile
{
    private const string Tables = """
            CREATE TABLE devices (
                serial TEXT PRIMARY KEY, description BLOB NOT NULL, online INTEGER NOT NULL,
                first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL) WITHOUT ROWID;

            CREATE TABLE runs (
                id INTEGER PRIMARY KEY, run BLOB NOT NULL, channel INTEGER NOT NULL, device TEXT NOT NULL,
                registered INTEGER NOT NULL, name TEXT NOT NULL, plan TEXT NOT NULL, compiled BLOB NOT NULL,
                metadata TEXT NOT NULL, created INTEGER NOT NULL, started INTEGER, ended INTEGER,
                reason INTEGER NOT NULL DEFAULT 0, end_sequence INTEGER,
                made_samples INTEGER, made_points INTEGER, made_events INTEGER,
                UNIQUE (run, channel));
            CREATE INDEX runs_device ON runs (device, registered);

            CREATE TABLE progress (
                stream INTEGER PRIMARY KEY, next INTEGER NOT NULL, highest INTEGER NOT NULL,
                samples INTEGER NOT NULL, points INTEGER NOT NULL, events INTEGER NOT NULL,
                resent INTEGER NOT NULL, overflow INTEGER NOT NULL, elapsed INTEGER NOT NULL,
                received INTEGER NOT NULL);

            CREATE TABLE frames (
                stream INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, kind INTEGER NOT NULL,
                elapsed_first INTEGER NOT NULL, elapsed_last INTEGER NOT NULL,
                minimum_voltage REAL, maximum_voltage REAL, minimum_current REAL, maximum_current REAL,
                charge REAL, step INTEGER NOT NULL, step_count INTEGER NOT NULL, cycle INTEGER NOT NULL,
                payload INTEGER NOT NULL, PRIMARY KEY (stream, first)) WITHOUT ROWID;
            CREATE INDEX frames_other ON frames (stream, kind, first) WHERE kind <> 1;
            CREATE TABLE payloads (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

            CREATE TABLE spectra (
                stream INTEGER NOT NULL, spectrum INTEGER NOT NULL, expected INTEGER NOT NULL,
                present INTEGER NOT NULL, ended INTEGER, complete INTEGER NOT NULL,
                first_sequence INTEGER NOT NULL, last_sequence INTEGER NOT NULL,
                step INTEGER NOT NULL, step_count INTEGER NOT NULL, cycle INTEGER NOT NULL,
                elapsed_first INTEGER NOT NULL, elapsed_last INTEGER NOT NULL,
                PRIMARY KEY (stream, spectrum)) WITHOUT ROWID;

            CREATE TABLE results (
                stream INTEGER NOT NULL, spectrum INTEGER NOT NULL, method TEXT NOT NULL,
                version INTEGER NOT NULL, created INTEGER NOT NULL, json TEXT NOT NULL,
                PRIMARY KEY (stream, spectrum, method, version));

            CREATE TABLE commands (
                id INTEGER PRIMARY KEY, command BLOB NOT NULL, device TEXT NOT NULL, run BLOB NOT NULL,
                channel INTEGER NOT NULL, verb INTEGER NOT NULL, who TEXT NOT NULL, issued INTEGER NOT NULL,
                answered INTEGER, result INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (device, command));

            CREATE TABLE quarantine (
                id INTEGER PRIMARY KEY, received INTEGER NOT NULL, topic TEXT NOT NULL, device TEXT NOT NULL,
                reason TEXT NOT NULL, text TEXT NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL);
            CREATE INDEX quarantine_device ON quarantine (device);
            CREATE TABLE quarantine_counts (
                device TEXT NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
                PRIMARY KEY (device, reason)) WITHOUT ROWID;
        """;

    /// <summary>Writes a file with these frames of <see cref="Frames.Run"/>, channel 0.</summary>
    public static void Write(string path, IReadOnlyList<byte[]> frames)
    {
        using var connection = new SqliteConnection("Data Source=" + path + ";Pooling=false");
        connection.Open();
        Execute("PRAGMA application_id = 1164207956; PRAGMA user_version = 1; BEGIN");
        Execute(Tables);
        Execute(
            "INSERT INTO runs (id, run, channel, device, registered, name, plan, compiled, metadata, created) "
                + "VALUES (1, x'0123456789abcdeffedcba9876543210', 0, 'dev1', 1, 'old', '{}', x'01', '{}', 5)"
        );
        long end = 0;
        long samples = 0;
        long elapsed = 0;
        foreach (IncomingFrame frame in frames.Select(bytes => Frames.Decode(bytes)))
        {
            end = frame.EndSequence;
            elapsed = frame.ElapsedLast;
            samples += frame.Kind == FrameKind.Samples ? frame.Count : 0;
            Execute("INSERT INTO payloads (bytes) VALUES ($1)", frame.Bytes);
            Execute(
                "INSERT INTO frames VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, last_insert_rowid())",
                frame.FirstSequence,
                frame.Count,
                (int)frame.Kind,
                frame.ElapsedFirst,
                frame.ElapsedLast,
                frame.MinimumVoltage,
                frame.MaximumVoltage,
                frame.MinimumCurrent,
                frame.MaximumCurrent,
                double.IsNaN(frame.ChargeCoulomb) ? DBNull.Value : frame.ChargeCoulomb,
                frame.Step,
                frame.StepCount,
                frame.Cycle
            );
        }
        Execute("INSERT INTO progress VALUES (1, $1, $1, $2, 0, 0, 0, 0, $3, 7)", end, samples, elapsed);
        Execute("COMMIT");

        void Execute(string sql, params object[] values)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            for (int k = 0; k < values.Length; k++)
                command.Parameters.AddWithValue("$" + (k + 1), values[k]);
            command.ExecuteNonQuery();
        }
    }
}
