namespace EdgeTester.Hardware.Parts;

/// <summary>Side of the symbol at which a pin stands.</summary>
public enum Side
{
    /// <summary>Left.</summary>
    Left,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Top.</summary>
    Top,

    /// <summary>Bottom.</summary>
    Bottom,
}

/// <summary>One pin of a part.</summary>
/// <param name="Number">As printed on the package's drawing.</param>
/// <param name="Name">The manufacturer's.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Side">Where the symbol shows it.</param>
public sealed record Pin(string Number, string Name, PinKind Kind, Side Side);

/// <summary>How a unit of a part is drawn.</summary>
public enum Shape
{
    /// <summary>A box with named pins.</summary>
    Box,

    /// <summary>Two pins, upper and lower, a resistor's box between them.</summary>
    Resistor,

    /// <summary>Two plates.</summary>
    Capacitor,

    /// <summary>Four half circles.</summary>
    Inductor,

    /// <summary>Anode above, cathode below.</summary>
    Diode,

    /// <summary>Triangle with two inputs at the left and an output at the right.</summary>
    Amplifier,
}

/// <summary>One unit (gate, amplifier) of a part.</summary>
/// <param name="Shape">Its drawing.</param>
/// <param name="Pins">Its pins, in the order in which each side shows them.</param>
public sealed record PartUnit(Shape Shape, IReadOnlyList<Pin> Pins);
