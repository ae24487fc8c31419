using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.Parts;

namespace EdgeTester.Hardware.KiCad;

/// <summary>Symbols as KiCad's schematics embed them (format 20211123, KiCad 6).</summary>
internal static class SymbolWriter
{
    /// <summary>Name of the library that symbols are said to come from.</summary>
    public const string Library = "EdgeTester";

    private const string Font = "(effects (font (size 1.27 1.27)))";

    public static void Write(SWriter s, Part part)
    {
        var name = $"{Library}:{part.Name}";
        var isSmall = part.Units[0].Shape is not (Shape.Box or Shape.Amplifier);
        var hide = isSmall
            ? "(pin_numbers hide) (pin_names (offset 0) hide) "
            : "(pin_names (offset 1.016)) ";
        s.Open($"symbol {SWriter.Quote(name)} {hide}(in_bom yes) (on_board yes)");
        Property(s, "Reference", part.Prefix, 0, "");
        Property(s, "Value", part.Name, 1, "");
        Property(s, "Footprint", part.Footprint, 2, " hide");
        Property(s, "Datasheet", "~", 3, " hide");
        Property(s, "ki_description", part.Description, 4, " hide");
        for (var u = 0; u < part.Units.Count; u++)
        {
            var symbol = Symbol.Of(part.Units[u]);
            s.Open($"symbol {SWriter.Quote($"{part.Name}_{u + 1}_1")}");
            Body(s, symbol);
            foreach (var pin in symbol.Pins)
                Pin(s, pin);
            s.Close();
        }
        s.Close();
    }

    public static void WriteSupply(SWriter s, string net, bool isFlag)
    {
        var name = SupplyName(net, isFlag);
        s.Open(
            $"symbol {SWriter.Quote($"{Library}:{name}")} (power) (pin_names (offset 0)) (in_bom yes) (on_board yes)"
        );
        Property(s, "Reference", isFlag ? "#FLG" : "#PWR", 0, " hide");
        Property(s, "Value", isFlag ? "PWR_FLAG" : net, 1, "");
        Property(s, "Footprint", "", 2, " hide");
        Property(s, "Datasheet", "", 3, " hide");
        s.Open($"symbol {SWriter.Quote($"{name}_0_1")}");
        s.Line(
            isFlag
                ? "polyline (pts (xy 0 0) (xy 0 1.27) (xy -1.016 1.905) (xy 0 2.54) (xy 1.016 1.905) (xy 0 1.27)) (stroke (width 0) (type default) (color 0 0 0 0)) (fill (type none))"
                : "polyline (pts (xy -0.762 1.27) (xy 0 2.54) (xy 0.762 1.27) (xy -0.762 1.27)) (stroke (width 0) (type default) (color 0 0 0 0)) (fill (type none))"
        );
        if (!isFlag)
            s.Line(
                "polyline (pts (xy 0 0) (xy 0 1.27)) (stroke (width 0) (type default) (color 0 0 0 0)) (fill (type none))"
            );
        s.Close();
        s.Open($"symbol {SWriter.Quote($"{name}_1_1")}");
        var kind = isFlag ? "power_out" : "power_in";
        s.Line(
            $"pin {kind} line (at 0 0 90) (length 0) hide (name {SWriter.Quote(isFlag ? "pwr" : net)} {Font}) (number \"1\" {Font})"
        );
        s.Close();
        s.Close();
    }

    /// <summary>Symbol name of a supply.</summary>
    public static string SupplyName(string net, bool isFlag) => isFlag ? "PWR_FLAG" : net;

    private static void Property(SWriter s, string key, string value, int id, string hide) =>
        s.Line(
            $"property {SWriter.Quote(key)} {SWriter.Quote(value)} (id {id}) (at 0 0 0) (effects (font (size 1.27 1.27)){hide})"
        );

    private static void Body(SWriter s, Symbol symbol)
    {
        var (w, h) = (SWriter.Mm(symbol.HalfWidth), SWriter.Mm(symbol.HalfHeight));
        const string Stroke = "(stroke (width 0.254) (type default) (color 0 0 0 0))";
        switch (symbol.Shape)
        {
            case Shape.Box:
                s.Line($"rectangle (start -{w} {h}) (end {w} -{h}) {Stroke} (fill (type background))");
                break;
            case Shape.Amplifier:
                s.Line(
                    $"polyline (pts (xy -{w} {h}) (xy {w} 0) (xy -{w} -{h}) (xy -{w} {h})) {Stroke} (fill (type background))"
                );
                break;
            case Shape.Resistor:
                s.Line($"rectangle (start -1.016 2.54) (end 1.016 -2.54) {Stroke} (fill (type none))");
                break;
            case Shape.Capacitor:
                s.Line($"polyline (pts (xy -2.032 0.762) (xy 2.032 0.762)) {Stroke} (fill (type none))");
                s.Line($"polyline (pts (xy -2.032 -0.762) (xy 2.032 -0.762)) {Stroke} (fill (type none))");
                s.Line($"polyline (pts (xy 0 0.762) (xy 0 2.54)) {Stroke} (fill (type none))");
                s.Line($"polyline (pts (xy 0 -0.762) (xy 0 -2.54)) {Stroke} (fill (type none))");
                break;
            case Shape.Inductor:
                for (var k = 0; k < 4; k++)
                    s.Line(
                        $"arc (start 0 {SWriter.Mm(-2.54 + 1.27 * k)}) (mid 0.635 {SWriter.Mm(-1.905 + 1.27 * k)}) (end 0 {SWriter.Mm(-1.27 + 1.27 * k)}) {Stroke} (fill (type none))"
                    );
                break;
            case Shape.Diode:
                s.Line(
                    $"polyline (pts (xy -1.27 1.27) (xy 1.27 1.27) (xy 0 -1.27) (xy -1.27 1.27)) {Stroke} (fill (type none))"
                );
                s.Line($"polyline (pts (xy -1.27 -1.27) (xy 1.27 -1.27)) {Stroke} (fill (type none))");
                s.Line($"polyline (pts (xy 0 2.54) (xy 0 -2.54)) {Stroke} (fill (type none))");
                break;
        }
    }

    // A pin of the file points from its end to the body, y upward.
    private static void Pin(SWriter s, SymbolPin pin)
    {
        var angle = (pin.Outward.X, pin.Outward.Y) switch
        {
            (-1, 0) => 0,
            (1, 0) => 180,
            (0, -1) => 270,
            _ => 90,
        };
        s.Line(
            $"pin {Kind(pin.Pin.Kind)} line (at {SWriter.Mm(pin.At.X)} {SWriter.Mm(-pin.At.Y)} {angle}) (length 2.54) "
                + $"(name {SWriter.Quote(pin.Pin.Name)} {Font}) (number {SWriter.Quote(pin.Pin.Number)} {Font})"
        );
    }

    private static string Kind(PinKind kind) =>
        kind switch
        {
            PinKind.Input => "input",
            PinKind.Output => "output",
            PinKind.Bidirectional => "bidirectional",
            PinKind.TriState => "tri_state",
            PinKind.OpenCollector => "open_collector",
            PinKind.PowerInput => "power_in",
            PinKind.PowerOutput => "power_out",
            PinKind.NoConnect => "no_connect",
            _ => "passive",
        };
}
