namespace EdgeTester.Cli.Reproduce;

/// <summary>Every case, in the order of papers and methods.</summary>
internal static class PaperCases
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<PaperCase> All { get; } =
    [
        .. FirstElectrolyte.All,
        .. FirstCells.All,
        .. FirstFullCells.All,
        .. SecondElectrolyte.All,
        .. SecondCells.All,
        .. SecondFullCells.All,
    ];
}
