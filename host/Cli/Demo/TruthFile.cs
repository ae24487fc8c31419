using System.Text.Json;

namespace EdgeTester.Cli.Demo;

/// <summary>What the virtual tester wrote down of its cells at the end of each spectrum. Only the demo's table reads it; the host does not know of it.</summary>
internal static class TruthFile
{
    /// <summary>The truths of one spectrum by name, empty where there are none.</summary>
    public static IReadOnlyDictionary<string, double> Read(string path, string runId, int spectrum)
    {
        if (!File.Exists(path))
            return new Dictionary<string, double>();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using var entry = Parse(line);
            if (
                entry is null
                || entry.RootElement.GetProperty("run_id").GetString() != runId
                || entry.RootElement.GetProperty("spectrum").GetInt32() != spectrum
            )
                continue;
            return entry
                .RootElement.GetProperty("truths")
                .EnumerateObject()
                .ToDictionary(t => t.Name, t => t.Value.GetProperty("value").GetDouble());
        }
        return new Dictionary<string, double>();
    }

    // A line that is being written just now is cut.
    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
