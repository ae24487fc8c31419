using EdgeTester.Contracts;

namespace EdgeTester.Messaging;

/// <summary>What became of a command.</summary>
/// <param name="Result">The device's answer; <see cref="CommandResult.None"/> where none came in time.</param>
/// <param name="Text">Its answer in words, or why there was none and what to do.</param>
public sealed record CommandOutcome(CommandResult Result, string Text)
{
    /// <summary>The device answered.</summary>
    public bool IsAnswered => Result != CommandResult.None;

    /// <summary>What was asked for is done.</summary>
    public bool IsDone => Result is CommandResult.Accepted or CommandResult.AlreadyDone;
}
