using System.Globalization;

namespace EdgeTester.Hardware.Model;

/// <summary>A sheet placed on the board.</summary>
/// <param name="Name">Unique: Channel 0.</param>
/// <param name="Sheet">Its drawing; several places may share one.</param>
/// <param name="ReferenceBase">Added to the numbers of its components.</param>
/// <param name="Nets">Net of the board for each port.</param>
public sealed record Place(
    string Name,
    Sheet Sheet,
    int ReferenceBase,
    IReadOnlyDictionary<string, string> Nets
)
{
    /// <summary>Reference on the board of a component of the sheet.</summary>
    public string ReferenceOf(Component component) =>
        component.Part.Prefix + (ReferenceBase + component.Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Net of the board that a net of the sheet is.</summary>
    public string Globalize(string net) =>
        Supplies.IsSupply(net) ? net
        : Nets.TryGetValue(net, out var outside) ? outside
        : $"/{Name}/{net}";
}

/// <summary>The whole board: places and the nets between them.</summary>
/// <param name="Name">Of the project.</param>
/// <param name="Places">In the order of the pages.</param>
public sealed record Board(string Name, IReadOnlyList<Place> Places)
{
    /// <summary>In title blocks.</summary>
    public string Title { get; init; } = "CellNode-8";

    /// <summary>The place of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Place this[string name] =>
        Places.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"no place {name}");

    /// <summary>The same board with another drawing at all places of that sheet's name.</summary>
    public Board With(Sheet sheet) =>
        this with
        {
            Places = [.. Places.Select(p => p.Sheet.Name == sheet.Name ? p with { Sheet = sheet } : p)],
        };

    /// <summary>Every component with its place.</summary>
    public IEnumerable<(Place Place, Component Component)> Components =>
        Places.SelectMany(p => p.Sheet.Components.Select(c => (p, c)));
}

/// <summary>The supplies: nets with one name on the whole board, drawn as power symbols.</summary>
public static class Supplies
{
    /// <summary>Ground of the measuring side.</summary>
    public const string AnalogGround = "AGND";

    /// <summary>Ground of the processor's side.</summary>
    public const string DigitalGround = "GND";

    /// <summary>Supplies of the isolated, measuring side.</summary>
    public static readonly IReadOnlyList<string> Analog =
    [
        AnalogGround,
        "+12VA",
        "-12VA",
        "+9V",
        "-9V",
        "+5VA",
        "-5VA",
        "+5VREL",
        "+3V3A",
    ];

    /// <summary>Supplies of the processor's side.</summary>
    public static readonly IReadOnlyList<string> Digital = [DigitalGround, "+12V", "+12VF", "+3V3"];

    /// <summary>Whether a net is a supply.</summary>
    public static bool IsSupply(string net) => Analog.Contains(net) || Digital.Contains(net);
}
