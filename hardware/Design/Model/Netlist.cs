using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Model;

/// <summary>One pin of one component of the board.</summary>
/// <param name="Reference">On the board.</param>
/// <param name="Pin">The pin.</param>
/// <param name="Part">The component's part.</param>
/// <param name="Place">Where it is drawn.</param>
public sealed record Node(string Reference, Pin Pin, Part Part, string Place)
{
    /// <summary>As in netlists: U101.3.</summary>
    public override string ToString() => $"{Reference}.{Pin.Number}";
}

/// <summary>The board as nets and pins, without any drawing.</summary>
public sealed class Netlist
{
    private readonly SortedDictionary<string, List<Node>> nets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> netOf = [];

    /// <summary>Flattens a board.</summary>
    public Netlist(Board board)
    {
        Board = board;
        foreach (var (place, component) in board.Components)
        {
            var reference = place.ReferenceOf(component);
            foreach (var pin in component.Part.Pins)
            {
                if (component.NetOf(pin.Number) is not { } local)
                    continue;
                var net = place.Globalize(local);
                if (!nets.TryGetValue(net, out var nodes))
                    nets[net] = nodes = [];
                nodes.Add(new Node(reference, pin, component.Part, place.Name));
                netOf[$"{reference}.{pin.Number}"] = net;
            }
        }
    }

    /// <summary>What was flattened.</summary>
    public Board Board { get; }

    /// <summary>All nets in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, List<Node>>> Nets => nets;

    /// <summary>Pins of a net; empty when there is none of that name.</summary>
    public IReadOnlyList<Node> this[string net] => nets.TryGetValue(net, out var nodes) ? nodes : [];

    /// <summary>Net of a pin like U101.3, or null where it is open.</summary>
    public string? NetOf(string node) => netOf.GetValueOrDefault(node);
}
