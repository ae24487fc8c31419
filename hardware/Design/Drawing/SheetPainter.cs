using EdgeTester.Hardware.KiCad;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Drawing;

/// <summary>Paints pages for people without KiCad: the same layout as in the schematic files.</summary>
public static class SheetPainter
{
    private const string Body = "#8b1a1a";
    private const string WireColor = "#1f7a1f";
    private const string Ink = "#222222";
    private const string Blue = "#22409a";
    private const double Text = 1.7;

    /// <summary>One sheet.</summary>
    public static void Paint(SheetDrawing drawing, ICanvas canvas, string board, string page)
    {
        Frame(canvas, drawing.Width, drawing.Height, drawing.Sheet.Title, board, page);
        foreach (var block in drawing.Blocks)
        {
            Box(canvas, block.Corner, block.Width, block.Height, 0.15, "#9aa7d8");
            canvas.Text(block.Corner + new Point(2, 3.5), block.Heading, 2.6, Blue);
            canvas.Text(block.Corner + new Point(2, 6.5), block.Note, 1.7, Blue);
        }
        foreach (var wire in drawing.Wires)
            canvas.Path([wire.From, wire.To], 0.18, WireColor);
        foreach (var at in drawing.Junctions)
            canvas.Dot(at, 0.45, WireColor);
        foreach (var at in drawing.Open)
        {
            canvas.Path([at + new Point(-0.6, -0.6), at + new Point(0.6, 0.6)], 0.15, Ink);
            canvas.Path([at + new Point(-0.6, 0.6), at + new Point(0.6, -0.6)], 0.15, Ink);
        }
        foreach (var unit in drawing.Units)
            Unit(canvas, unit);
        foreach (var label in drawing.Labels)
            Name(canvas, label.Net, label.At, label.Outward, label.IsPort ? "#a06000" : Ink);
        foreach (var supply in drawing.Supplies)
            Supply(canvas, supply);
    }

    /// <summary>The root sheet with its boxes.</summary>
    public static void PaintRoot(Board board, ICanvas canvas, double width, double height)
    {
        Frame(canvas, width, height, "all sheets", board.Title, "root");
        foreach (var box in RootWriter.Boxes(board))
        {
            Box(canvas, box.Corner, box.Width, box.Height, 0.25, Body);
            canvas.Text(box.Corner + new Point(0, -1), box.Place.Name, 2.2, Blue);
            foreach (var pin in box.Pins)
            {
                var outward = new Point(pin.IsLeft ? -1 : 1, 0);
                var end = pin.At + Symbol.Grid * outward;
                canvas.Path([pin.At, end], 0.18, WireColor);
                Name(canvas, pin.Net, end, outward, Ink);
                canvas.Text(
                    pin.At + new Point(pin.IsLeft ? 1 : -1, 0.6),
                    pin.Port.Name,
                    Text,
                    Body,
                    pin.IsLeft ? -1 : 1
                );
            }
        }
    }

    private static void Unit(ICanvas canvas, PlacedUnit unit)
    {
        var symbol = unit.Symbol;
        Shapes(canvas, unit);
        foreach (var pin in symbol.Pins)
        {
            var end = unit.At + pin.At;
            var root = end + -Symbol.Grid * pin.Outward;
            canvas.Path([end, root], 0.18, Body);
            if (symbol.Shape is Shape.Box)
                Pin(canvas, pin, end, root);
            else if (symbol.Shape is Shape.Amplifier && pin.Outward.X < 0)
                canvas.Text(root + new Point(0.8, 0.6), pin.Pin.Name, 2, Body);
        }
        var (reference, value) = SchematicWriter.TextPlaces(unit);
        var suffix = unit.Component.Part.Units.Count > 1 ? ((char)('A' + unit.Unit)).ToString() : "";
        canvas.Text(reference + new Point(0, 0.6), unit.Component.Reference + suffix, Text, "#006464");
        canvas.Text(value + new Point(0, 0.6), unit.Component.Value, Text, "#006464");
    }

    private static void Pin(ICanvas canvas, SymbolPin pin, Point end, Point root)
    {
        var middle = 0.5 * (end + root);
        if (pin.Outward.X != 0)
        {
            canvas.Text(middle + new Point(0, -0.3), pin.Pin.Number, 1.2, Ink, 0);
            canvas.Text(
                root + new Point(-0.8 * pin.Outward.X, 0.5),
                pin.Pin.Name,
                1.6,
                Ink,
                pin.Outward.X < 0 ? -1 : 1
            );
        }
        else
        {
            canvas.Text(middle + new Point(-0.3, 0.3), pin.Pin.Number, 1.2, Ink, 0, true);
            canvas.Text(
                root + new Point(0.5, -0.8 * pin.Outward.Y),
                pin.Pin.Name,
                1.6,
                Ink,
                pin.Outward.Y < 0 ? 1 : -1,
                true
            );
        }
    }

    private static void Shapes(ICanvas canvas, PlacedUnit unit)
    {
        var (at, w, h) = (unit.At, unit.Symbol.HalfWidth, unit.Symbol.HalfHeight);
        Point P(double x, double y) => at + new Point(x, y);
        switch (unit.Symbol.Shape)
        {
            case Shape.Box:
                Box(canvas, P(-w, -h), 2 * w, 2 * h, 0.25, Body);
                break;
            case Shape.Amplifier:
                canvas.Path([P(-w, -h), P(w, 0), P(-w, h), P(-w, -h)], 0.25, Body);
                break;
            case Shape.Resistor:
                Box(canvas, P(-1, -2.54), 2, 5.08, 0.25, Body);
                break;
            case Shape.Capacitor:
                canvas.Path([P(-2, -0.76), P(2, -0.76)], 0.3, Body);
                canvas.Path([P(-2, 0.76), P(2, 0.76)], 0.3, Body);
                canvas.Path([P(0, -2.54), P(0, -0.76)], 0.18, Body);
                canvas.Path([P(0, 0.76), P(0, 2.54)], 0.18, Body);
                break;
            case Shape.Inductor:
                List<Point> turns = [];
                for (var k = 0; k <= 32; k++)
                    turns.Add(P(0.7 * Math.Abs(Math.Sin(k * Math.PI / 8)), -2.54 + k * 5.08 / 32));
                canvas.Path(turns, 0.25, Body);
                break;
            case Shape.Diode:
                canvas.Path([P(-1.3, -1.3), P(1.3, -1.3), P(0, 1.3), P(-1.3, -1.3)], 0.25, Body);
                canvas.Path([P(-1.3, 1.3), P(1.3, 1.3)], 0.3, Body);
                canvas.Path([P(0, -2.54), P(0, 2.54)], 0.18, Body);
                break;
        }
    }

    private static void Name(ICanvas canvas, string net, Point at, Point outward, string color)
    {
        if (outward.X != 0)
            canvas.Text(at + new Point(0.4 * outward.X, 0.6), net, Text, color, outward.X < 0 ? 1 : -1);
        else
            canvas.Text(at + new Point(0.6, 0.4 * outward.Y), net, Text, color, outward.Y < 0 ? -1 : 1, true);
    }

    private static void Supply(ICanvas canvas, SupplySymbol supply)
    {
        var across = new Point(supply.Outward.Y, supply.Outward.X);
        var end = supply.At + 1.2 * supply.Outward;
        canvas.Path([supply.At, end], 0.18, WireColor);
        canvas.Path([end + -0.9 * across, end + 0.9 * across], 0.3, Body);
        var name = supply.IsFlag ? "PWR_FLAG" : supply.Net;
        var text = end + 0.6 * supply.Outward;
        if (supply.Outward.X != 0)
            canvas.Text(text + new Point(0, 0.5), name, 1.4, Ink, supply.Outward.X < 0 ? 1 : -1);
        else
            canvas.Text(text + new Point(0, supply.Outward.Y > 0 ? 1.2 : 0), name, 1.4, Ink, 0);
    }

    private static void Frame(
        ICanvas canvas,
        double width,
        double height,
        string title,
        string board,
        string page
    )
    {
        Box(canvas, new Point(8, 8), width - 16, height - 16, 0.3, Ink);
        Box(canvas, new Point(width - 118, height - 26), 110, 18, 0.3, Ink);
        canvas.Text(new Point(width - 115, height - 20), $"EdgeTester {board}, revision A", 3, Ink);
        canvas.Text(new Point(width - 115, height - 15.5), title, 2.6, Ink);
        canvas.Text(new Point(width - 115, height - 11), $"{page}    CERN-OHL-W-2.0", 2, Ink);
    }

    private static void Box(
        ICanvas canvas,
        Point corner,
        double width,
        double height,
        double line,
        string color
    ) =>
        canvas.Path(
            [
                corner,
                corner + new Point(width, 0),
                corner + new Point(width, height),
                corner + new Point(0, height),
                corner,
            ],
            line,
            color
        );
}
