using System.Text.Json;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Which stored run belongs to which case, kept beside the data so that they can be evaluated again.</summary>
internal static class JobFile
{
    private const string Name = "runs.json";
    private static readonly object Gate = new();

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Writes the jobs that are done.</summary>
    public static void Write(string folder, IReadOnlyList<CaseJob> jobs)
    {
        lock (Gate)
            File.WriteAllText(
                Path.Combine(folder, Name),
                Json.Write(
                    jobs.Where(job => job.IsDone)
                        .Select(job => new Entry(job.Case.Name, job.Serial, job.RunIds, job.ElapsedSeconds))
                )
            );
    }

    /// <summary>The jobs of those cases that were run whole.</summary>
    /// <param name="folder">Where an earlier run has written.</param>
    /// <param name="cases">The cases that are wanted.</param>
    /// <exception cref="CliException">There is no such file, or no case in it is whole.</exception>
    public static IReadOnlyList<CaseJob> Read(string folder, IReadOnlyList<PaperCase> cases)
    {
        var path = Path.Combine(folder, Name);
        var entries = Entries(path).ToDictionary(entry => entry.Serial);
        var jobs = cases
            .Select(CaseJob.Of)
            .Where(ofCase =>
                ofCase.All(job =>
                    entries.TryGetValue(job.Serial, out var entry) && entry.RunIds.Count == job.Runs.Count
                )
            )
            .SelectMany(ofCase => ofCase)
            .ToArray();
        foreach (var job in jobs)
            job.TakeOver(
                entries[job.Serial].RunIds,
                Path.Combine(folder, job.Serial, "truths.jsonl"),
                entries[job.Serial].ElapsedSeconds
            );
        return jobs.Length > 0
            ? jobs
            : throw new CliException(
                ExitCode.BadInput,
                $"{path} holds no whole case of those that are asked for"
            );
    }

    private static Entry[] Entries(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(path), Options) ?? [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.BadInput,
                $"{path} cannot be read ({e.Message}): name the folder of an earlier 'edgetester reproduce' with --output"
            );
        }
    }

    private sealed record Entry(
        string Case,
        string Serial,
        IReadOnlyList<string> RunIds,
        double ElapsedSeconds
    );
}
