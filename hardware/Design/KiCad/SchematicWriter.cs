using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.KiCad;

/// <summary>Writes one sheet as KiCad 6 reads it (file format 20211123).</summary>
internal static class SchematicWriter
{
    private const string Font = "(effects (font (size 1.27 1.27))";

    /// <summary>Identity of a placed unit within its sheet.</summary>
    public static string UnitId(Sheet sheet, Component component, int unit) =>
        Identity.Of($"{sheet.Name}/{component.Reference}/{unit}");

    /// <summary>Identity of a supply symbol within its sheet.</summary>
    public static string SupplyId(Sheet sheet, int index) => Identity.Of($"{sheet.Name}/supply/{index}");

    public static string Write(SheetDrawing drawing, string board, string page)
    {
        var s = new SWriter();
        Head(s, drawing.Sheet.Name, $"{board}: {drawing.Sheet.Title}", drawing.Paper, page);
        s.Open("lib_symbols");
        foreach (
            var part in drawing
                .Units.Select(u => u.Component.Part)
                .DistinctBy(p => p.Name)
                .OrderBy(p => p.Name, StringComparer.Ordinal)
        )
            SymbolWriter.Write(s, part);
        foreach (
            var supply in drawing
                .Supplies.DistinctBy(p => SymbolWriter.SupplyName(p.Net, p.IsFlag))
                .OrderBy(p => SymbolWriter.SupplyName(p.Net, p.IsFlag), StringComparer.Ordinal)
        )
            SymbolWriter.WriteSupply(s, supply.Net, supply.IsFlag);
        s.Close();
        Lines(s, drawing);
        foreach (var unit in drawing.Units)
            Unit(s, drawing.Sheet, unit);
        for (var k = 0; k < drawing.Supplies.Count; k++)
            Supply(s, drawing.Sheet, drawing.Supplies[k], k);
        s.Close();
        return s.ToString();
    }

    /// <summary>Opens a file.</summary>
    public static void Head(SWriter s, string name, string title, string paper, string page)
    {
        s.Open("kicad_sch (version 20211123) (generator edgetester)");
        s.Line($"uuid {Identity.Of(name)}");
        s.Line($"paper {SWriter.Quote(paper)}");
        s.Open("title_block");
        s.Line($"title {SWriter.Quote(title)}");
        s.Line("rev \"A\"");
        s.Line("company \"EdgeTester\"");
        s.Line("comment 1 \"CERN-OHL-W-2.0\"");
        s.Line($"comment 2 {SWriter.Quote(page)}");
        s.Close();
    }

    private static void Lines(SWriter s, SheetDrawing drawing)
    {
        var name = drawing.Sheet.Name;
        foreach (var at in drawing.Junctions)
            s.Line(
                $"junction (at {Xy(at)}) (diameter 0) (color 0 0 0 0) (uuid {Identity.Of($"{name}/junction/{Xy(at)}")})"
            );
        foreach (var at in drawing.Open)
            s.Line($"no_connect (at {Xy(at)}) (uuid {Identity.Of($"{name}/open/{Xy(at)}")})");
        foreach (var wire in drawing.Wires)
            s.Line(
                $"wire (pts (xy {Xy(wire.From)}) (xy {Xy(wire.To)})) (stroke (width 0) (type default) (color 0 0 0 0)) (uuid {Identity.Of($"{name}/wire/{Xy(wire.From)}/{Xy(wire.To)}")})"
            );
        foreach (var block in drawing.Blocks)
            Block(s, name, block);
        foreach (var label in drawing.Labels)
            Label(s, drawing.Sheet, label);
    }

    private static void Block(SWriter s, string name, BlockFrame block)
    {
        Point[] corners =
        [
            block.Corner,
            block.Corner + new Point(block.Width, 0),
            block.Corner + new Point(block.Width, block.Height),
            block.Corner + new Point(0, block.Height),
            block.Corner,
        ];
        var points = string.Join(' ', corners.Select(p => $"(xy {Xy(p)})"));
        s.Line(
            $"polyline (pts {points}) (stroke (width 0) (type dash) (color 0 0 0 0)) (uuid {Identity.Of($"{name}/frame/{Xy(block.Corner)}")})"
        );
        s.Line(
            $"text {SWriter.Quote(block.Heading)} (at {Xy(block.Corner + new Point(2, 3.5))} 0) (effects (font (size 2 2) bold) (justify left bottom)) (uuid {Identity.Of($"{name}/heading/{Xy(block.Corner)}")})"
        );
        if (block.Note.Length > 0)
            s.Line(
                $"text {SWriter.Quote(block.Note)} (at {Xy(block.Corner + new Point(2, 6.5))} 0) (effects (font (size 1.27 1.27)) (justify left bottom)) (uuid {Identity.Of($"{name}/note/{Xy(block.Corner)}")})"
            );
    }

    private static void Label(SWriter s, Sheet sheet, NetLabel label)
    {
        var (angle, justify) = Turn(label.Outward);
        var id = Identity.Of($"{sheet.Name}/label/{Xy(label.At)}");
        if (!label.IsPort)
        {
            s.Line(
                $"label {SWriter.Quote(label.Net)} (at {Xy(label.At)} {angle}) {Font} (justify {justify} bottom)) (uuid {id})"
            );
            return;
        }
        var kind = sheet.Ports.First(p => p.Name == label.Net).Kind switch
        {
            PortKind.Input => "input",
            PortKind.Output => "output",
            _ => "passive",
        };
        s.Line(
            $"hierarchical_label {SWriter.Quote(label.Net)} (shape {kind}) (at {Xy(label.At)} {angle}) {Font} (justify {justify})) (uuid {id})"
        );
    }

    private static void Unit(SWriter s, Sheet sheet, PlacedUnit unit)
    {
        var c = unit.Component;
        var id = UnitId(sheet, c, unit.Unit);
        s.Open(
            $"symbol (lib_id {SWriter.Quote($"{SymbolWriter.Library}:{c.Part.Name}")}) (at {Xy(unit.At)} 0) (unit {unit.Unit + 1}) (in_bom yes) (on_board yes)"
        );
        s.Line($"uuid {id}");
        var (reference, value) = TextPlaces(unit);
        s.Line(
            $"property \"Reference\" {SWriter.Quote(c.Reference)} (id 0) (at {Xy(reference)} 0) {Font} (justify left))"
        );
        s.Line(
            $"property \"Value\" {SWriter.Quote(c.Value)} (id 1) (at {Xy(value)} 0) {Font} (justify left))"
        );
        s.Line(
            $"property \"Footprint\" {SWriter.Quote(Bom.Footprints.Of(c))} (id 2) (at {Xy(unit.At)} 0) {Font} hide)"
        );
        s.Line($"property \"Datasheet\" \"~\" (id 3) (at {Xy(unit.At)} 0) {Font} hide)");
        if (c.Grade.Length > 0)
            s.Line($"property \"Grade\" {SWriter.Quote(c.Grade)} (id 4) (at {Xy(unit.At)} 0) {Font} hide)");
        foreach (var pin in c.Part.Pins)
            s.Line($"pin {SWriter.Quote(pin.Number)} (uuid {Identity.Of($"{id}/{pin.Number}")})");
        s.Close();
    }

    /// <summary>Where reference and value stand.</summary>
    public static (Point Reference, Point Value) TextPlaces(PlacedUnit unit)
    {
        var symbol = unit.Symbol;
        return symbol.Shape is Parts.Shape.Box or Parts.Shape.Amplifier
            ? (
                unit.At + new Point(-symbol.HalfWidth, -symbol.HalfHeight - 1.3),
                unit.At
                    + new Point(
                        -symbol.HalfWidth + (symbol.Shape == Parts.Shape.Box ? 7 : 6),
                        -symbol.HalfHeight - 1.3
                    )
            )
            : (unit.At + new Point(2.5, -1), unit.At + new Point(2.5, 1));
    }

    private static void Supply(SWriter s, Sheet sheet, SupplySymbol supply, int index)
    {
        var angle = (supply.Outward.X, supply.Outward.Y) switch
        {
            (0, -1) => 0,
            (-1, 0) => 90,
            (0, 1) => 180,
            _ => 270,
        };
        s.Open(
            $"symbol (lib_id {SWriter.Quote($"{SymbolWriter.Library}:{SymbolWriter.SupplyName(supply.Net, supply.IsFlag)}")}) (at {Xy(supply.At)} {angle}) (unit 1) (in_bom yes) (on_board yes)"
        );
        s.Line($"uuid {SupplyId(sheet, index)}");
        var text = supply.At + 3.6 * supply.Outward;
        s.Line(
            $"property \"Reference\" {SWriter.Quote(SupplyReference(sheet, index, supply))} (id 0) (at {Xy(supply.At)} 0) {Font} hide)"
        );
        s.Line(
            $"property \"Value\" {SWriter.Quote(supply.IsFlag ? "PWR_FLAG" : supply.Net)} (id 1) (at {Xy(text)} 0) (effects (font (size 1 1)))"
        );
        s.Line($"property \"Footprint\" \"\" (id 2) (at {Xy(supply.At)} 0) {Font} hide)");
        s.Line($"property \"Datasheet\" \"\" (id 3) (at {Xy(supply.At)} 0) {Font} hide)");
        s.Line($"pin \"1\" (uuid {Identity.Of($"{sheet.Name}/supply/{index}/1")})");
        s.Close();
    }

    /// <summary>Reference of a supply symbol; the place adds its hundreds.</summary>
    public static string SupplyReference(Sheet sheet, int index, SupplySymbol supply) =>
        (supply.IsFlag ? "#FLG" : "#PWR")
        + (index + 1).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);

    private static (int Angle, string Justify) Turn(Point outward) =>
        (outward.X, outward.Y) switch
        {
            (-1, 0) => (180, "right"),
            (0, -1) => (90, "left"),
            (0, 1) => (270, "right"),
            _ => (0, "left"),
        };

    private static string Xy(Point p) => $"{SWriter.Mm(p.X)} {SWriter.Mm(p.Y)}";
}
