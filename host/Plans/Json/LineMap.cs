namespace EdgeTester.Plans;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns.</summary>
internal sealed class LineMap
{
    private readonly byte[] text;
    private readonly List<int> starts = [0];

    public LineMap(ReadOnlySpan<byte> utf8)
    {
        text = utf8.ToArray();
        for (var k = 0; k < text.Length; k++)
            if (text[k] == '\n')
                starts.Add(k + 1);
    }

    /// <summary>Line and column of a byte; an offset past the end is the end.</summary>
    public TextPosition At(long offset)
    {
        var place = (int)Math.Clamp(offset, 0, text.Length);
        var found = starts.BinarySearch(place);
        var line = found >= 0 ? found : ~found - 1;
        var column = 1;
        for (var k = starts[line]; k < place; k++)
            if ((text[k] & 0xC0) != 0x80)
                column++;
        return new TextPosition(line + 1, column);
    }

    /// <summary>Byte offset of a line (from 0) and a byte in it.</summary>
    public long OffsetOf(long line, long byteInLine) =>
        line < starts.Count ? starts[(int)line] + byteInLine : text.Length;
}
