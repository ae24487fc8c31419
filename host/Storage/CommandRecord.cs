using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>One line of the audit: who told a device what, and what became of it.</summary>
public sealed record CommandRecord
{
    /// <summary>The command's own number.</summary>
    public required ulong Id { get; init; }

    /// <summary>Serial of the device.</summary>
    public required string Device { get; init; }

    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>What was asked for.</summary>
    public required CommandVerb Verb { get; init; }

    /// <summary>The person or program that asked.</summary>
    public string Who { get; init; } = "";

    /// <summary>When.</summary>
    public required DateTimeOffset Issued { get; init; }

    /// <summary>When the device answered, as far as it did.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>Its answer.</summary>
    public CommandResult Result { get; init; }

    /// <summary>Its answer in words, or why there was none.</summary>
    public string Text { get; init; } = "";
}
