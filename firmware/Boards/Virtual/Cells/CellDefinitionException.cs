namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>A cell or spectrum file cannot be used; the message names the file and the place.</summary>
public sealed class CellDefinitionException : Exception
{
    /// <summary>With the reason.</summary>
    public CellDefinitionException(string message)
        : base(message) { }

    /// <summary>With the reason and what led to it.</summary>
    public CellDefinitionException(string message, Exception inner)
        : base(message, inner) { }
}
