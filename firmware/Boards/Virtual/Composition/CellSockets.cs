using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Virtual.Composition;

/// <summary>The cells that are plugged in, with their truths, channel by channel.</summary>
public sealed class CellSockets
{
    /// <summary>What the demo tests when nothing else is said.</summary>
    public static readonly IReadOnlyList<string> Default =
    [
        "symmetric-growing",
        "symmetric-shorting",
        "blocking-zn010",
        "symmetric-gbs-x02",
        "symmetric-bare-nzsp",
        "full-cell",
        "dummy-rc",
        "diffusion-limited",
    ];

    /// <summary>Loads cells by catalogue name, or plays a spectrum file back.</summary>
    /// <exception cref="CellDefinitionException">A name or file is wrong; the message says which.</exception>
    public CellSockets(IReadOnlyList<string> names)
    {
        var wanted = names.Count > 0 ? names : Default;
        if (wanted.Count > 8)
            throw new CellDefinitionException(
                $"The board has eight channels; {wanted.Count} cells were named."
            );
        Cells = wanted.Select(Load).ToArray();
        Truths = wanted.Select(TruthsOf).ToArray();
    }

    /// <summary>The cells.</summary>
    public IReadOnlyList<CellModel> Cells { get; }

    /// <summary>Their truths.</summary>
    public IReadOnlyList<IReadOnlyList<CellTruth>> Truths { get; }

    // A factor may follow a spectrum's name: measured.csv*1000 brings milliohms into the board's range.
    private static bool IsFile(string name)
    {
        var path = name.Split('*')[0];
        return File.Exists(path)
            || Path.GetExtension(path) is ".csv" or ".json"
            || path.Contains('/', StringComparison.Ordinal);
    }

    private static CellModel Load(string name) =>
        IsFile(name) ? CellCatalogue.LoadFile(name) : CellCatalogue.Load(name);

    private static IReadOnlyList<CellTruth> TruthsOf(string name) =>
        IsFile(name) ? [] : CellCatalogue.Truths(name.Split('@')[0]);
}
