using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>The tables, as a list of steps: the user_version of a file says how many of them it has.</summary>
internal static class SqliteSchema
{
    /// <summary>'EdgT': tells our files from others.</summary>
    private const int ApplicationId = 0x45646754;

    private static readonly string[] Steps =
    [
        """
            CREATE TABLE devices (
                serial TEXT PRIMARY KEY, description BLOB NOT NULL, online INTEGER NOT NULL,
                first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL) WITHOUT ROWID;

            -- One row a run and channel; its id is the "stream" of the other tables.
            CREATE TABLE runs (
                id INTEGER PRIMARY KEY, run BLOB NOT NULL, channel INTEGER NOT NULL, device TEXT NOT NULL,
                registered INTEGER NOT NULL, name TEXT NOT NULL, plan TEXT NOT NULL, compiled BLOB NOT NULL,
                metadata TEXT NOT NULL, created INTEGER NOT NULL, started INTEGER, ended INTEGER,
                reason INTEGER NOT NULL DEFAULT 0, end_sequence INTEGER,
                made_samples INTEGER, made_points INTEGER, made_events INTEGER,
                UNIQUE (run, channel));
            CREATE INDEX runs_device ON runs (device, registered);

            -- All sequences below next are in frames; highest is the first one above all that are.
            CREATE TABLE progress (
                stream INTEGER PRIMARY KEY, next INTEGER NOT NULL, highest INTEGER NOT NULL,
                samples INTEGER NOT NULL, points INTEGER NOT NULL, events INTEGER NOT NULL,
                resent INTEGER NOT NULL, overflow INTEGER NOT NULL, elapsed INTEGER NOT NULL,
                received INTEGER NOT NULL);

            -- Narrow rows, so that an overview of a long run reads few pages; the bytes stand apart.
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

            -- spectrum -1: about the whole run.
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
            """,
        """
            -- Sample frames gathered: level 1 = 16 of them, level 2 = 16 of level 1. Can be made again from frames.
            CREATE TABLE blocks (
                stream INTEGER NOT NULL, level INTEGER NOT NULL, first INTEGER NOT NULL, end INTEGER NOT NULL,
                count INTEGER NOT NULL, elapsed_first INTEGER NOT NULL, elapsed_last INTEGER NOT NULL,
                minimum_voltage REAL, maximum_voltage REAL, minimum_current REAL, maximum_current REAL,
                PRIMARY KEY (stream, level, first)) WITHOUT ROWID;
            """,
        """
            -- Sample frames packed: payload holds the frames from first up to end, which are then not in frames.
            CREATE TABLE segments (
                stream INTEGER NOT NULL, first INTEGER NOT NULL, end INTEGER NOT NULL, frames INTEGER NOT NULL,
                count INTEGER NOT NULL, elapsed_first INTEGER NOT NULL, elapsed_last INTEGER NOT NULL,
                minimum_voltage REAL, maximum_voltage REAL, minimum_current REAL, maximum_current REAL,
                payload INTEGER NOT NULL, detail BLOB NOT NULL, PRIMARY KEY (stream, first)) WITHOUT ROWID;
            """,
        """
            -- removed: when raw data below removed_to was deleted because it was old.
            ALTER TABLE runs ADD COLUMN removed INTEGER;
            ALTER TABLE runs ADD COLUMN removed_to INTEGER;

            -- How many records of a channel of a run are in a backup.
            CREATE TABLE backed_up (
                stream INTEGER PRIMARY KEY, records INTEGER NOT NULL, made INTEGER NOT NULL, target TEXT NOT NULL);

            -- Spectra to be analysed, 64 of a channel at a time; until: whose lease ends when.
            CREATE TABLE jobs (
                stream INTEGER NOT NULL, chunk INTEGER NOT NULL, added INTEGER NOT NULL, token INTEGER NOT NULL,
                worker TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (stream, chunk)) WITHOUT ROWID;
            CREATE INDEX jobs_until ON jobs (until, stream, chunk);
            CREATE TABLE job_tokens (last INTEGER NOT NULL);
            INSERT INTO job_tokens VALUES (0);
            """,
        """
            -- Coarse bins of a segment, beside it and small, so that an overview of a long run reads few pages.
            CREATE TABLE segment_bins (
                stream INTEGER NOT NULL, first INTEGER NOT NULL, bins BLOB NOT NULL,
                PRIMARY KEY (stream, first)) WITHOUT ROWID;

            -- trying: the spectrum that was begun, when, and how many workers ended while they were at it.
            ALTER TABLE jobs ADD COLUMN trying INTEGER NOT NULL DEFAULT -1;
            ALTER TABLE jobs ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE jobs ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

            -- What workers have made of late, for the pages of all hosts.
            CREATE TABLE result_news (
                id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, spectrum INTEGER NOT NULL, worker TEXT NOT NULL);
            """,
    ];

    /// <summary>Brings a file, new or old, to this program's version.</summary>
    /// <exception cref="StoreException">It is not ours, or newer than this program.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        // Two programs may start at once: the second finds the work done.
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            long version = Ask(connection, "PRAGMA user_version");
            long application = Ask(connection, "PRAGMA application_id");
            bool empty = Ask(connection, "SELECT count(*) FROM sqlite_master") == 0;
            if (!empty && application != ApplicationId)
                throw new StoreException(
                    StoreFailure.NotUsable,
                    $"{path} is a database of another program. Give another path."
                );
            if (version > Steps.Length)
                throw new StoreException(
                    StoreFailure.NotUsable,
                    $"{path} was written by a newer EdgeTester (format {version}, this program knows {Steps.Length}). Update this program."
                );
            for (long step = version; step < Steps.Length; step++)
                Execute(connection, Steps[step]);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}");
            Execute(connection, $"PRAGMA user_version = {Steps.Length}");
            Execute(connection, "COMMIT");
        }
        catch
        {
            Execute(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Runs statements that give nothing back.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var statement = new SqliteStatement(connection, sql);
        statement.Step();
        return statement.Long(0);
    }
}
