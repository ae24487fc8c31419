using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Sheets;

/// <summary>A board with a folder of files of its own.</summary>
/// <param name="Board">What is drawn.</param>
/// <param name="KiCadFolder">For the KiCad project and the netlist, from the root of the repository.</param>
/// <param name="DrawingFolder">For SVG and PDF.</param>
/// <param name="BillPath">Of the bill of materials.</param>
public sealed record Project(Board Board, string KiCadFolder, string DrawingFolder, string BillPath);

/// <summary>The boards of this project: CellNode-8, its 1 MHz module, and the few parts for a bare development board.</summary>
public static class Projects
{
    /// <summary>The 1 MHz module.</summary>
    public static Board Megahertz() =>
        new("megahertz", [new Place("Module", ModuleSheet.Create(), 0, new Dictionary<string, string>())])
        {
            Title = "1 MHz module",
        };

    /// <summary>The variant for a bare ESP32 development board.</summary>
    public static Board Bare() =>
        new("bare", [new Place("Bare", BareSheet.Create(), 0, new Dictionary<string, string>())])
        {
            Title = "Bare ESP32",
        };

    /// <summary>CellNode-8, with whatever board is passed in its place: for planted faults.</summary>
    public static Project CellNode8(Board board) =>
        new(board, "hardware/kicad", "hardware/drawings", "hardware/bom.csv");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Project> All(Board board) =>
        [CellNode8(board), Option(Megahertz()), Option(Bare())];

    private static Project Option(Board board) =>
        new(
            board,
            $"hardware/{board.Name}/kicad",
            $"hardware/{board.Name}/drawings",
            $"hardware/{board.Name}/bom.csv"
        );
}
