namespace EdgeTester.Analysis.Circuits;

/// <summary>A circuit text that cannot be read.</summary>
/// <param name="text">The text.</param>
/// <param name="position">Index of the character at which reading failed, from 0; the text's length for its end.</param>
/// <param name="reason">What is wrong there.</param>
public sealed class CircuitSyntaxException(string text, int position, string reason)
    : Exception($"{reason} at character {position + 1} of '{text}'")
{
    /// <summary>Index of the character, from 0.</summary>
    public int Position { get; } = position;

    /// <summary>What is wrong there.</summary>
    public string Reason { get; } = reason;

    /// <summary>The text.</summary>
    public string Text { get; } = text;
}
