using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Parts;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>The board's plug and the module's fit, and what comes through it reaches the right chip.</summary>
public sealed class ModuleTests
{
    private static readonly Netlist Main = new(CellNode.Create());
    private static readonly Netlist Module = new(Projects.Megahertz());

    [Fact]
    public void EachPinOfThePlugHasTheSameMeaningOnBothSides()
    {
        var header = All(Main).First(n => n.Part.Name == "ModuleHeader");
        var socket = All(Module).First(n => n.Part.Name == "ModuleSocket");
        Assert.Equal(26, header.Part.Pins.Count());
        foreach (var pin in header.Part.Pins)
        {
            var outside = Last(Main.NetOf($"{header.Reference}.{pin.Number}"));
            // SPI2 is named A_ on the board's measuring side.
            if (outside.StartsWith("A_", StringComparison.Ordinal))
                outside = outside[2..];
            Assert.Equal(outside, Last(Module.NetOf($"{socket.Reference}.{pin.Number}")));
        }
    }

    [Theory]
    [InlineData("nCS_DDS_A", "A")]
    [InlineData("nCS_DDS_B", "B")]
    public void ASelectLineReachesItsSynthesizerThroughTheFlipFlop(string net, string which)
    {
        var flipFlop = Through(Through(Named(net), "74LVC1G04", "A", "Y"), "74AUP1G74", "PRE", "Q");
        Assert.Contains(
            Module[Through(flipFlop, "R", "1", "2")],
            n => n.Part.Name == "AD9834" && n.Pin.Name == "FSYNC"
        );
        Assert.Equal($"FSYNC_{which}", Last(Through(flipFlop, "R", "1", "2")));
        // It is the first rising edge of the clock that selects.
        Assert.Contains(Module[Named("SCLK2")], n => n.Part.Name == "74AUP1G74" && n.Pin.Name == "CP");
    }

    [Fact]
    public void OnlyTheSecondSynthesizerClocksBothSwitches()
    {
        var source = Assert.Single(Module[Named("LO_B")], n => n.Part.Name == "AD9834");
        Assert.Equal("SIGN", source.Pin.Name);
        foreach (var signal in new[] { "V", "I" })
            Assert.Contains(
                Module[Named($"LO_{signal}")],
                n => n.Part == AnalogParts.Lvc3157 && n.Pin.Name == "S"
            );
    }

    [Theory]
    [InlineData("AIN0P", "MEAN_V")]
    [InlineData("AIN0N", "BIAS_V")]
    [InlineData("AIN1P", "MEAN_I")]
    [InlineData("AIN1N", "BIAS_I")]
    [InlineData("CS", "nCS_MODULE")]
    public void TheConverterReadsTheMeans(string pin, string net)
    {
        var chip = All(Module).First(n => n.Part.Name == "ADS131M08");
        var number = chip.Part.Pins.First(p => p.Name == pin).Number;
        Assert.Equal(net, Last(Module.NetOf($"{chip.Reference}.{number}")));
    }

    private static IEnumerable<Node> All(Netlist netlist) => netlist.Nets.SelectMany(n => n.Value);

    private static string Last(string? net) => net!.Split('/')[^1];

    private static string Named(string net) => Module.Nets.Select(n => n.Key).Single(k => Last(k) == net);

    private static string Through(string net, string part, string from, string to)
    {
        var at = Module[net].First(n => n.Part.Name == part && (n.Pin.Name == from || n.Pin.Number == from));
        var pin = at.Part.Pins.First(p => p.Name == to || p.Number == to).Number;
        return Module.NetOf($"{at.Reference}.{pin}")!;
    }
}
