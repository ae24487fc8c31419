using EdgeTester.Hardware.Bom;
using EdgeTester.Hardware.Checks;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Checks;

/// <summary>
/// Faults planted by the hundred: wherever a pin is torn off, two outputs meet, a component is forgotten or doubled, a rule says so. The option
/// boards take every such fault, the large one every n-th.
/// </summary>
public sealed class MutationTests
{
    private static readonly Board Main = CellNode.Create();
    private static readonly Board[] Options = [Projects.Megahertz(), Projects.Bare()];

    [Fact]
    public void EveryInputAndSupplyPinThatIsTornOffIsFound()
    {
        var planted = 0;
        foreach (var (board, sheet, component, pin) in Pins(13))
        {
            if (pin.Kind is not (PinKind.Input or PinKind.PowerInput) || component.NetOf(pin.Number) is null)
                continue;
            planted++;
            var findings = Rules(board.With(sheet.With(Rewired(component, pin.Number, null))));
            Assert.True(
                findings.Any(f =>
                    f.Rule == (pin.Kind == PinKind.Input ? "floating-input" : "unpowered")
                    && f.Where.EndsWith($"{component.Number}.{pin.Number}", StringComparison.Ordinal)
                ),
                $"{sheet.Name} {component.Reference}.{pin.Number} ({component.Part.Name} {pin.Name}) was torn off and nobody said so"
            );
        }
        Assert.InRange(planted, 100, 1000);
    }

    [Fact]
    public void EveryOutputThatMeetsAnotherIsFound()
    {
        var planted = 0;
        foreach (var (board, sheet, component, pin) in Pins(7))
        {
            if (pin.Kind != PinKind.Output || component.NetOf(pin.Number) is not { } own)
                continue;
            // Another output of the same sheet.
            var other = sheet
                .Components.SelectMany(c =>
                    c.Part.Pins.Where(p => p.Kind == PinKind.Output).Select(c2 => c.NetOf(c2.Number))
                )
                .FirstOrDefault(n => n is not null && n != own);
            if (other is null)
                continue;
            planted++;
            Assert.Contains(
                Rules(board.With(sheet.With(Rewired(component, pin.Number, other)))),
                f => f.Rule == "conflict"
            );
        }
        Assert.InRange(planted, 10, 500);
    }

    [Fact]
    public void EveryComponentThatIsForgottenOrDoubledIsFound()
    {
        foreach (var board in Options.Append(Main))
        {
            var bill = BillOfMaterials.Of(board);
            foreach (var place in board.Places.DistinctBy(p => p.Sheet.Name))
            foreach (var component in place.Sheet.Components.Where((_, n) => n % 9 == 0))
            {
                var reference = place.ReferenceOf(component);
                // In the schematic no more, but still on the bill.
                Assert.Contains(
                    bill.Check(board.With(place.Sheet.Without(component.Reference))),
                    f => f.Rule == "bom-extra" && f.Where == reference
                );
                // Drawn twice under one reference.
                var doubled = place.Sheet with
                {
                    Components = [.. place.Sheet.Components, component],
                };
                Assert.Contains(
                    PartRules.Check(board.With(doubled)),
                    f => f.Rule == "reference" && f.Where == reference
                );
            }
            foreach (var line in bill.Lines)
                Assert.Contains(
                    (bill with { Lines = [.. bill.Lines.Where(l => l != line)] }).Check(board),
                    f => f.Rule == "bom-missing" && f.Where == line.References[0]
                );
        }
    }

    [Fact]
    public void EverySignalOnAStrappingPinIsFound()
    {
        foreach (var gpio in new[] { 0, 3, 45, 46 })
        foreach (var pin in PinPlan.Pins.Where(p => p.Gpio != gpio))
        {
            List<PlannedPin> plan =
            [
                .. PinPlan.Pins.Where(p => p.Gpio != gpio).Select(p => p == pin ? p with { Gpio = gpio } : p),
            ];
            Assert.Contains(
                ProcessorRules.Check(plan, ProcessorModule.Esp32S3),
                f =>
                    f.Rule is "strapping" or "pin"
                    && f.Where.Contains($"GPIO {gpio})", StringComparison.Ordinal)
            );
        }
    }

    private static List<Finding> Rules(Board board) => [.. ElectricalRules.Check(new Netlist(board))];

    private static IEnumerable<(Board Board, Sheet Sheet, Component Component, Pin Pin)> Pins(int each)
    {
        foreach (var board in Options)
        foreach (var (place, component) in board.Components)
        foreach (var pin in component.Part.Pins)
            yield return (board, place.Sheet, component, pin);
        var number = 0;
        foreach (var place in Main.Places.DistinctBy(p => p.Sheet.Name))
        foreach (var component in place.Sheet.Components)
        foreach (var pin in component.Part.Pins)
            if (pin.Kind is PinKind.Input or PinKind.PowerInput or PinKind.Output && number++ % each == 0)
                yield return (Main, place.Sheet, component, pin);
    }

    private static Component Rewired(Component component, string pin, string? net)
    {
        var nets = component.Nets.Where(n => n.Key != pin).ToDictionary(n => n.Key, n => n.Value);
        if (net is not null)
            nets[pin] = net;
        return component with { Nets = nets };
    }
}
