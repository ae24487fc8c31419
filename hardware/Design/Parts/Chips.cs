namespace EdgeTester.Hardware.Parts;

/// <summary>Helpers that the libraries of chips share.</summary>
internal static class Chips
{
    internal const string KiCad = "KiCad symbol library 9.0.8";
    internal const string Ti = "TI data sheet, table of pin functions";
    internal const string Adi = "Analog Devices data sheet, table of pin functions";

    /// <summary>A chip drawn as one box.</summary>
    internal static Part Box(
        string name,
        string description,
        string footprint,
        string source,
        string left,
        string right,
        string top = "",
        string bottom = "",
        string prefix = "U"
    ) =>
        new(
            name,
            prefix,
            description,
            footprint,
            source,
            [
                new PartUnit(
                    Shape.Box,
                    [
                        .. PinText.Parse(left, Side.Left),
                        .. PinText.Parse(right, Side.Right),
                        .. PinText.Parse(top, Side.Top),
                        .. PinText.Parse(bottom, Side.Bottom),
                    ]
                ),
            ]
        );

    /// <summary>Amplifiers as triangles (non-inverting, inverting, output) and a last unit for the supply.</summary>
    internal static Part Amplifiers(
        string name,
        string description,
        string footprint,
        string source,
        string plus,
        string minus,
        PinKind output,
        params (string In, string Inverting, string Out)[] units
    ) =>
        new(
            name,
            "U",
            description,
            footprint,
            source,
            [
                .. units.Select(u => new PartUnit(
                    Shape.Amplifier,
                    [
                        new Pin(u.In, "+", PinKind.Input, Side.Left),
                        new Pin(u.Inverting, "-", PinKind.Input, Side.Left),
                        new Pin(u.Out, "~", output, Side.Right),
                    ]
                )),
                new PartUnit(
                    Shape.Box,
                    [
                        new Pin(plus, "V+", PinKind.PowerInput, Side.Top),
                        new Pin(minus, "V-", PinKind.PowerInput, Side.Bottom),
                    ]
                ),
            ]
        );
}
