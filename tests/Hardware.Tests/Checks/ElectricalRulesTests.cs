using EdgeTester.Hardware.Checks;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Checks;

/// <summary>The board is sound, and each rule finds the fault that is planted for it.</summary>
public sealed class ElectricalRulesTests
{
    private static readonly Board Board = CellNode.Create();

    [Fact]
    public void TheBoardsHaveNoFindings()
    {
        foreach (var project in Projects.All(Board))
        {
            var netlist = new Netlist(project.Board);
            Assert.Empty(ElectricalRules.Check(netlist));
            Assert.Empty(IsolationRules.Check(netlist));
            Assert.Empty(PartRules.Check(project.Board));
        }
    }

    [Fact]
    public void AnInputWithoutDriverIsFound() =>
        Finds("floating-input", Change("channel", "R5", "1", "NOWHERE"), "single-pin");

    [Theory]
    [InlineData("channel", "+3V3A", "COMP")]
    [InlineData("safety", "+3V3A", "nPOR")]
    [InlineData("power", "+3V3", "PWR_FAIL")]
    public void APullUpThatIsMissingIsFound(string sheet, string supply, string net) =>
        Finds("no-pull-up", Board.With(Sheet(sheet).Without(Between(sheet, supply, net))));

    [Fact]
    public void ADividerThatIsMissingLeavesAnInputOpen() =>
        Finds(
            "floating-input",
            Board.With(
                Sheet("safety")
                    .Without(Between("safety", "+9V", "SENSE_B"))
                    .Without(Between("safety", "SENSE_B", "AGND"))
            )
        );

    [Fact]
    public void TwoOutputsOnOneNetAreFound()
    {
        var channel = Sheet("channel");
        Finds("conflict", Board.With(channel.With(Rewire(channel["U1"], "7", "VSP"))));
    }

    [Fact]
    public void AnOutputThatNeverLetsGoOnASharedLineIsFound()
    {
        var selection = Sheet("selection");
        Finds("conflict", Board.With(selection.With(Rewire(selection["U10"], "9", "MISO2"))));
    }

    [Fact]
    public void AnOpenInputIsFound()
    {
        var safety = Sheet("safety");
        Finds("floating-input", Board.With(safety.With(Rewire(safety["U1"], "20", null))));
    }

    [Fact]
    public void AChipWithoutSupplyIsFound()
    {
        var channel = Sheet("channel");
        Finds("unpowered", Board.With(channel.With(Rewire(channel["U2"], "16", null))));
    }

    [Fact]
    public void ASupplyWithoutSourceIsFound()
    {
        var power = Sheet("power");
        Finds("unpowered", Board.With(power.Without("U5")), "floating-input");
    }

    [Fact]
    public void AMissingDecouplingCapacitorIsFound()
    {
        var set = Sheet("setpoint");
        var capacitor = set.Components.Last(c =>
            c.Part == Passives.Capacitor && c.Nets.Values.Contains("-5VA")
        );
        Finds("decoupling", Board.With(set.Without(capacitor.Reference)));
    }

    [Fact]
    public void AWireOnAPinThatMustStayOpenIsFound()
    {
        var waveform = Sheet("waveform");
        Finds("no-connect", Board.With(waveform.With(Rewire(waveform["U1"], "12", "VBIAS"))));
    }

    [Fact]
    public void APortThatNobodyConnectsIsFound()
    {
        var place = Board["Safety"];
        var nets = place.Nets.Where(n => n.Key != "ARM").ToDictionary(n => n.Key, n => n.Value);
        var board = Board with
        {
            Places = [.. Board.Places.Select(p => p.Name == "Safety" ? p with { Nets = nets } : p)],
        };
        Finds("port", board);
    }

    [Fact]
    public void ABridgeOverTheIsolationIsFound()
    {
        var processor = Sheet("processor");
        var board = Board.With(processor.With(Rewire(processor["R6"], "2", "AGND")));
        Assert.Contains(IsolationRules.Check(new Netlist(board)), f => f.Rule == "isolation");
    }

    [Fact]
    public void AReferenceThatIsThereTwiceIsFound()
    {
        var board = Board with
        {
            Places =
            [
                .. Board.Places.Select(p => p.Name == "Channel 1" ? p with { ReferenceBase = 100 } : p),
            ],
        };
        Assert.Contains(PartRules.Check(board), f => f.Rule == "reference");
    }

    private static Sheet Sheet(string name) => Board.Places.First(p => p.Sheet.Name == name).Sheet;

    private static string Between(string sheet, string one, string other) =>
        Sheet(sheet)
            .Components.Single(c => c.Part == Passives.Resistor && c.Nets["1"] == one && c.Nets["2"] == other)
            .Reference;

    private static Board Change(string sheet, string reference, string pin, string net) =>
        Board.With(Sheet(sheet).With(Rewire(Sheet(sheet)[reference], pin, net)));

    private static Component Rewire(Component component, string pin, string? net)
    {
        var nets = component.Nets.ToDictionary(n => n.Key, n => n.Value);
        if (net is null)
            nets.Remove(pin);
        else
            nets[pin] = net;
        return component with { Nets = nets };
    }

    private static void Finds(string rule, Board board, params string[] others)
    {
        var rules = ElectricalRules.Check(new Netlist(board)).Select(f => f.Rule).ToHashSet();
        Assert.True(
            rules.Contains(rule) || others.Any(rules.Contains),
            $"{rule} was not found: {string.Join(", ", rules)}"
        );
    }
}
