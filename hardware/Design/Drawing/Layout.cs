using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Drawing;

/// <summary>Places the components of a sheet block by block and connects them: wires within a block where there is room, else names.</summary>
public static class Layout
{
    private const double Grid = Symbol.Grid;
    private const double Margin = 8 * Grid;
    private const double LetterWidth = 1.15;

    private static readonly (string Name, double Width, double Height)[] Papers =
    [
        ("A4", 297, 210),
        ("A3", 420, 297),
        ("A2", 594, 420),
        ("A1", 841, 594),
        ("A0", 1189, 841),
    ];

    /// <summary>The drawing of a sheet; flags are the supplies for which KiCad has to be told that something drives them.</summary>
    public static SheetDrawing Of(Sheet sheet, IReadOnlyList<string> flags)
    {
        var blocks = Blocks(sheet).ToList();
        foreach (var (name, width, height) in Papers)
            for (var columns = Math.Max(1, (int)(width / 130)); columns >= 1; columns--)
            {
                var columnWidth = Math.Floor((width - 2 * Margin) / columns / Grid) * Grid - 2 * Grid;
                if (blocks.SelectMany(b => b.Items).Any(i => IsWider(i, columnWidth)))
                    continue;
                var packed = blocks.Select(b => Pack(b.Heading, b.Items, columnWidth)).ToList();
                if (Arrange(packed, columns, height, columnWidth) is not { } corners)
                    continue;
                var drawing = new SheetDrawing
                {
                    Sheet = sheet,
                    Paper = name,
                    Width = width,
                    Height = height,
                };
                Fill(drawing, packed, corners, columnWidth);
                AddFlags(drawing, flags);
                return drawing;
            }
        throw new InvalidOperationException($"{sheet.Name} does not fit on the largest paper");
    }

    private static bool IsWider((Component Component, int Unit) item, double width)
    {
        var (left, right, _, _) = Extent(item.Component, item.Unit);
        return left + right > width;
    }

    private static IEnumerable<(string Heading, List<(Component, int)> Items)> Blocks(Sheet sheet) =>
        sheet
            .Components.SelectMany(c =>
                Enumerable.Range(0, c.Part.Units.Count).Select(u => (Component: c, Unit: u))
            )
            .GroupBy(i => i.Component.BlockOf(i.Unit))
            .Select(g => (g.Key, g.Select(i => (i.Component, i.Unit)).ToList()));

    private sealed record Packed(
        string Heading,
        List<(Component Component, int Unit, Point At)> Items,
        double Height
    );

    private static Packed Pack(string heading, List<(Component Component, int Unit)> items, double width)
    {
        List<(Component, int, Point)> placed = [];
        double x = 0;
        double y = 5 * Grid;
        double rowHeight = 0;
        foreach (var (component, unit) in items)
        {
            var (left, right, up, down) = Extent(component, unit);
            if (x > 0 && x + left + right > width)
            {
                x = 0;
                y += rowHeight;
                rowHeight = 0;
            }
            placed.Add((component, unit, new Point(Snap(x + left), Snap(y + up))));
            x = Snap(x + left + right);
            rowHeight = Math.Max(rowHeight, Snap(up + down));
        }
        return new Packed(heading, placed, Snap(y + rowHeight + Grid));
    }

    // Room to all sides: body, pins, stubs and the names at their ends.
    private static (double Left, double Right, double Up, double Down) Extent(Component component, int unit)
    {
        var symbol = Symbol.Of(component.Part.Units[unit]);
        double left = symbol.HalfWidth + Grid;
        double right = symbol.HalfWidth + Grid;
        double up = symbol.HalfHeight + 2 * Grid;
        double down = symbol.HalfHeight + 2 * Grid;
        foreach (var pin in symbol.Pins)
        {
            var net = component.NetOf(pin.Pin.Number);
            var text =
                net is null || Supplies.IsSupply(net) ? 2.5 * Grid : net.Length * LetterWidth + 2 * Grid;
            var end = pin.At + Grid * pin.Outward;
            if (pin.Outward.X < 0)
                left = Math.Max(left, -end.X + text);
            else if (pin.Outward.X > 0)
                right = Math.Max(right, end.X + text);
            else
            {
                right = Math.Max(right, end.X + (net is null || Supplies.IsSupply(net) ? 2 * Grid : text));
                up = Math.Max(up, -end.Y + 2 * Grid);
                down = Math.Max(down, end.Y + 2 * Grid);
            }
        }
        if (symbol.Shape is not (Parts.Shape.Box or Parts.Shape.Amplifier))
            right = Math.Max(
                right,
                (Math.Max(component.Value.Length, component.Reference.Length + 2) + 1) * LetterWidth + Grid
            );
        return (Up(left), Up(right), Up(up), Up(down));
    }

    private static List<(Point Corner, int Block)>? Arrange(
        List<Packed> blocks,
        int columns,
        double height,
        double columnWidth
    )
    {
        var bottom = new double[columns];
        Array.Fill(bottom, Snap(Margin));
        List<(Point, int)> corners = [];
        for (var k = 0; k < blocks.Count; k++)
        {
            var column = Array.IndexOf(bottom, bottom.Min());
            corners.Add((new Point(Snap(Margin) + column * (columnWidth + 2 * Grid), bottom[column]), k));
            bottom[column] += blocks[k].Height + 2 * Grid;
        }
        // The title block is at the lower right.
        return bottom.Max() > height - 45 ? null : corners;
    }

    private static void Fill(
        SheetDrawing drawing,
        List<Packed> blocks,
        List<(Point Corner, int Block)> corners,
        double columnWidth
    )
    {
        var ports = drawing.Sheet.Ports.Select(p => p.Name).ToHashSet();
        foreach (var (corner, index) in corners)
        {
            var block = blocks[index];
            drawing.Blocks.Add(
                new BlockFrame(
                    block.Heading,
                    drawing.Sheet.Notes.GetValueOrDefault(block.Heading, ""),
                    corner,
                    columnWidth,
                    block.Height
                )
            );
            var units = block
                .Items.Select(i => new PlacedUnit(
                    i.Component,
                    i.Unit,
                    Symbol.Of(i.Component.Part.Units[i.Unit]),
                    corner + i.At
                ))
                .ToList();
            drawing.Units.AddRange(units);
            var elsewhere = Elsewhere(
                drawing.Sheet,
                block.Items.Select(i => (i.Component, i.Unit)).ToHashSet()
            );
            new BlockRouter(drawing, corner, columnWidth, block.Height).Connect(
                units,
                net => !Supplies.IsSupply(net) && !ports.Contains(net) && !elsewhere.Contains(net),
                ports
            );
        }
    }

    // Nets that pins outside of the block are on.
    private static HashSet<string> Elsewhere(Sheet sheet, HashSet<(Component, int)> inside) =>
        sheet
            .Components.SelectMany(c =>
                Enumerable
                    .Range(0, c.Part.Units.Count)
                    .Where(u => !inside.Contains((c, u)))
                    .SelectMany(u => c.Part.Units[u].Pins.Select(p => c.NetOf(p.Number)))
            )
            .Where(n => n is not null)
            .Select(n => n!)
            .ToHashSet();

    private static void AddFlags(SheetDrawing drawing, IReadOnlyList<string> flags)
    {
        var x = Snap(Margin);
        var y = Snap(drawing.Height - 14 * Grid);
        foreach (var net in flags)
        {
            var at = new Point(x, y);
            drawing.Supplies.Add(new SupplySymbol(net, at + new Point(0, -Grid), new Point(0, -1), false));
            drawing.Supplies.Add(new SupplySymbol(net, at + new Point(0, Grid), new Point(0, 1), true));
            drawing.Wires.Add(new Wire(at + new Point(0, -Grid), at + new Point(0, Grid), net));
            x += 6 * Grid;
        }
    }

    private static double Snap(double value) => Math.Round(value / Grid) * Grid;

    private static double Up(double value) => Math.Ceiling(value / Grid - 1e-9) * Grid;
}
