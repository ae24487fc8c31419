using EdgeTester.Cli.Client;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The runs of a case that share one virtual tester, at most one a channel, and how far they are.</summary>
/// <param name="paperCase">The case.</param>
/// <param name="indices">Which of the case's runs, in the order of the channels.</param>
/// <param name="serial">Name of the tester.</param>
internal sealed class CaseJob(PaperCase paperCase, IReadOnlyList<int> indices, string serial)
{
    /// <summary>Channels of a tester.</summary>
    public const int Channels = 8;

    /// <summary>A run that takes longer has a tester of its own, so that it can have a core of its own.</summary>
    private const double LongSeconds = 20 * 3600;

    /// <summary>The case.</summary>
    public PaperCase Case => paperCase;

    /// <summary>Its runs, a channel each.</summary>
    public IReadOnlyList<CaseRun> Runs { get; } = indices.Select(index => paperCase.Runs[index]).ToArray();

    /// <summary>Name of the tester.</summary>
    public string Serial => serial;

    /// <summary>Longest time between two readings of a steady cell, in simulated seconds.</summary>
    public int LongestTickSeconds { get; } = indices.Min(index => paperCase.Runs[index].LongestTickSeconds);

    /// <summary>Simulated seconds of the longest run, as far as the plan tells.</summary>
    public double ExpectedSeconds { get; } = indices.Max(index => paperCase.Runs[index].LongestSeconds());

    /// <summary>The channel of a run of the case, -1 where another job has it.</summary>
    public int ChannelOf(int index) => indices.ToList().IndexOf(index);

    /// <summary>Identities of the runs once they are started.</summary>
    public IReadOnlyList<string> RunIds { get; set; } = [];

    /// <summary>Where the tester writes what its cells truly are.</summary>
    public string TruthFile { get; set; } = "";

    /// <summary>Simulated seconds of the run that is furthest.</summary>
    public double ElapsedSeconds { get; private set; }

    /// <summary>Whether every run has ended and all its records are stored.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Records that are stored, and simulated seconds: what moves while it goes on.</summary>
    public (long Records, double Seconds) Advance { get; private set; }

    /// <summary>Takes over what the host says of the runs.</summary>
    public void Update(IReadOnlyList<RunAnswer> answers)
    {
        var ours = RunIds.Select(id => answers.FirstOrDefault(answer => answer.RunId == id)).ToArray();
        ElapsedSeconds = ours.Max(answer => answer?.ElapsedS ?? 0);
        IsDone = ours.All(answer => answer is { Ended: not null, Missing: 0 });
        Advance = (ours.Sum(answer => answer?.Records ?? 0), ours.Sum(answer => answer?.ElapsedS ?? 0));
    }

    /// <summary>Takes over a job that an earlier run has done.</summary>
    public void TakeOver(IReadOnlyList<string> runIds, string truthFile, double elapsedSeconds)
    {
        (RunIds, TruthFile, ElapsedSeconds) = (runIds, truthFile, elapsedSeconds);
        IsDone = true;
    }

    /// <summary>How far it is, in words: "p2-cycling 512 h (37 %)".</summary>
    public string InWords()
    {
        var hours = FormattableString.Invariant($"{serial} {ElapsedSeconds / 3600:F0} h");
        return ExpectedSeconds > 0 && !IsDone
            ? FormattableString.Invariant(
                $"{hours} ({Math.Min(99, 100 * ElapsedSeconds / ExpectedSeconds):F0} %)"
            )
            : hours;
    }

    /// <summary>The jobs of a case.</summary>
    public static IReadOnlyList<CaseJob> Of(PaperCase paperCase)
    {
        var indices = Enumerable.Range(0, paperCase.Runs.Count).ToLookup(IsLong);
        var groups = indices[false].Chunk(Channels).Concat(indices[true].Chunk(1)).ToArray();
        return groups
            .Select(
                (group, k) =>
                    new CaseJob(
                        paperCase,
                        group,
                        groups.Length == 1 ? paperCase.Name : $"{paperCase.Name}-{k + 1}"
                    )
            )
            .ToArray();

        bool IsLong(int index) => paperCase.Runs[index].LongestSeconds() > LongSeconds;
    }
}
