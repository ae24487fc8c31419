using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.KiCad;

/// <summary>All files of the KiCad project by name.</summary>
public static class ProjectWriter
{
    /// <summary>Layout of every sheet by the sheet's name.</summary>
    public static IReadOnlyDictionary<string, SheetDrawing> Draw(Board board)
    {
        var flags = Flags(new Netlist(board));
        return board
            .Places.Select(p => p.Sheet)
            .DistinctBy(s => s.Name)
            .ToDictionary(s => s.Name, s => Layout.Of(s, s.Name == "power" ? flags : []));
    }

    /// <summary>File name to text.</summary>
    public static IReadOnlyDictionary<string, string> Write(
        Board board,
        IReadOnlyDictionary<string, SheetDrawing> drawings
    )
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [board.Name + ".kicad_pro"] = Project(board.Name),
            [board.Name + ".kicad_sch"] = RootWriter.Write(board, drawings),
        };
        foreach (var (name, drawing) in drawings)
        {
            var pages = board.Places.Where(p => p.Sheet.Name == name).Select(p => p.Name);
            files[name + ".kicad_sch"] = SchematicWriter.Write(
                drawing,
                board.Title,
                string.Join(", ", pages)
            );
        }
        return files;
    }

    // Supplies that come out of a passive part: the electrical check of KiCad has to be told that they are driven.
    private static List<string> Flags(Netlist netlist) =>
        [
            .. Supplies
                .Digital.Concat(Supplies.Analog)
                .Where(n =>
                    netlist[n].Any(x => x.Pin.Kind == PinKind.PowerInput)
                    && netlist[n].All(x => x.Pin.Kind != PinKind.PowerOutput)
                ),
        ];

    private static string Project(string name) =>
        $$"""
            {
              "board": { "design_settings": { "defaults": {}, "rules": {} } },
              "meta": { "filename": "{{name}}.kicad_pro", "version": 1 },
              "schematic": { "legacy_lib_dir": "", "legacy_lib_list": [] },
              "sheets": [],
              "text_variables": {}
            }

            """.ReplaceLineEndings("\n");
}
