using System.Numerics;
using System.Text.Json;

namespace EdgeTester.Cli.Processes;

/// <summary>What the virtual tester wrote down of its cells at the end of each spectrum. Only tables that hold a measurement against it read it; the host does not know of it.</summary>
internal static class TruthFile
{
    /// <summary>The truths of one spectrum by name, empty where there are none.</summary>
    public static IReadOnlyDictionary<string, double> Read(string path, string runId, int spectrum)
    {
        var entry = Entries(path, runId, spectrum).FirstOrDefault(e => e.TryGetProperty("truths", out _));
        return entry.ValueKind == JsonValueKind.Undefined
            ? new Dictionary<string, double>()
            : entry
                .GetProperty("truths")
                .EnumerateObject()
                .ToDictionary(t => t.Name, t => t.Value.GetProperty("value").GetDouble());
    }

    /// <summary>The true impedance of each point of a spectrum that was played back, by the frequency that was really there.</summary>
    public static IReadOnlyDictionary<double, Complex> ReadPoints(string path, string runId, int spectrum) =>
        Entries(path, runId, spectrum)
            .Where(e => e.TryGetProperty("frequency_hz", out _))
            .GroupBy(e => e.GetProperty("frequency_hz").GetDouble())
            .ToDictionary(
                g => g.Key,
                g => new Complex(
                    g.First().GetProperty("real_ohm").GetDouble(),
                    g.First().GetProperty("imaginary_ohm").GetDouble()
                )
            );

    private static IEnumerable<JsonElement> Entries(string path, string runId, int spectrum)
    {
        if (!File.Exists(path))
            yield break;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (
                Parse(line)?.RootElement is { } entry
                && entry.GetProperty("run_id").GetString() == runId
                && entry.GetProperty("spectrum").GetInt32() == spectrum
            )
                yield return entry;
        }
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
