using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Chips;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Output;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>Schematic, firmware and generated constants name the same pins, chip selects and latch bits.</summary>
public sealed class PinOutTests
{
    private static readonly Netlist Netlist = new(CellNode.Create());
    private static readonly LatchTrace Trace = new(Netlist);

    [Fact]
    public void TheFirmwaresPinsAreTheSchematics()
    {
        var written = File.ReadAllText(Repository.PathOf(PinsFile.Path)).ReplaceLineEndings("\n");
        Assert.Equal(PinsFile.Write(PinPlan.Pins), written);
    }

    [Fact]
    public void EachPinOfThePlanIsWiredToTheProcessor()
    {
        var processor = Netlist.Nets.SelectMany(n => n.Value).First(n => n.Part.Name == "ESP32-S3-WROOM-1");
        foreach (var pin in PinPlan.Pins)
        {
            var number = processor.Part.Pins.First(p => p.Name == $"IO{pin.Gpio}").Number;
            var net = Netlist.NetOf($"{processor.Reference}.{number}");
            Assert.EndsWith(pin.Net, net, StringComparison.Ordinal);
            Assert.True(Netlist[net!].Count > 1, $"{pin.Name} leads nowhere");
        }
    }

    [Theory]
    [InlineData(nameof(SignalChain.SelectCoarse), "ADS131M08", "CS")]
    [InlineData(nameof(SignalChain.SelectShunt), "ADS131M08", "CS")]
    [InlineData(nameof(SignalChain.SelectFine), "ADS131M08", "CS")]
    [InlineData(nameof(SignalChain.SelectDac), "DAC80508M", "SYNC")]
    [InlineData(nameof(SignalChain.SelectLatch), "74HC595", "RCLK")]
    [InlineData(nameof(SignalChain.SelectSync), "ADS131M08", "SYNC")]
    [InlineData(nameof(SignalChain.SelectTrips), "74LVC1G125", "OE")]
    [InlineData(nameof(SignalChain.SelectTemperature), "74HC139", "1E")]
    public void TheFirmwaresChipSelectReachesItsChip(string constant, string part, string pin)
    {
        var address = (int)typeof(SignalChain).GetField(constant)!.GetValue(null)!;
        Assert.Contains(Trace.Selected(address), s => s.Part == part && s.Pin == pin);
        Assert.Equal("Select" + PinsFile.SelectName(SelectionSheet.Selects[address]), constant);
    }

    [Fact]
    public void BehindSelectSevenTheLatchChoosesWhoAnswers()
    {
        // Without a bit the converter of temperatures, so that a board without the module is as it was.
        var decoder = Netlist.Nets.SelectMany(n => n.Value).First(n => n.Part.Name == "74HC139");
        string? Net(string pin) =>
            Netlist.NetOf($"{decoder.Reference}.{decoder.Part.Pins.First(p => p.Name == pin).Number}");
        Assert.Equal("nCS_OPTION", Net("1E")?.Split('/')[^1]);
        Assert.Equal(Trace.NetOf(LatchChain.MultiplexerByte, 4), Net("1A0"));
        Assert.Equal(Trace.NetOf(LatchChain.MultiplexerByte, 5), Net("1A1"));
        Assert.Contains(Netlist[Net("1Y0")!], n => n.Part.Name == "Conn_12" && n.Pin.Number == "7");
        foreach (var device in new[] { 1, 2, 3 })
            Assert.Contains(Netlist[Net($"1Y{device}")!], n => n.Part.Name == "ModuleHeader");
    }

    [Theory]
    [InlineData(0, "ADC_V")]
    [InlineData(1, "ADC_I")]
    [InlineData(2, "ADC_F")]
    public void EachConverterHasTheChannelsInOrder(int address, string signal)
    {
        var (reference, _, _) = Trace.Selected(address).First(s => s.Part == "ADS131M08");
        var part = Netlist.Nets.SelectMany(n => n.Value).First(n => n.Reference == reference).Part;
        for (var k = 0; k < 8; k++)
        {
            var pin = part.Pins.First(p => p.Name == $"AIN{k}P").Number;
            Assert.Equal($"CH{k}_{signal}", Netlist.NetOf($"{reference}.{pin}"));
        }
    }

    [Fact]
    public void TheLatchHasTheFirmwaresBits()
    {
        Assert.Equal(LatchChain.Bytes, Trace.Chain().Count);
        for (var k = 0; k < SignalChain.ChannelCount; k++)
        {
            AssertBit(k, LatchChain.Relay, $"CH{k}_RELAY_CMD");
            AssertBit(k, 1 << LatchChain.RangeShift, $"CH{k}_RANGE0");
            AssertBit(k, LatchChain.RangeMask & ~(1 << LatchChain.RangeShift), $"CH{k}_RANGE1");
            AssertBit(k, LatchChain.Potentiostat, $"CH{k}_PSTAT");
            AssertBit(k, LatchChain.Fine, $"CH{k}_FINE");
            AssertBit(k, LatchChain.Excitation, $"CH{k}_EXC");
        }
        for (var bit = 0; bit < 4; bit++)
            Assert.Equal($"MUX{bit}", Trace.NetOf(LatchChain.MultiplexerByte, bit));
        for (var bit = 4; bit < 8; bit++)
            Assert.EndsWith(SelectionSheet.SharedBits[bit], Trace.NetOf(LatchChain.MultiplexerByte, bit));
    }

    [Fact]
    public void EveryGeneratedNameIsThereOnce()
    {
        var names = PinPlan.Pins.Select(p => p.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, n => Assert.Matches("^[A-Z][A-Za-z0-9]+$", n));
    }

    private static void AssertBit(int channel, int mask, string net)
    {
        var bit = System.Numerics.BitOperations.TrailingZeroCount(mask);
        Assert.Equal(mask, 1 << bit);
        Assert.Equal(net, Trace.NetOf(channel, bit));
    }
}
