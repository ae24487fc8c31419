using EdgeTester.Messaging;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>Processor time of a PostgreSQL server with all its processes, from /proc.</summary>
internal static class ServerTime
{
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(PostgresServer? server)
    {
        if (server == null)
            return TimeSpan.Zero;
        double ticks = 0;
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out _))
                continue;
            string[] fields = Read(Path.Combine(folder, "stat"));
            // After the name: state, parent, ..., 11 = user, 12 = system, 13 and 14 those of children that have ended.
            if (fields.Length < 15)
                continue;
            bool own = Path.GetFileName(folder) == server.ProcessId.ToString();
            if (own)
                ticks +=
                    long.Parse(fields[11])
                    + long.Parse(fields[12])
                    + long.Parse(fields[13])
                    + long.Parse(fields[14]);
            else if (fields[1] == server.ProcessId.ToString())
                ticks += long.Parse(fields[11]) + long.Parse(fields[12]);
        }
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static string[] Read(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
