namespace EdgeTester.Hardware.Parts;

/// <summary>Two-pin parts and arrays; values belong to the component, not to the part.</summary>
public static class Passives
{
    private const string Generic = "two-pin part";

    /// <summary>Resistor.</summary>
    public static readonly Part Resistor = TwoPin("R", "R", "resistor", Shape.Resistor);

    /// <summary>Capacitor.</summary>
    public static readonly Part Capacitor = TwoPin("C", "C", "capacitor", Shape.Capacitor);

    /// <summary>Inductor.</summary>
    public static readonly Part Inductor = TwoPin("L", "L", "inductor", Shape.Inductor);

    /// <summary>Ferrite bead.</summary>
    public static readonly Part Bead = TwoPin("FerriteBead", "FB", "ferrite bead", Shape.Inductor);

    /// <summary>Resettable fuse.</summary>
    public static readonly Part Fuse = TwoPin("Polyfuse", "F", "resettable fuse", Shape.Resistor);

    /// <summary>Single diode: pin 1 is the cathode (KiCad's habit), pin 2 the anode.</summary>
    public static readonly Part Diode = Polar("D", "diode");

    /// <summary>Light-emitting diode: pin 1 is the cathode.</summary>
    public static readonly Part Led = Polar("LED", "light-emitting diode");

    /// <summary>Transient suppressor, unidirectional: pin 1 is the cathode.</summary>
    public static readonly Part Suppressor = Polar("TVS", "transient voltage suppressor");

    /// <summary>Push button.</summary>
    public static readonly Part Button = TwoPin("Button", "SW", "push button", Shape.Resistor);

    /// <summary>Four resistors in one package: pins 1-8, 2-7, 3-6, 4-5.</summary>
    public static readonly Part Array4 = new(
        "R_Pack04",
        "RN",
        "four resistors",
        "Resistor_SMD:R_Array_Convex_4x0603",
        "KiCad symbol library 9.0.8",
        [
            new PartUnit(
                Shape.Box,
                [
                    .. PinText.Parse("1:R1:P 2:R2:P 3:R3:P 4:R4:P", Side.Left),
                    .. PinText.Parse("8:R1:P 7:R2:P 6:R3:P 5:R4:P", Side.Right),
                ]
            ),
        ]
    );

    private static Part TwoPin(string name, string prefix, string description, Shape shape) =>
        new(
            name,
            prefix,
            description,
            "",
            Generic,
            [
                new PartUnit(
                    shape,
                    [
                        new Pin("1", "~", PinKind.Passive, Side.Top),
                        new Pin("2", "~", PinKind.Passive, Side.Bottom),
                    ]
                ),
            ]
        );

    private static Part Polar(string name, string description) =>
        new(
            name,
            "D",
            description,
            "",
            Generic,
            [
                new PartUnit(
                    Shape.Diode,
                    [
                        new Pin("2", "A", PinKind.Passive, Side.Top),
                        new Pin("1", "K", PinKind.Passive, Side.Bottom),
                    ]
                ),
            ]
        );
}
