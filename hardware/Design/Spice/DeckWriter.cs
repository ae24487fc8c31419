using System.Globalization;
using System.Text;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Spice;

/// <summary>Turns components of the schematic's own sheets into a SPICE deck: the values are those of the drawing.</summary>
public sealed class DeckWriter
{
    private readonly StringBuilder text = new();

    /// <summary>Begins a deck.</summary>
    /// <param name="title">First line.</param>
    /// <param name="withNoise">Whether the amplifiers make noise.</param>
    public DeckWriter(string title, bool withNoise = false) =>
        text.Append("* ").Append(title).Append('\n').Append(MacroModels.Text(withNoise));

    /// <summary>Adds lines as they are.</summary>
    public void Add(string lines) => text.Append(lines).Append('\n');

    /// <summary>Adds the components of a sheet, or of some blocks of it.</summary>
    /// <param name="sheet">The drawing.</param>
    /// <param name="prefix">Before references and local nets, for several copies; empty for one.</param>
    /// <param name="keep">Which components.</param>
    /// <param name="rename">Net to another name for one pin: "R12.1" to "EA_BRK" breaks a loop there.</param>
    public void AddSheet(
        Sheet sheet,
        string prefix = "",
        Func<Component, bool>? keep = null,
        IReadOnlyDictionary<string, string>? rename = null
    )
    {
        foreach (var c in sheet.Components.Where(c => keep?.Invoke(c) ?? true))
        {
            string Net(string pin) =>
                Node(
                    rename is not null && rename.TryGetValue($"{c.Reference}.{pin}", out var other)
                        ? other
                        : c.NetOf(pin) ?? $"{c.Reference}_{pin}_open",
                    prefix
                );
            text.Append(Lines(c, prefix + c.Reference, Net));
        }
    }

    /// <summary>A net's name in the deck.</summary>
    public static string Node(string net, string prefix = "") =>
        net switch
        {
            "AGND" or "0" => "0",
            "+9V" => "vp9",
            "-9V" => "vm9",
            "+5VA" => "vp5",
            "-5VA" => "vm5",
            "+3V3A" => "v33",
            "+5VREL" => "vrel",
            _ => (prefix + net).ToLowerInvariant(),
        };

    /// <summary>A number for SPICE.</summary>
    public static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => text + ".end\n";

    private static string Lines(Component c, string id, Func<string, string> net)
    {
        string Pins(params string[] pins) => string.Join(' ', pins.Select(net));
        switch (c.Part.Name)
        {
            case "R":
                return $"R{id} {Pins("1", "2")} {N(c.Si)}\n";
            case "C":
                return $"C{id} {Pins("1", "2")} {N(c.Si)}\n";
            case "D":
                return $"D{id} {Pins("2", "1")} bat54\n";
            case "DiodePair":
                var model = c.Value.ToLowerInvariant();
                return $"D{id}a {Pins("1", "3")} {model}\nD{id}b {Pins("3", "2")} {model}\n";
            case "DiodeOr":
                return $"D{id}a {Pins("1", "3")} bat54\nD{id}b {Pins("2", "3")} bat54\n";
            case "R_Pack04":
                var each = c.Value == "4x10k" ? "10k" : "100k";
                return string.Concat(
                    Enumerable.Range(1, 4).Select(k => $"R{id}_{k} {Pins($"{k}", $"{9 - k}")} {each}\n")
                );
            case "OPA4197":
                return Amplifier(id, "OPA197", c, net);
            case "TLV9302" or "OPA2325" or "OPA2365":
                return Amplifier(id, c.Part.Name, c, net);
            case "TLV1704":
                return Amplifier(id, "CMP", c, net);
            case "ADG1634":
                return $"X{id}1 {Pins("3", "2", "4", "1")} SPDT\nX{id}2 {Pins("8", "9", "7", "10")} SPDT\n"
                    + $"X{id}3 {Pins("13", "12", "14", "11")} SPDT\nX{id}4 {Pins("18", "19", "17", "20")} SPDT\n";
            case "ADG619":
                // IN low is S1, so S2 takes the place of the arm that a high level closes.
                return $"X{id} {Pins("1", "8", "2", "6")} SPDT\n";
            case "ADG1609" or "ADG1409":
                return $"X{id}a {Pins("8", "4", "5", "6", "7", "1", "16", "2")} MUX4\n"
                    + $"X{id}b {Pins("9", "13", "12", "11", "10", "1", "16", "2")} MUX4\n";
            case "TS5A3166":
                return $"X{id} {Pins("2", "1", "4")} VSW ron=1\n";
            case "74LVC1G3157":
                return $"X{id} {Pins("4", "1", "3", "6")} LVC3157\n";
            case "G6K-2F-Y":
                return $"X{id}a {Pins("1", "8", "3", "4")} RELAY\nX{id}b {Pins("1", "8", "6", "5")} RELAY\n";
            case "74LVC1G04":
                return $"X{id} {Pins("2", "4")} GINV\n";
            case "74LVC1G32":
                return $"X{id} {Pins("1", "2", "4")} GOR\n";
            case "74LVC1G08":
                return $"X{id} {Pins("1", "2", "4")} GAND\n";
            case "74AUP1G86":
                return $"X{id} {Pins("1", "2", "4")} GXOR\n";
            case "74AUP1G74":
                return $"X{id} {Pins("1", "7", "6", "5", "3")} DFF\n";
            default:
                return c.Part.Prefix == "J"
                    ? ""
                    : throw new NotSupportedException($"{c.Part.Name} has no SPICE model");
        }
    }

    private static string Amplifier(string id, string model, Component c, Func<string, string> net)
    {
        var supply = c.Part.Units[^1].Pins;
        return string.Concat(
            c.Part.Units.Take(c.Part.Units.Count - 1)
                .Select(
                    (unit, k) =>
                        $"X{id}{(char)('a' + k)} {net(unit.Pins[0].Number)} {net(unit.Pins[1].Number)} {net(supply[0].Number)} {net(supply[1].Number)} {net(unit.Pins[2].Number)} {model}\n"
                )
        );
    }
}
