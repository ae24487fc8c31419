using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Chips;
using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Pins;

/// <summary>Schematic, firmware and virtual board mean the same 1 MHz module: devices, inputs, amplitudes, gain and corners.</summary>
public sealed class ModuleAgreementTests
{
    private static readonly Netlist Main = new(CellNode.Create());
    private static readonly Netlist Module = new(Projects.Megahertz());
    private static readonly Sheet Drawing = ModuleSheet.Create();

    [Theory]
    [InlineData(ModuleChain.DeviceExcitation, "AD9834", "FILTERED")]
    [InlineData(ModuleChain.DeviceOscillator, "AD9834", "CHOP_V")]
    [InlineData(ModuleChain.DeviceConverter, "ADS131M08", "MEAN_V")]
    public void TheSchematicLeadsADeviceNumberToItsChip(int device, string part, string reached)
    {
        // The latch's bits are the decoder's address, its output goes through the plug.
        var bits = new LatchTrace(Main);
        var decoder = All(Main).First(n => n.Part.Name == "74HC139");
        for (var bit = 0; bit < 2; bit++)
            Assert.Equal(
                bits.NetOf(LatchChain.MultiplexerByte, LatchChain.ModuleDeviceShift + bit),
                Main.NetOf($"{decoder.Reference}.{Number(decoder, $"1A{bit}")}")
            );
        var line = Main.NetOf($"{decoder.Reference}.{Number(decoder, $"1Y{device}")}")!;
        var pin = Main[line].Single(n => n.Part.Name == "ModuleHeader").Pin.Number;
        var socket = All(Module).First(n => n.Part.Name == "ModuleSocket").Reference;
        var chip = Reach(Module.NetOf($"{socket}.{pin}")!, part);
        Assert.Contains(Neighbourhood(chip, 3), net => net.EndsWith(reached, StringComparison.Ordinal));
    }

    [Fact]
    public void TheVirtualBoardAnswersAtTheSameDeviceNumbers()
    {
        var time = new VirtualTime();
        var chips = new VirtualChips(
            time,
            new RecordingBoard(),
            new VirtualChipOptions { HasModule = true, NoiseScale = 0 }
        );
        void Address(int device)
        {
            var latch = new byte[LatchChain.Bytes];
            latch[LatchChain.MultiplexerByte] = (byte)(
                LatchChain.MultiplexerOff | device << LatchChain.ModuleDeviceShift
            );
            chips.ConverterBus.Transfer(SignalChain.SelectLatch, latch, new byte[latch.Length], latch.Length);
        }
        void Write(int device, int word)
        {
            Address(device);
            byte[] frame = [(byte)(word >> 8), (byte)word];
            chips.ConverterBus.Transfer(ModuleChain.Select, frame, new byte[2], 2);
        }
        // Both halves of frequency register 0: three steps for A, five for B.
        foreach (
            var (device, steps) in new[]
            {
                (ModuleChain.DeviceExcitation, 3),
                (ModuleChain.DeviceOscillator, 5),
            }
        )
        {
            var word = steps * ModuleChain.StepWord;
            Write(device, 0x2100);
            Write(device, 0x4000 | word & 0x3FFF);
            Write(device, 0x4000 | word >> 14);
        }
        Assert.Equal(3 * ModuleChain.StepWord, chips.Module!.Excitation.FrequencyWord);
        Assert.Equal(5 * ModuleChain.StepWord, chips.Module.Oscillator.FrequencyWord);
        Address(ModuleChain.DeviceConverter);
        var read = new byte[30];
        for (var frame = 0; frame < 2; frame++)
            chips.ConverterBus.Transfer(ModuleChain.Select, [0xA0, .. new byte[29]], read, 30);
        // The identity of an eight-channel converter.
        Assert.Equal(0x28, read[0]);
    }

    [Theory]
    [InlineData(ModuleChain.InputVoltage, "MEAN_V", "BIAS_V")]
    [InlineData(ModuleChain.InputCurrent, "MEAN_I", "BIAS_I")]
    public void TheConvertersInputsAreTheFirmwares(int input, string mean, string bias)
    {
        var chip = All(Module).First(n => n.Part.Name == "ADS131M08");
        Assert.EndsWith(mean, Module.NetOf($"{chip.Reference}.{Number(chip, $"AIN{input}P")}"));
        Assert.EndsWith(bias, Module.NetOf($"{chip.Reference}.{Number(chip, $"AIN{input}N")}"));
    }

    [Fact]
    public void AmplitudesGainAndCornersAreTheDrawingsWithinOnePercent()
    {
        for (var setting = 0; setting < ModuleChain.AmplitudeCount; setting++)
        {
            Assert.InRange(ModuleChain.Amplitude(setting) / ModuleBudget.Amplitudes[setting], 0.99, 1.01);
            Assert.Equal(ModuleConstants.Amplitude(setting), ModuleChain.Amplitude(setting), 9);
        }
        var gain = 1 + Value("R", "AMP_V", "FB_V") / Value("R", "FB_V", "LEG_V");
        Assert.InRange(gain / ModuleConstants.Gain, 0.99, 1.01);
        Assert.InRange(ModuleChain.DemodulatorGain / (gain / Math.PI), 0.99, 1.01);
        Assert.InRange(
            Value("R", "CHOP_V", "MEAN_V") * Value("C", "MEAN_V", "AGND") / ModuleConstants.FilterSeconds,
            0.99,
            1.01
        );
        Assert.InRange(
            1
                / (2 * Math.PI * Value("C", "BUS_V", "AC_V") * Value("R", "AC_V", "BIAS"))
                / ModuleConstants.CouplingHz,
            0.99,
            1.01
        );
        Assert.Equal(ModuleConstants.ClockHz / (1 << 28) * ModuleChain.StepWord, ModuleChain.StepHz);
    }

    [Fact]
    public void BothSignalsHaveTheSameParts()
    {
        string Of(string block, string signal) =>
            string.Join(
                ';',
                Drawing
                    .Components.Where(c => c.Block == block && c.Part.Name is "R" or "C" && c.Block == block)
                    .Select(c =>
                        $"{c.Part.Name} {c.Value} {c.Grade} {string.Join(' ', c.Nets.Values.Select(n => n.Replace($"_{signal}", "_x")))}"
                    )
                    .Order(StringComparer.Ordinal)
            );
        Assert.Equal(Of("Cell voltage", "V"), Of("Shunt voltage", "I"));
    }

    private static double Value(string part, string one, string two) =>
        Drawing.Components.Single(c => c.Part.Name == part && c.Nets["1"] == one && c.Nets["2"] == two).Si;

    private static IEnumerable<Node> All(Netlist netlist) => netlist.Nets.SelectMany(n => n.Value);

    private static string Number(Node node, string pin) => node.Part.Pins.First(p => p.Name == pin).Number;

    // Follows inverter, flip-flop and resistor until a chip of that kind is on the net.
    private static string Reach(string from, string part)
    {
        var open = new Queue<string>([from]);
        var seen = new HashSet<string> { from };
        while (open.TryDequeue(out var net))
        {
            if (
                Module[net]
                    .FirstOrDefault(n =>
                        n.Part.Name == part && n.Pin.Name is "FSYNC" or "CS" && n.Part.Name == part
                    ) is
                { } found
            )
                return found.Reference;
            foreach (var node in Module[net].Where(n => n.Part.Name is "74LVC1G04" or "74AUP1G74" or "R"))
            foreach (var pin in node.Part.Pins)
                if (
                    Module.NetOf($"{node.Reference}.{pin.Number}") is { } next
                    && !Supplies.IsSupply(next)
                    && !next.EndsWith("SCLK2", StringComparison.Ordinal)
                    && seen.Add(next)
                )
                    open.Enqueue(next);
        }
        throw new InvalidOperationException($"{from} reaches no {part}");
    }

    // Nets that a chip touches, and those behind them over so many parts; supplies and the shared bus lead everywhere and do not count.
    private static HashSet<string> Neighbourhood(string reference, int depth)
    {
        bool Leads(string net) =>
            !Supplies.IsSupply(net)
            && !new[] { "SCLK2", "MOSI2", "MISO2", "CLK_MODULE", "CLK_8M", "REF_ADC", "nSYNC" }.Any(n =>
                net.EndsWith(n, StringComparison.Ordinal)
            );
        IEnumerable<string> Of(string r) =>
            Module.Nets.Where(n => Leads(n.Key) && n.Value.Any(v => v.Reference == r)).Select(n => n.Key);
        var nets = Of(reference).ToHashSet();
        for (var k = 1; k < depth; k++)
            nets.UnionWith(
                nets.SelectMany(n => Module[n])
                    .Where(n =>
                        n.Part.Prefix != "J" && n.Part.Name is not ("AD9834" or "ADS131M08" or "74AUP1G74")
                    )
                    .SelectMany(n => Of(n.Reference))
                    .ToList()
            );
        return nets;
    }
}
