using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Drawing;

/// <summary>
/// Wires of one block on the grid: nets that live in the block alone are led from pin to pin (shortest way, few bends, no crossing);
/// all others, and those without room, get a short wire with the net's name or the supply's symbol.
/// </summary>
internal sealed class BlockRouter
{
    private const double Grid = Symbol.Grid;
    private const int Straight = 2;
    private const int Bend = 5;
    private const int LongestWay = 90;

    private static readonly (int X, int Y)[] Directions = [(1, 0), (-1, 0), (0, 1), (0, -1)];

    private readonly SheetDrawing drawing;
    private readonly int left;
    private readonly int top;
    private readonly int columns;
    private readonly int rows;
    private readonly string?[,] owner;

    public BlockRouter(SheetDrawing drawing, Point corner, double width, double height)
    {
        this.drawing = drawing;
        left = Cell(corner.X);
        top = Cell(corner.Y);
        columns = Cell(width);
        rows = Cell(height);
        owner = new string?[columns + 1, rows + 1];
    }

    /// <summary>Draws the wires of the units.</summary>
    public void Connect(List<PlacedUnit> units, Func<string, bool> isLocal, HashSet<string> ports)
    {
        var ends = new Dictionary<string, List<(Point At, Point Outward)>>();
        foreach (var unit in units)
        {
            Block(unit);
            foreach (var pin in unit.Symbol.Pins)
            {
                var at = unit.At + pin.At;
                if (unit.Component.NetOf(pin.Pin.Number) is not { } net)
                {
                    drawing.Open.Add(at);
                    Own(at, "#open");
                    continue;
                }
                Own(at, net);
                Own(at + Grid * pin.Outward, net);
                if (!ends.TryGetValue(net, out var list))
                    ends[net] = list = [];
                list.Add((at, pin.Outward));
            }
        }
        foreach (
            var (net, list) in ends.OrderBy(e => e.Value.Count).ThenBy(e => e.Key, StringComparer.Ordinal)
        )
            if (!isLocal(net) || list.Count > 5 || !TryRoute(net, list))
                Name(net, list, ports);
    }

    private void Name(string net, List<(Point At, Point Outward)> ends, HashSet<string> ports)
    {
        foreach (var (at, outward) in ends)
        {
            var end = at + Grid * outward;
            drawing.Wires.Add(new Wire(at, end, net));
            if (Supplies.IsSupply(net))
                drawing.Supplies.Add(new SupplySymbol(net, end, outward, false));
            else
                drawing.Labels.Add(new NetLabel(net, end, outward, ports.Contains(net)));
        }
    }

    private bool TryRoute(string net, List<(Point At, Point Outward)> ends)
    {
        if (ends.Count < 2)
            return false;
        var tree = new HashSet<(int, int)> { CellOf(ends[0].At) };
        var links = new List<((int X, int Y) A, (int X, int Y) B)>();
        foreach (var (at, _) in ends.Skip(1))
        {
            if (Way(CellOf(at), tree, net) is not { } way)
                return false;
            for (var k = 1; k < way.Count; k++)
                links.Add((way[k - 1], way[k]));
            foreach (var cell in way)
                tree.Add(cell);
        }
        foreach (var (x, y) in tree)
            owner[x, y] = net;
        Draw(net, links.Distinct().ToList(), ends.Select(e => CellOf(e.At)).ToHashSet());
        return true;
    }

    private List<(int X, int Y)>? Way((int X, int Y) from, HashSet<(int, int)> targets, string net)
    {
        var cost = new Dictionary<(int X, int Y, int D), int>();
        var before = new Dictionary<(int X, int Y, int D), (int X, int Y, int D)>();
        var open = new PriorityQueue<(int X, int Y, int D), int>();
        for (var d = 0; d < 4; d++)
        {
            cost[(from.X, from.Y, d)] = 0;
            open.Enqueue((from.X, from.Y, d), 0);
        }
        while (open.TryDequeue(out var here, out var soFar))
        {
            if (soFar > cost[here] || soFar > LongestWay * Straight)
                continue;
            if (targets.Contains((here.X, here.Y)))
                return Back(here, before);
            for (var d = 0; d < 4; d++)
            {
                var (x, y) = (here.X + Directions[d].X, here.Y + Directions[d].Y);
                if (x < 0 || y < 2 || x > columns || y > rows || owner[x, y] is { } other && other != net)
                    continue;
                var next = (x, y, d);
                var total = soFar + Straight + (d == here.D ? 0 : Bend);
                if (cost.TryGetValue(next, out var known) && known <= total)
                    continue;
                cost[next] = total;
                before[next] = here;
                open.Enqueue(next, total);
            }
        }
        return null;
    }

    private static List<(int X, int Y)> Back(
        (int X, int Y, int D) end,
        Dictionary<(int X, int Y, int D), (int X, int Y, int D)> before
    )
    {
        List<(int, int)> way = [(end.X, end.Y)];
        while (before.TryGetValue(end, out end))
            if (way[^1] != (end.X, end.Y))
                way.Add((end.X, end.Y));
        return way;
    }

    // Steps of one cell become the longest straight pieces between ends, bends and branches.
    private void Draw(
        string net,
        List<((int X, int Y) A, (int X, int Y) B)> links,
        HashSet<(int X, int Y)> pins
    )
    {
        var neighbours = new Dictionary<(int X, int Y), HashSet<(int X, int Y)>>();
        foreach (var (a, b) in links)
        {
            neighbours.TryAdd(a, []);
            neighbours.TryAdd(b, []);
            neighbours[a].Add(b);
            neighbours[b].Add(a);
        }
        bool IsKnot((int X, int Y) c)
        {
            var all = neighbours[c];
            // A wire has to end at a pin to be connected to it.
            if (all.Count != 2 || pins.Contains(c))
                return true;
            var (one, two) = (all.First(), all.Last());
            return one.X != two.X && one.Y != two.Y;
        }
        var done = new HashSet<((int, int), (int, int))>();
        foreach (var knot in neighbours.Keys.Where(IsKnot).OrderBy(c => c))
        {
            if (neighbours[knot].Count + (pins.Contains(knot) ? 1 : 0) > 2)
                drawing.Junctions.Add(PointOf(knot));
            foreach (var first in neighbours[knot].OrderBy(c => c))
            {
                if (done.Contains((knot, first)))
                    continue;
                var (last, at) = (knot, first);
                done.Add((knot, first));
                while (!IsKnot(at))
                {
                    var next = neighbours[at].First(c => c != last);
                    (last, at) = (at, next);
                }
                done.Add((at, last));
                drawing.Wires.Add(new Wire(PointOf(knot), PointOf(at), net));
            }
        }
    }

    private void Block(PlacedUnit unit)
    {
        var (x0, y0) = CellOf(unit.At + new Point(-unit.Symbol.HalfWidth, -unit.Symbol.HalfHeight));
        var (x1, y1) = CellOf(unit.At + new Point(unit.Symbol.HalfWidth, unit.Symbol.HalfHeight));
        for (var x = Math.Max(0, x0); x <= Math.Min(columns, x1); x++)
        for (
            var y = Math.Max(0, y0 - (unit.Symbol.Shape == Parts.Shape.Box ? 1 : 0));
            y <= Math.Min(rows, y1);
            y++
        )
            owner[x, y] ??= "#body";
    }

    private void Own(Point at, string net)
    {
        var (x, y) = CellOf(at);
        if (x >= 0 && y >= 0 && x <= columns && y <= rows)
            owner[x, y] = net;
    }

    private static int Cell(double value) => (int)Math.Round(value / Grid);

    private (int X, int Y) CellOf(Point at) => (Cell(at.X) - left, Cell(at.Y) - top);

    private Point PointOf((int X, int Y) cell) => new((cell.X + left) * Grid, (cell.Y + top) * Grid);
}
