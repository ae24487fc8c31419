using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>What is usually done: a row of a table for each sample, 10,000 to a transaction, the same durability.</summary>
internal static class RowPerSample
{
    private const int Channels = 200;
    private const int Samples = 100;

    public static void Measure(TextWriter output, TimeSpan length)
    {
        using var folder = new TemporaryFolder();
        long blocks = 0;
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        using (var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=false"))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            Execute(
                connection,
                """
                CREATE TABLE samples (stream INTEGER, sequence INTEGER, time INTEGER, voltage REAL, current REAL,
                    temperature REAL, step INTEGER, PRIMARY KEY (stream, sequence)) WITHOUT ROWID
                """
            );
            var random = new Random(1);
            for (long next = 0; clock.Elapsed < length; next += Samples)
            for (int channel = 0; channel < Channels; )
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                using SqliteCommand insert = connection.CreateCommand();
                insert.CommandText = "INSERT OR IGNORE INTO samples VALUES ($a, $b, $c, $d, $e, $f, $g)";
                SqliteParameter[] values =
                [
                    .. "abcdefg".Select(name => insert.Parameters.Add("$" + name, SqliteType.Real)),
                ];
                for (int end = channel + 100; channel < end; channel++, blocks++)
                for (long k = next; k < next + Samples; k++)
                {
                    values[0].Value = (long)channel;
                    values[1].Value = k;
                    values[2].Value = k * 1_000_000;
                    values[3].Value = 3.3 + random.Next(-20, 21) * 1e-6;
                    values[4].Value = 5e-5 + random.Next(-20, 21) * 1e-10;
                    values[5].Value = 25.0;
                    values[6].Value = 2L;
                    insert.ExecuteNonQuery();
                }
                transaction.Commit();
            }
        }
        double seconds = clock.Elapsed.TotalSeconds;
        TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime - before;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a row for each sample, SQLite, 200 channels: {blocks / seconds:0} blocks of 100 samples/s, {used.TotalMilliseconds * 1000 / blocks:0} us of processor a block, {folder.DatabaseBytes / (double)(blocks * Samples):0.0} bytes/sample on the disk"
            )
        );
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
