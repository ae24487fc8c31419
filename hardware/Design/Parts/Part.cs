namespace EdgeTester.Hardware.Parts;

/// <summary>A kind of component: its symbol, its pins and what is known about them.</summary>
/// <param name="Name">Of the symbol; the manufacturer's base number for chips.</param>
/// <param name="Prefix">Of the reference: R, C, U.</param>
/// <param name="Description">One line.</param>
/// <param name="Footprint">KiCad's library and name; empty where the order decides (resistors, capacitors).</param>
/// <param name="PinSource">Where the pin numbers were taken from; starts with "unconfirmed" where no source was at hand.</param>
/// <param name="Units">Drawn parts.</param>
public sealed record Part(
    string Name,
    string Prefix,
    string Description,
    string Footprint,
    string PinSource,
    IReadOnlyList<PartUnit> Units
)
{
    /// <summary>All pins of all units.</summary>
    public IEnumerable<Pin> Pins => Units.SelectMany(u => u.Pins);

    /// <summary>Whether a data sheet or a checked library has confirmed the pin numbers.</summary>
    public bool IsConfirmed => !PinSource.StartsWith("unconfirmed", StringComparison.Ordinal);

    /// <summary>The pin of that number.</summary>
    /// <exception cref="KeyNotFoundException">The part has no such pin.</exception>
    public Pin this[string number] =>
        Pins.FirstOrDefault(p => p.Number == number)
        ?? throw new KeyNotFoundException($"{Name} has no pin {number}");
}
