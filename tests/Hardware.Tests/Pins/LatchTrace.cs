using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>Follows the wires of the flat netlist: which net a bit of the latch drives, which chips a select line reaches.</summary>
internal sealed class LatchTrace(Netlist netlist)
{
    private static readonly string[] Outputs = ["15", "1", "2", "3", "4", "5", "6", "7"];

    /// <summary>The registers in the order in which a bit passes them, beginning at MOSI.</summary>
    public IReadOnlyList<string> Chain()
    {
        List<string> chain = [];
        var net = "A_MOSI2";
        while (netlist[net].FirstOrDefault(n => n.Part.Name == "74HC595" && n.Pin.Name == "SER") is { } at)
        {
            chain.Add(at.Reference);
            net = netlist.NetOf($"{at.Reference}.9")!;
        }
        return chain;
    }

    /// <summary>Net of a bit: the byte that is sent first passes through the whole chain, bit 7 first.</summary>
    public string? NetOf(int sentByte, int bit)
    {
        var chain = Chain();
        return netlist.NetOf($"{chain[chain.Count - 1 - sentByte]}.{Outputs[bit]}");
    }

    /// <summary>Chips that a select line of the decoder reaches, with the pin's name.</summary>
    public IEnumerable<(string Reference, string Part, string Pin)> Selected(int address)
    {
        var decoder = netlist.Nets.SelectMany(n => n.Value).First(n => n.Part.Name == "74HC138").Reference;
        var part = netlist.Nets.SelectMany(n => n.Value).First(n => n.Reference == decoder).Part;
        var pin = part.Pins.First(p => p.Name == $"Y{address}").Number;
        return netlist[netlist.NetOf($"{decoder}.{pin}")!]
            .Where(n => n.Reference != decoder)
            .Select(n => (n.Reference, n.Part.Name, n.Pin.Name));
    }
}
