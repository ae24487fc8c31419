using System.Globalization;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Model;

/// <summary>Writes a sheet down: blocks, components with their nets, ports.</summary>
internal sealed class SheetBuilder(string name, string title)
{
    private readonly List<Component> components = [];
    private readonly List<Port> ports = [];
    private readonly Dictionary<string, string> notes = [];
    private readonly Dictionary<string, int> numbers = [];
    private string block = "";

    /// <summary>Begins a block of the drawing.</summary>
    public void Block(string heading, string note = "")
    {
        block = heading;
        if (note.Length > 0)
            notes[heading] = note;
    }

    /// <summary>Declares ports: "V_DAC REF_MID".</summary>
    public void Ports(PortKind kind, string names)
    {
        foreach (var port in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            ports.Add(new Port(port, kind));
    }

    /// <summary>A resistor between two nets; returns its reference.</summary>
    public string R(string value, string upper, string lower, string grade = "1%") =>
        Two(Passives.Resistor, value, grade, upper, lower);

    /// <summary>A capacitor between two nets.</summary>
    public string C(string value, string upper, string lower, string grade = "X7R 50V") =>
        Two(Passives.Capacitor, value, grade, upper, lower);

    /// <summary>Any part with two pins 1 and 2.</summary>
    public string Two(Part part, string value, string grade, string one, string two) =>
        Add(part, value, grade, new Dictionary<string, string> { ["1"] = one, ["2"] = two });

    /// <summary>100 nF from each named supply to ground.</summary>
    public void Decouple(string supplies, string ground = "AGND", string value = "100n")
    {
        foreach (var supply in supplies.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            C(value, supply, ground);
    }

    /// <summary>A chip or connector; nets by pin number or unique pin name: "1=A 2=B VDD=+5VA". What is not named stays open.</summary>
    /// <exception cref="FormatException">A pin does not exist, a name is not unique, or a pin is named twice.</exception>
    public string Chip(
        Part part,
        string nets,
        string? value = null,
        string grade = "",
        IReadOnlyList<string>? unitBlocks = null
    )
    {
        var map = new Dictionary<string, string>();
        foreach (var item in nets.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = item.IndexOf('=');
            var key = item[..at];
            var found = part.Pins.Where(p => p.Number == key).ToList();
            if (found.Count == 0)
                found = [.. part.Pins.Where(p => p.Name == key)];
            if (found.Count == 0)
                throw new FormatException($"{name}: {part.Name} has no pin {key}");
            foreach (var pin in found)
                if (!map.TryAdd(pin.Number, item[(at + 1)..]))
                    throw new FormatException($"{name}: {part.Name} pin {key} is named twice");
        }
        return Add(part, value ?? part.Name, grade, map, unitBlocks);
    }

    /// <summary>The finished sheet.</summary>
    public Sheet Build() => new(name, title, components, ports, notes);

    private string Add(
        Part part,
        string value,
        string grade,
        Dictionary<string, string> nets,
        IReadOnlyList<string>? unitBlocks = null
    )
    {
        var number = numbers[part.Prefix] = numbers.GetValueOrDefault(part.Prefix) + 1;
        var reference = part.Prefix + number.ToString(CultureInfo.InvariantCulture);
        components.Add(new Component(reference, part, value, grade, block, nets, unitBlocks ?? []));
        return reference;
    }
}
