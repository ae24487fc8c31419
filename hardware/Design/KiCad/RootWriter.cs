using System.Globalization;
using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.KiCad;

/// <summary>Box of a place on the root sheet with its pins.</summary>
public sealed record PlaceBox(
    Place Place,
    Point Corner,
    double Width,
    double Height,
    IReadOnlyList<PlacePin> Pins
);

/// <summary>A pin of such a box and the net of the board that is on it.</summary>
public sealed record PlacePin(Port Port, Point At, bool IsLeft, string Net);

/// <summary>Writes the root sheet: one box for each place, names of nets at their pins, and the references of all components.</summary>
public static class RootWriter
{
    private const double Grid = Symbol.Grid;

    /// <summary>Paper of the root sheet.</summary>
    public const string Paper = "A1";

    /// <summary>The boxes, in columns.</summary>
    public static IReadOnlyList<PlaceBox> Boxes(Board board)
    {
        List<PlaceBox> boxes = [];
        var column = 0;
        var bottoms = new double[6];
        Array.Fill(bottoms, 10 * Grid);
        foreach (var place in board.Places)
        {
            var rows = (place.Sheet.Ports.Count + 1) / 2;
            var height = (rows + 2) * Grid;
            column = Array.IndexOf(bottoms, bottoms.Min());
            var corner = new Point((14 + column * 52) * Grid, bottoms[column]);
            const double Width = 24 * Grid;
            List<PlacePin> pins = [];
            for (var k = 0; k < place.Sheet.Ports.Count; k++)
            {
                var isLeft = k < rows;
                var y = corner.Y + (2 + (isLeft ? k : k - rows)) * Grid;
                var at = new Point(isLeft ? corner.X : corner.X + Width, y);
                var port = place.Sheet.Ports[k];
                pins.Add(new PlacePin(port, at, isLeft, place.Globalize(port.Name)));
            }
            boxes.Add(new PlaceBox(place, corner, Width, height, pins));
            bottoms[column] += height + 6 * Grid;
        }
        return boxes;
    }

    internal static string Write(Board board, IReadOnlyDictionary<string, SheetDrawing> drawings)
    {
        var s = new SWriter();
        SchematicWriter.Head(s, board.Name, $"{board.Title}: all sheets", Paper, "root");
        s.Open("lib_symbols");
        s.Close();
        var boxes = Boxes(board);
        foreach (var pin in boxes.SelectMany(b => b.Pins))
            Pin(s, pin);
        foreach (var box in boxes)
            Box(s, box);
        s.Open("sheet_instances");
        s.Line("path \"/\" (page \"1\")");
        var page = 2;
        foreach (var place in board.Places)
            s.Line(
                $"path {SWriter.Quote("/" + PlaceId(place))} (page {SWriter.Quote((page++).ToString(CultureInfo.InvariantCulture))})"
            );
        s.Close();
        Instances(s, board, drawings);
        s.Close();
        return s.ToString();
    }

    internal static string PlaceId(Place place) => Identity.Of("place/" + place.Name);

    private static void Pin(SWriter s, PlacePin pin)
    {
        var end = pin.At + new Point(pin.IsLeft ? -Grid : Grid, 0);
        s.Line(
            $"wire (pts (xy {Xy(pin.At)}) (xy {Xy(end)})) (stroke (width 0) (type default) (color 0 0 0 0)) (uuid {Identity.Of($"root/wire/{Xy(pin.At)}")})"
        );
        var turn = pin.IsLeft ? "180" : "0";
        var justify = pin.IsLeft ? "right" : "left";
        s.Line(
            $"label {SWriter.Quote(pin.Net)} (at {Xy(end)} {turn}) (effects (font (size 1.27 1.27)) (justify {justify} bottom)) (uuid {Identity.Of($"root/label/{Xy(pin.At)}")})"
        );
    }

    private static void Box(SWriter s, PlaceBox box)
    {
        s.Open($"sheet (at {Xy(box.Corner)}) (size {SWriter.Mm(box.Width)} {SWriter.Mm(box.Height)})");
        s.Line("stroke (width 0.1524) (type solid) (color 0 0 0 0)");
        s.Line("fill (color 0 0 0 0)");
        s.Line($"uuid {PlaceId(box.Place)}");
        s.Line(
            $"property \"Sheet name\" {SWriter.Quote(box.Place.Name)} (id 0) (at {Xy(box.Corner + new Point(0, -0.7))} 0) (effects (font (size 1.5 1.5) bold) (justify left bottom))"
        );
        s.Line(
            $"property \"Sheet file\" {SWriter.Quote(box.Place.Sheet.Name + ".kicad_sch")} (id 1) (at {Xy(box.Corner + new Point(0, box.Height + 0.6))} 0) (effects (font (size 1.27 1.27)) (justify left top))"
        );
        foreach (var pin in box.Pins)
        {
            var kind = pin.Port.Kind switch
            {
                PortKind.Input => "input",
                PortKind.Output => "output",
                _ => "passive",
            };
            s.Line(
                $"pin {SWriter.Quote(pin.Port.Name)} {kind} (at {Xy(pin.At)} {(pin.IsLeft ? 180 : 0)}) (effects (font (size 1.27 1.27)) (justify {(pin.IsLeft ? "left" : "right")})) (uuid {Identity.Of($"{box.Place.Name}/pin/{pin.Port.Name}")})"
            );
        }
        s.Close();
    }

    private static void Instances(SWriter s, Board board, IReadOnlyDictionary<string, SheetDrawing> drawings)
    {
        s.Open("symbol_instances");
        foreach (var place in board.Places)
        {
            var drawing = drawings[place.Sheet.Name];
            var path = "/" + PlaceId(place) + "/";
            foreach (var unit in drawing.Units)
                s.Line(
                    $"path {SWriter.Quote(path + SchematicWriter.UnitId(place.Sheet, unit.Component, unit.Unit))} (reference {SWriter.Quote(place.ReferenceOf(unit.Component))}) (unit {unit.Unit + 1}) (value {SWriter.Quote(unit.Component.Value)}) (footprint {SWriter.Quote(Bom.Footprints.Of(unit.Component))})"
                );
            for (var k = 0; k < drawing.Supplies.Count; k++)
            {
                var supply = drawing.Supplies[k];
                var number = (place.ReferenceBase * 10 + k + 1).ToString(
                    "00000",
                    CultureInfo.InvariantCulture
                );
                var prefix = supply.IsFlag ? "#FLG" : "#PWR";
                s.Line(
                    $"path {SWriter.Quote(path + SchematicWriter.SupplyId(place.Sheet, k))} (reference {SWriter.Quote(prefix + number)}) (unit 1) (value {SWriter.Quote(supply.IsFlag ? "PWR_FLAG" : supply.Net)}) (footprint \"\")"
                );
            }
        }
        s.Close();
    }

    private static string Xy(Point p) => $"{SWriter.Mm(p.X)} {SWriter.Mm(p.Y)}";
}
