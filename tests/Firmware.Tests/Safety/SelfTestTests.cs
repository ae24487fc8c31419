using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Tests.Runner;
using EdgeTester.Firmware.Virtual.Cells;
using static EdgeTester.Firmware.Tests.Runner.Bench;
using Bench = EdgeTester.Firmware.Tests.Channels.Bench;
using RunnerBench = EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>The self-test of boot and day: what is planted in a chip model is found and named, what is driven is left alone.</summary>
public sealed class SelfTestTests
{
    private static SelfTestFinding Test(Bench bench, int channels = 0xFF)
    {
        SelfTestFinding finding = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartSelfTest(channels));
        FrontEndFault fault;
        while ((fault = bench.FrontEnd.PollSelfTest(finding, out long next)) == FrontEndFault.Busy)
        {
            // The runner reads on while a self-test lasts.
            bench.Time.AdvanceTo(Math.Max(bench.Time.ElapsedMicroseconds + 12_200, next));
            Assert.True(bench.FrontEnd.Refresh() is FrontEndFault.None or FrontEndFault.Busy);
        }

        Assert.Equal(FrontEndFault.None, fault);
        return finding;
    }

    private static DeviceDescription Described(RunnerBench bench)
    {
        DeviceDescription description = new();
        byte[] bytes = bench.Uplink.Retained[Topics.Birth("T1")];
        Assert.Equal(
            FrameError.None,
            description.TryDecode(bytes, 0, bytes.Length, new FrameHeader(), new ByteReader())
        );
        return description;
    }

    [Fact]
    public void ABoardWhosePartsHaveTheErrorsOfTheirDataSheetsIsWell()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            Bench bench = new Bench(new() { Seed = seed, WithErrors = true }).Initialized();
            SelfTestFinding finding = Test(bench);
            Assert.Equal(SelfTestPart.None, finding.Part);
            Assert.Equal(0xFF, finding.Channels);
        }
    }

    [Theory]
    [InlineData(0, SelfTestPart.CoarseVoltage)]
    [InlineData(1, SelfTestPart.Current)]
    [InlineData(2, SelfTestPart.FineVoltage)]
    public void AConverterWithAWrongGainOrOffsetIsFoundWithItsChannel(int converter, SelfTestPart part)
    {
        Bench bench = new Bench().Initialized();
        double gain = converter == 2 ? 4 : 1;
        bench.Chips.Converter(converter).Errors.Gain[5] = 0.05;
        SelfTestFinding finding = Test(bench);
        Assert.Equal((part, 5), (finding.Part, finding.Channel));
        Assert.Equal(1.25 * 2 / 15 / gain, finding.Expected, 1e-9);
        Assert.Equal(1.05 * finding.Expected, finding.Read, 1e-4);
        bench.Chips.Converter(converter).Errors.Gain[5] = 0;
        bench.Chips.Converter(converter).Errors.Offset[2] = 2e-3;
        finding = Test(bench);
        Assert.Equal((part, 2, 0), (finding.Part, finding.Channel, finding.Expected));
        Assert.Equal(2e-3, finding.Read, 1e-4);
        bench.Chips.Converter(converter).Errors.Offset[2] = 0;
        Assert.Equal(SelfTestPart.None, Test(bench).Part);
    }

    [Fact]
    public void ASetPointALatchAndAGeneratorThatAreNotWhatTheyShouldBeAreFound()
    {
        Bench bench = new Bench().Initialized();
        bench.Chips.Dac.Upset(3, 0x8123, bench.Time.Seconds);
        SelfTestFinding finding = Test(bench);
        Assert.Equal((SelfTestPart.SetPoint, 3), (finding.Part, finding.Channel));
        Assert.Equal((0x8123, 0x8000), (finding.Read, finding.Expected));

        bench = new Bench().Initialized();
        bench.Chips.Latch.Upset(4, 0x06, bench.Time.Seconds);
        finding = Test(bench);
        Assert.Equal((SelfTestPart.Latch, SelfTestFinding.Board), (finding.Part, finding.Channel));
        Assert.Equal(1, finding.Read);
        // Looking has put it right.
        Assert.Equal(SelfTestPart.None, Test(bench).Part);

        bench.Chips.WaveformGenerator.IdentityFlip = 0x10;
        finding = Test(bench);
        Assert.Equal((SelfTestPart.Generator, 0x4154), (finding.Part, finding.Read));
        bench.Chips.WaveformGenerator.IdentityFlip = 0;
        bench.Chips.WaveformGenerator.ReferenceError = -0.05;
        finding = Test(bench);
        Assert.Equal(SelfTestPart.GeneratorReference, finding.Part);
        Assert.Equal(0.71 - 0.05 * 1.82, finding.Read, 1e-3);
    }

    [Fact]
    public void ADrivenChannelIsNotLookedAwayFromAndItsReadingsGoOn()
    {
        CellBench bench = new([CellBench.Resistor(1000), CellBench.Resistor(1000)]);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveCurrent(0, 5e-4, 1));
        bench.Run(0.5);
        SelfTestFinding finding = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartSelfTest(0xFF));
        while (bench.FrontEnd.PollSelfTest(finding, out long next) == FrontEndFault.Busy)
        {
            bench.Time.AdvanceTo(Math.Max(bench.Time.ElapsedMicroseconds + 12_200, next));
            bench.FrontEnd.Refresh();
            Assert.Equal(5e-4, bench.FrontEnd.Current(0), 1e-6);
            Assert.Equal(5e-4, bench.Board.Cell(0).At(bench.Time.Seconds).Current, 1e-6);
            // The others' readings stand still: no test signal shows as a cell's voltage.
            Assert.Equal(0, bench.FrontEnd.Voltage(1), 1e-3);
        }

        Assert.Equal((SelfTestPart.None, 0xFE), (finding.Part, finding.Channels));
    }

    [Fact]
    public void AChannelThatIsDrivenMeanwhileHasItsInputsBackAtOnce()
    {
        CellBench bench = new([CellBench.Resistor(1000), CellBench.Resistor(1000)]);
        SelfTestFinding finding = new();
        bench.FrontEnd.StartSelfTest(0xFF);
        for (int k = 0; k < 40; k++)
        {
            Assert.Equal(FrontEndFault.Busy, bench.FrontEnd.PollSelfTest(finding, out _));
            bench.Run(0.0122);
        }

        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveCurrent(1, 5e-4, 1));
        for (int address = 9; address < 9 + 40; address += 5)
            Assert.Equal(0, bench.Chips.Converter(0).Register(address) & 3);
        bench.Run(0.2);
        Assert.Equal(5e-4, bench.FrontEnd.Current(1), 1e-6);
        Assert.Equal(0.5, bench.FrontEnd.Voltage(1), 1e-3);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.PollSelfTest(finding, out _));
        Assert.Equal(0, finding.Channels);
    }

    [Fact]
    public void ItRunsAfterTheBootAndEveryDayAndAChannelWithARunHasItsConvertersTestedAfterIt()
    {
        RunnerBench bench = new(2);
        StepDefinition step = Step(StepKind.ConstantCurrent, 1e-4).Until(30 * 3600);
        step.RecordIntervalMicroseconds = 3_600_000_000;
        bench.Start(Plan(step));
        bench.Run(60);
        int all = (1 << bench.Tester.ChannelCount) - 1;
        Assert.Equal(all & ~1, bench.FrontEnd.SelfTests[0]);
        // What is left is looked for again and again, and is not free before the run ends.
        bench.Run(23 * 3600);
        Assert.Single(bench.FrontEnd.SelfTests);
        bench.Run(2 * 3600);
        Assert.Equal(2, bench.FrontEnd.SelfTests.Count);
        bench.Run(6 * 3600);
        Assert.Equal([all & ~1, all & ~1, 1], bench.FrontEnd.SelfTests);
        // The run that went on carries the day's result.
        RunEvent said = Assert.Single(bench.Recording().Of(RunEventCode.SelfTested));
        Assert.Equal(0, said.Value1 % 256);
    }

    [Fact]
    public void WhatItFindsIsInTheDescriptionAndThatChannelTakesNoRun()
    {
        RunnerBench bench = new();
        bench.FrontEnd.BadPart = SelfTestPart.Current;
        bench.FrontEnd.BadChannel = 0;
        bench.Run(10);
        DeviceDescription said = Described(bench);
        Assert.Equal((SelfTestPart.Current, 0), (said.SelfTest, said.SelfTestChannel));
        Assert.Equal((0.15, 1.0 / 6), (said.SelfTestRead, said.SelfTestExpected));
        CommandAcknowledgement answer = bench.Start(Plan(Step(StepKind.Rest).Until(1)));
        Assert.Equal(CommandResult.NotReady, answer.Result);
        Assert.Contains("self-test", answer.Text, StringComparison.Ordinal);
        bench.FrontEnd.BadPart = SelfTestPart.None;
        bench.Run(25 * 3600);
        Assert.Equal(SelfTestPart.None, Described(bench).SelfTest);
    }

    [Fact]
    public void AStuckCellOfTheMemoryIsFoundByTheDay()
    {
        RunnerBench bench = new();
        bench.Run(10);
        bench.Memory.StuckCell = bench.Memory.Size - 3;
        bench.Run(25 * 3600);
        DeviceDescription said = Described(bench);
        Assert.Equal((SelfTestPart.Memory, 255), (said.SelfTest, said.SelfTestChannel));
    }
}
