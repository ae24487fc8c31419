using EdgeTester.Hardware.Drawing;

namespace EdgeTester.Hardware.KiCad;

/// <summary>
/// Reads a hierarchical KiCad schematic and works out its nets from the geometry alone: ends of pins, wires, labels, junctions, sheet pins and
/// power symbols. It shares nothing with the writers but the file.
/// </summary>
public sealed class SchematicReader
{
    private readonly Func<string, string> open;
    private readonly Dictionary<string, string> parent = [];
    private readonly Dictionary<string, List<string>> pins = [];
    private readonly Dictionary<string, string> references = [];
    private readonly Dictionary<string, SExpression> parsed = [];

    private SchematicReader(Func<string, string> open) => this.open = open;

    /// <summary>Nets as sets of pins ("R101.1"), largest name first within a set.</summary>
    /// <param name="root">File name of the root sheet.</param>
    /// <param name="open">Gives the text of a file.</param>
    /// <exception cref="FormatException">A file is no schematic or a symbol is missing in it.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> Nets(string root, Func<string, string> open)
    {
        var reader = new SchematicReader(open);
        var top = SExpression.Parse(open(root));
        foreach (var instance in top.Find("symbol_instances")!.All("path"))
            reader.references[instance.Text(1)] = instance.Find("reference")!.Text(1);
        reader.Read(top, "", root);
        return
        [
            .. reader
                .pins.GroupBy(p => reader.Root(p.Key))
                .Select(g =>
                    (IReadOnlyList<string>)
                        [.. g.SelectMany(p => p.Value).Distinct().Order(StringComparer.Ordinal)]
                )
                .Where(n => n.Count > 0)
                .OrderBy(n => n[0], StringComparer.Ordinal),
        ];
    }

    private void Read(SExpression sheet, string path, string name)
    {
        if (sheet.Head != "kicad_sch")
            throw new FormatException($"{name} is no schematic");
        string Node(Point p) => $"{path}@{Math.Round(p.X, 2)},{Math.Round(p.Y, 2)}";
        var wires = sheet.All("wire").Select(w => Ends(w.Find("pts")!)).ToList();
        foreach (var (a, b) in wires)
            Join(Node(a), Node(b));
        foreach (var junction in sheet.All("junction").Select(At))
        foreach (var (a, b) in wires.Where(w => IsOn(junction, w)))
            Join(Node(junction), Node(a));
        foreach (var label in sheet.All("label").Concat(sheet.All("hierarchical_label")))
            Join(Node(At(label)), $"{path}#{label.Text(1)}");
        // A label names the wire that it stands on, not its end only.
        var ends = wires.SelectMany(w => new[] { Node(w.Item1), Node(w.Item2) }).ToHashSet();
        foreach (var label in sheet.All("label").Concat(sheet.All("hierarchical_label")))
            if (!ends.Contains(Node(At(label))))
                foreach (var (a, _) in wires.Where(w => IsOn(At(label), w)))
                    Join(Node(At(label)), Node(a));
        var library = sheet.Find("lib_symbols")!.All("symbol").ToDictionary(s => s.Text(1));
        foreach (var symbol in sheet.All("symbol"))
            Symbol(symbol, library, path, Node);
        foreach (var box in sheet.All("sheet"))
        {
            var inner = $"{path}/{box.Find("uuid")!.Text(1)}";
            var file = box.All("property").First(p => p.Text(1) == "Sheet file").Text(2);
            foreach (var pin in box.All("pin"))
                Join(Node(At(pin)), $"{inner}#{pin.Text(1)}");
            if (!parsed.TryGetValue(file, out var sub))
                parsed[file] = sub = SExpression.Parse(open(file));
            Read(sub, inner, file);
        }
    }

    private void Symbol(
        SExpression symbol,
        Dictionary<string, SExpression> library,
        string path,
        Func<Point, string> node
    )
    {
        var id = symbol.Find("lib_id")!.Text(1);
        if (!library.TryGetValue(id, out var definition))
            throw new FormatException($"symbol {id} is not in the file's library");
        var at = symbol.Find("at")!;
        var unit = symbol.Find("unit")!.Text(1);
        var isPower =
            definition.Find("power") is not null
            || definition.Items.Any(i => i.Items.Count == 1 && i.Head == "power");
        var key = $"{path}/{symbol.Find("uuid")!.Text(1)}";
        if (!references.TryGetValue(key, out var reference))
            throw new FormatException($"{id} at {key} has no reference");
        foreach (
            var part in definition
                .All("symbol")
                .Where(s => s.Text(1).EndsWith($"_{unit}_1", StringComparison.Ordinal))
        )
        foreach (var pin in part.All("pin"))
        {
            var here = node(Turn(new Point(at.Number(1), at.Number(2)), at.Number(3), pin.Find("at")!));
            Add(here);
            var name = pin.Find("name")!.Text(1);
            if (isPower)
            {
                if (!reference.StartsWith("#FLG", StringComparison.Ordinal))
                    Join(here, "power#" + name);
            }
            else
                pins[here].Add($"{reference}.{pin.Find("number")!.Text(1)}");
        }
    }

    private static Point Turn(Point origin, double angle, SExpression pin)
    {
        var (x, y) = (pin.Number(1), pin.Number(2));
        var (c, s) = (Math.Cos(angle * Math.PI / 180), Math.Sin(angle * Math.PI / 180));
        return new Point(origin.X + c * x - s * y, origin.Y - (s * x + c * y));
    }

    private static Point At(SExpression item)
    {
        var at = item.Find("at")!;
        return new Point(at.Number(1), at.Number(2));
    }

    private static (Point, Point) Ends(SExpression points)
    {
        var xy = points.All("xy").ToList();
        return (new Point(xy[0].Number(1), xy[0].Number(2)), new Point(xy[1].Number(1), xy[1].Number(2)));
    }

    private static bool IsOn(Point p, (Point A, Point B) wire)
    {
        const double Near = 0.005;
        var (a, b) = wire;
        return Math.Abs(a.X - b.X) < Near
                && Math.Abs(p.X - a.X) < Near
                && p.Y > Math.Min(a.Y, b.Y) - Near
                && p.Y < Math.Max(a.Y, b.Y) + Near
            || Math.Abs(a.Y - b.Y) < Near
                && Math.Abs(p.Y - a.Y) < Near
                && p.X > Math.Min(a.X, b.X) - Near
                && p.X < Math.Max(a.X, b.X) + Near;
    }

    private void Add(string node)
    {
        parent.TryAdd(node, node);
        pins.TryAdd(node, []);
    }

    private void Join(string a, string b)
    {
        Add(a);
        Add(b);
        parent[Root(a)] = Root(b);
    }

    private string Root(string node)
    {
        while (parent[node] != node)
            node = parent[node] = parent[parent[node]];
        return node;
    }
}
