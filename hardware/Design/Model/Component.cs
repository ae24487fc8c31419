using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.Model;

/// <summary>One component of a sheet.</summary>
/// <param name="Reference">Within the sheet: R1, U3; the board adds the sheet's hundreds.</param>
/// <param name="Part">What it is.</param>
/// <param name="Value">Shown beside it: 10k, 100n, or the part's name.</param>
/// <param name="Grade">Which of the parts with this value: tolerance, dielectric, voltage; empty for chips.</param>
/// <param name="Block">Block of the sheet in which it is drawn.</param>
/// <param name="Nets">Net of each pin number; pins that stay open are not in it.</param>
/// <param name="UnitBlocks">Block of each unit, where they are drawn apart; otherwise empty.</param>
public sealed record Component(
    string Reference,
    Part Part,
    string Value,
    string Grade,
    string Block,
    IReadOnlyDictionary<string, string> Nets,
    IReadOnlyList<string> UnitBlocks
)
{
    /// <summary>Block in which a unit is drawn.</summary>
    public string BlockOf(int unit) => unit < UnitBlocks.Count ? UnitBlocks[unit] : Block;

    /// <summary>Number within the sheet.</summary>
    public int Number =>
        int.Parse(Reference[Part.Prefix.Length..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Net of a pin, or null.</summary>
    public string? NetOf(string pin) => Nets.GetValueOrDefault(pin);

    /// <summary>Value in SI units for resistors, capacitors and inductors.</summary>
    public double Si => Quantity.Parse(Value);
}
