using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Checks;

/// <summary>Rules on nets and pins: drivers, conflicts, open inputs, supplies, decoupling.</summary>
public static class ElectricalRules
{
    private static readonly HashSet<string> Conducting =
    [
        "R",
        "L",
        "FerriteBead",
        "Polyfuse",
        "D",
        "R_Pack04",
        "ADG1609",
        "ADG1409",
        "ADG1408",
        "ADG1608",
        "ADG1634",
        "ADG619",
        "ADG5412F",
        "TS5A3166",
        "74LVC1G3157",
        "DiodePair",
        "DiodeOr",
        "G6K-2F-Y",
    ];

    /// <summary>All findings of a board.</summary>
    public static IReadOnlyList<Finding> Check(Netlist netlist)
    {
        var findings = new List<Finding>();
        var driven = DrivenNets(netlist);
        foreach (var (net, nodes) in netlist.Nets)
        {
            CheckNet(net, nodes, findings);
            CheckDriver(net, nodes, driven, findings);
            CheckPullUp(netlist, net, nodes, findings);
        }
        CheckOpenPins(netlist.Board, findings);
        CheckDecoupling(netlist.Board, findings);
        CheckPorts(netlist.Board, findings);
        return findings;
    }

    private static void CheckNet(string net, List<Node> nodes, List<Finding> findings)
    {
        if (nodes.Count < 2)
            findings.Add(
                new(
                    Severity.Error,
                    "single-pin",
                    net,
                    $"only {nodes[0]} is on this net: connect it or leave the pin open"
                )
            );
        var outputs = nodes.Where(n => n.Pin.Kind == PinKind.Output).ToList();
        // Grounds come from several converters; every other supply has one source.
        var sources = IsGround(net) ? [] : nodes.Where(n => n.Pin.Kind == PinKind.PowerOutput).ToList();
        if (outputs.Count + sources.Count > 1)
            findings.Add(
                new(
                    Severity.Error,
                    "conflict",
                    net,
                    $"driven by {string.Join(" and ", outputs.Concat(sources).Take(3))}: only one may"
                )
            );
        if (outputs.Count > 0 && nodes.Any(n => n.Pin.Kind == PinKind.TriState))
            findings.Add(
                new(
                    Severity.Error,
                    "conflict",
                    net,
                    "an output that never lets go is on a shared line: put a tri-state buffer before it"
                )
            );
    }

    private static void CheckDriver(
        string net,
        List<Node> nodes,
        HashSet<string> driven,
        List<Finding> findings
    )
    {
        if (driven.Contains(net))
            return;
        foreach (var node in nodes.Where(n => n.Pin.Kind is PinKind.Input or PinKind.PowerInput))
            findings.Add(
                new(
                    Severity.Error,
                    node.Pin.Kind == PinKind.Input ? "floating-input" : "unpowered",
                    net,
                    $"{node} ({node.Part.Name} {node.Pin.Name}) has no driver"
                )
            );
    }

    // What only pulls low needs something to a supply: a resistor, or the load itself (a relay's coil).
    private static void CheckPullUp(Netlist netlist, string net, List<Node> nodes, List<Finding> findings)
    {
        if (
            nodes.All(n => n.Pin.Kind != PinKind.OpenCollector)
            || nodes.Any(n => n.Pin.Kind is PinKind.Output or PinKind.PowerOutput)
        )
            return;
        var pulled = nodes
            .Where(n => n.Part.Name is "R" or "R_Pack04" or "G6K-2F-Y")
            .SelectMany(n => Neighbours(n).Select(other => netlist.NetOf($"{n.Reference}.{other}")))
            .Any(other => other is not null && Supplies.IsSupply(other) && !IsGround(other));
        if (!pulled)
            findings.Add(
                new(
                    Severity.Error,
                    "no-pull-up",
                    net,
                    "only open collectors are here: add a resistor to a supply"
                )
            );
    }

    // A net is driven when an output or a supply is on it, or reaches it through something that conducts direct current.
    private static HashSet<string> DrivenNets(Netlist netlist)
    {
        var driven = new HashSet<string>();
        var open = new Queue<string>();
        foreach (var (net, nodes) in netlist.Nets)
        {
            var isDriver = nodes.Any(n =>
                n.Pin.Kind
                    is PinKind.Output
                        or PinKind.PowerOutput
                        or PinKind.TriState
                        or PinKind.Bidirectional
                || n.Part.Prefix == "J" && !Supplies.IsSupply(net)
            );
            if (isDriver && driven.Add(net))
                open.Enqueue(net);
        }
        while (open.TryDequeue(out var net))
        {
            foreach (var node in netlist[net].Where(n => Conducting.Contains(n.Part.Name)))
            foreach (var other in Neighbours(node))
                if (netlist.NetOf($"{node.Reference}.{other}") is { } next && driven.Add(next))
                    open.Enqueue(next);
        }
        return driven;
    }

    private static IEnumerable<string> Neighbours(Node node) =>
        node.Part.Name == "R_Pack04"
            ? node.Part.Pins.Where(p => p.Name == node.Pin.Name).Select(p => p.Number)
            : node.Part.Pins.Where(p => p.Kind == PinKind.Passive).Select(p => p.Number);

    private static void CheckOpenPins(Board board, List<Finding> findings)
    {
        foreach (var (place, component) in board.Components)
        foreach (var pin in component.Part.Pins)
        {
            var net = component.NetOf(pin.Number);
            var where = $"{place.ReferenceOf(component)}.{pin.Number}";
            if (net is null && pin.Kind is PinKind.Input)
                findings.Add(
                    new(
                        Severity.Error,
                        "floating-input",
                        where,
                        $"{component.Part.Name} {pin.Name} is an open input"
                    )
                );
            if (net is null && pin.Kind is PinKind.PowerInput)
                findings.Add(
                    new(Severity.Error, "unpowered", where, $"{component.Part.Name} {pin.Name} has no supply")
                );
            if (net is not null && pin.Kind is PinKind.NoConnect)
                findings.Add(
                    new(
                        Severity.Error,
                        "no-connect",
                        where,
                        $"{component.Part.Name} {pin.Name} must stay open"
                    )
                );
        }
    }

    private static void CheckDecoupling(Board board, List<Finding> findings)
    {
        foreach (var sheet in board.Places.Select(p => p.Sheet).DistinctBy(s => s.Name))
        {
            var needed = sheet
                .Components.Where(c => c.Part.Prefix is "U" or "Y")
                .SelectMany(c =>
                    c.Part.Pins.Where(p => p.Kind == PinKind.PowerInput)
                        .Select(p => c.NetOf(p.Number))
                        .Where(n => n is not null && Supplies.IsSupply(n) && !IsGround(n))
                        .Distinct()
                )
                .GroupBy(n => n!)
                .ToDictionary(g => g.Key, g => g.Count());
            foreach (var (supply, count) in needed)
            {
                var there = sheet.Components.Count(c =>
                    c.Part == Passives.Capacitor
                    && c.Si >= 90e-9
                    && c.Nets.Values.Contains(supply)
                    && c.Nets.Values.Any(IsGround)
                );
                if (there < count)
                    findings.Add(
                        new(
                            Severity.Error,
                            "decoupling",
                            $"{sheet.Name} {supply}",
                            $"{count} chips, {there} capacitors of 100 nF or more: add {count - there}"
                        )
                    );
            }
        }
    }

    private static void CheckPorts(Board board, List<Finding> findings)
    {
        foreach (var place in board.Places)
        foreach (var port in place.Sheet.Ports)
        {
            if (!place.Nets.ContainsKey(port.Name))
                findings.Add(
                    new(
                        Severity.Error,
                        "port",
                        $"{place.Name} {port.Name}",
                        "the port is not connected on the board"
                    )
                );
            if (!place.Sheet.Components.Any(c => c.Nets.Values.Contains(port.Name)))
                findings.Add(
                    new(
                        Severity.Error,
                        "port",
                        $"{place.Name} {port.Name}",
                        "nothing in the sheet uses the port"
                    )
                );
        }
        foreach (var place in board.Places)
        foreach (var inside in place.Nets.Keys.Where(n => place.Sheet.Ports.All(p => p.Name != n)))
            findings.Add(new(Severity.Error, "port", $"{place.Name} {inside}", "the sheet has no such port"));
    }

    private static bool IsGround(string? net) => net is Supplies.AnalogGround or Supplies.DigitalGround;
}
