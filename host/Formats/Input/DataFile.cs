namespace EdgeTester.Formats;

/// <summary>The bytes of a file with its name, and its text where it is one.</summary>
internal sealed class DataFile(string name, byte[] bytes)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaximumSize = 128 << 20;

    private TextFile? text;

    public string Name { get; } = name;

    public byte[] Bytes { get; } = bytes;

    /// <summary>The text, decoded when it is first asked for.</summary>
    public TextFile Text => text ??= TextFile.Decode(Name, Bytes);

    /// <summary>The extension in lower case with its dot.</summary>
    public string Extension => Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>Whether the file starts with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> magic) => Bytes.AsSpan().StartsWith(magic);

    /// <summary>Whether the first kilobytes hold bytes that no text has.</summary>
    public bool LooksBinary =>
        !StartsWith([0xFF, 0xFE])
        && !StartsWith([0xFE, 0xFF])
        && Bytes.AsSpan(0, Math.Min(Bytes.Length, 4096)).IndexOfAnyInRange((byte)0, (byte)8) >= 0;

    /// <summary>The exception for a reason that is not tied to a line.</summary>
    public DataFileException Refuse(string reason) => new(Name, 0, 0, reason);
}
