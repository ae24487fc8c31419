using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>Which raw data may go.</summary>
public sealed record RetentionOptions
{
    /// <summary>Runs that have sent nothing for so long.</summary>
    public required TimeSpan OlderThan { get; init; }

    /// <summary>Also what is in no backup as it is now. What is deleted then is gone.</summary>
    public bool EvenIfNotBackedUp { get; init; }

    /// <summary>Deletes nothing, only says what it would.</summary>
    public bool OnlySay { get; init; }
}

/// <summary>One channel of a run that is old enough.</summary>
/// <param name="Run">The run.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Records">Records of its raw data.</param>
/// <param name="Received">When the last of them came.</param>
/// <param name="IsBackedUp">A backup holds all of them.</param>
/// <param name="IsRemoved">They are deleted now; false where they were kept, or would have been deleted.</param>
public sealed record RetainedRun(
    RunId Run,
    byte Channel,
    string Name,
    long Records,
    DateTimeOffset Received,
    bool IsBackedUp,
    bool IsRemoved
);
