namespace EdgeTester.Hardware.Parts;

/// <summary>Reads pins from a short text: "1:A0:I 2:EN:I 8:D:P". The letter is the kind.</summary>
internal static class PinText
{
    /// <summary>The pins of one side.</summary>
    /// <exception cref="FormatException">A pin is not number:name:letter, or the letter is not known.</exception>
    public static IEnumerable<Pin> Parse(string text, Side side)
    {
        foreach (var item in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = item.Split(':');
            if (fields.Length != 3)
                throw new FormatException($"a pin is number:name:kind, not '{item}'");
            yield return new Pin(fields[0], fields[1], Kind(fields[2], item), side);
        }
    }

    private static PinKind Kind(string letter, string item) =>
        letter switch
        {
            "I" => PinKind.Input,
            "O" => PinKind.Output,
            "B" => PinKind.Bidirectional,
            "T" => PinKind.TriState,
            "C" => PinKind.OpenCollector,
            "P" => PinKind.Passive,
            "W" => PinKind.PowerInput,
            "X" => PinKind.PowerOutput,
            "N" => PinKind.NoConnect,
            _ => throw new FormatException($"'{letter}' is no kind of pin in '{item}'"),
        };
}
