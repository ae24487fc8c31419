using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

/// <summary>The generators of the 1 MHz option module, driver and model.</summary>
public sealed class Ad9834Tests
{
    // The vendor's application note on programming it: 400 Hz from 25 MHz is 4295 of 2^28.
    [Fact]
    public void TheDriverSendsTheApplicationNotesExample()
    {
        RecordingBus bus = new();
        Ad9834 generator = new(bus, 7, Ad9834Register.Sine);
        generator.Hold((int)(400.0 / 25e6 * Ad9834.Accumulator + 0.5));
        generator.Run();
        Assert.Equal(["2100", "50C7", "4000", "C000", "2000"], bus.Frames);
    }

    [Fact]
    public void TheSquareWaveComesFromTheSignBitAndItsPhaseIsOneWord()
    {
        RecordingBus bus = new();
        Ad9834 generator = new(bus, 7, Ad9834Register.SignBit);
        generator.Hold(0x1000000);
        generator.Run();
        generator.SetPhase(3072);
        Assert.Equal(["2128", "4000", "4400", "C000", "2028", "CC00"], bus.Frames);
    }

    [Fact]
    public void TheModelMakesWhatTheDriverAsksFor()
    {
        Line line = new();
        Ad9834 generator = new(line, 7, Ad9834Register.SignBit);
        generator.Hold(0x1000000);
        Assert.Equal(0, line.Output.FrequencyHz);
        line.Now = 2e-3;
        generator.Run();
        Assert.Equal(1e6, line.Output.FrequencyHz, 1e-6);
        Assert.Equal(0, line.Output.Turns(2e-3), 1e-9);
        Assert.Equal(0.25, line.Output.Turns(2e-3 + 1.25e-6), 1e-6);
        generator.SetPhase(1024);
        Assert.Equal(0.25, line.Output.Turns(2e-3), 1e-9);
        Assert.True(line.Chip.IsSignBit);
        Assert.Equal(Ad9834Poison.None, line.Chip.Poison);
    }

    [Theory]
    [InlineData("2000", Ad9834Poison.Reset | Ad9834Poison.Registers)]
    [InlineData("2100 5000 2000", Ad9834Poison.HalfFrequency | Ad9834Poison.Registers)]
    [InlineData("2100 4000 4400 2000", Ad9834Poison.Registers)]
    [InlineData("2100 4000 4400 C000 202A", Ad9834Poison.Mode)]
    [InlineData("2100 4000 4400 C000 2200", Ad9834Poison.Pins)]
    [InlineData("2100 4000 4400 C000 2040", Ad9834Poison.Sleep)]
    [InlineData("2100 4000 4400 C000 2000 4000 4200", Ad9834Poison.Step | Ad9834Poison.HalfFrequency)]
    public void WhatTheDataSheetForbidsMakesGarbage(string words, Ad9834Poison expected)
    {
        Line line = new();
        foreach (string word in words.Split(' '))
            line.Transfer(7, Convert.FromHexString(word), new byte[2], 2);
        Assert.Equal(expected, line.Chip.Poison & expected);
        Assert.True(line.Output.IsGarbage);
    }

    [Fact]
    public void AFrameThatIsNoWordIsCounted()
    {
        Line line = new();
        line.Transfer(7, [0x20, 0x00, 0x00], new byte[3], 3);
        Assert.Equal(1, line.Chip.ProtocolErrors);
    }

    private sealed class Line : ISpiBus
    {
        public Line() => Chip = new Ad9834Chip((output, _) => Output = output);

        public Ad9834Chip Chip { get; }

        public GeneratorOutput Output { get; private set; }

        public double Now { get; set; }

        public void Transfer(int chipSelect, byte[] write, byte[] read, int count) =>
            Chip.Transfer(Now, write.AsSpan(0, count), read.AsSpan(0, count));
    }
}
