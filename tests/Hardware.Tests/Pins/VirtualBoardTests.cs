using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>The virtual board answers at the chip selects and latch bits that the schematic wires.</summary>
public sealed class VirtualBoardTests
{
    private static readonly Netlist Netlist = new(CellNode.Create());
    private readonly RecordingBoard board = new();
    private readonly VirtualTime time = new();
    private readonly VirtualChips chips;

    public VirtualBoardTests() =>
        chips = new VirtualChips(time, board, new VirtualChipOptions { NoiseScale = 0 });

    [Fact]
    public void ALatchByteReachesTheChannelThatTheSchematicWires()
    {
        var trace = new LatchTrace(Netlist);
        var select = SelectOf("nCS_LATCH");
        for (var sent = 0; sent < SelectionSheet.LatchBytes; sent++)
        for (var bit = 0; bit < 8; bit++)
        {
            var write = new byte[SelectionSheet.LatchBytes];
            write[sent] = (byte)(1 << bit);
            chips.ConverterBus.Transfer(select, write, new byte[write.Length], write.Length);
            Assert.Equal(1 << bit, board.Latch[sent]);
            var net = trace.NetOf(sent, bit);
            if (sent < 8 && bit < 6)
                Assert.Equal($"CH{sent}_{SelectionSheet.ChannelBits[bit]}", net);
            else if (sent == 8)
                Assert.EndsWith(SelectionSheet.SharedBits[bit], net);
            else
                Assert.Null(net);
        }
    }

    [Theory]
    [InlineData("nCS_COARSE", 0)]
    [InlineData("nCS_SHUNT", 1)]
    [InlineData("nCS_FINE", 2)]
    public void AConverterAnswersAtItsSelect(string net, int converter)
    {
        time.AdvanceTo(2_000_000);
        var read = new byte[30];
        for (var frame = 0; frame < 2; frame++)
            chips.ConverterBus.Transfer(SelectOf(net), new byte[30], read, 30);
        for (var channel = 0; channel < 8; channel++)
        {
            var at = 3 + 3 * channel;
            var code = (read[at] << 24 | read[at + 1] << 16 | read[at + 2] << 8) >> 8;
            Assert.Equal(0.05 * (converter + 1) + 0.001 * channel, code * 1.2 / 8388608, 4);
        }
    }

    [Fact]
    public void TheDacAnswersAtItsSelect()
    {
        for (var channel = 0; channel < 8; channel++)
        {
            byte[] write = [(byte)(8 + channel), 0x40, 0x00];
            chips.ConverterBus.Transfer(SelectOf("nCS_DAC"), write, new byte[3], 3);
        }
        Assert.Equal(8, board.Dac.Count);
        Assert.All(board.Dac.Values, v => Assert.NotEqual(1.25, v, 2));
    }

    [Fact]
    public void TheTripRegisterHasTheChannelsBitsAndThenTheComplement()
    {
        board.Tripped.Add(2);
        board.Tripped.Add(7);
        var read = new byte[2];
        chips.ConverterBus.Transfer(SelectOf("nCS_TRIPS"), new byte[2], read, 2);
        Assert.Equal(0x84, read[0]);
        Assert.Equal(0x7B, read[1]);
        // In the schematic the register next to MISO has the direct bits, D7 is first out.
        var outputs = Netlist
            .Nets.SelectMany(n => n.Value)
            .Where(n => n.Part.Name == "74HC165" && n.Pin.Name == "DS");
        var last = outputs.Single(n => Netlist.NetOf($"{n.Reference}.10") != Supplies.AnalogGround);
        string Bit(int k) => last.Part.Pins.First(p => p.Name == $"D{k}").Number;
        for (var k = 0; k < 8; k++)
            Assert.Equal($"CH{k}_TRIPPED", Netlist.NetOf($"{last.Reference}.{Bit(k)}"));
        var first = outputs.Single(n => n.Reference != last.Reference).Reference;
        for (var k = 0; k < 8; k++)
            Assert.Equal($"CH{k}_nTRIPPED", Netlist.NetOf($"{first}.{Bit(k)}"));
    }

    private static int SelectOf(string net) => SelectionSheet.Selects.ToList().IndexOf(net);
}
