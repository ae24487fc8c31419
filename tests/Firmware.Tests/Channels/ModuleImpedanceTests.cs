using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>The 1 MHz option module: known cells from 200 kHz to 1 MHz, against the AD5941 where both can, and what happens without it.</summary>
public sealed class ModuleImpedanceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(20.0)]
    [InlineData(300.0)]
    [InlineData(5000.0)]
    public void ACellWithABulkArcReadsTrueOnNominalParts(double ohm)
    {
        CellBench bench = Bench(ohm, new VirtualChipOptions { HasModule = true });
        for (int k = 0; k <= 7; k++)
        {
            PointResult point = bench.Point(0, 1e6 * Math.Pow(10, -k / 10.0), 5e-3);
            Complex error =
                new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(ohm, point.FrequencyHz) - 1;
            output.WriteLine(
                $"{point.FrequencyHz:F1} Hz {ohm} ohm error {100 * error.Real:F3} % {error.Imaginary * 180 / Math.PI:F3} deg sigma {100 * point.RelativeSigma:F3} % V {point.VoltageAmplitude:E2} I {point.CurrentAmplitude:E2} q {point.Quality} t {bench.Time.Seconds:F2}"
            );
            Assert.True(error.Magnitude < 0.01, $"{point.FrequencyHz} Hz: {error}");
        }
        Assert.Equal(Ad9834Poison.None, bench.Chips.Module!.Excitation.Poison);
        Assert.Equal(Ad9834Poison.None, bench.Chips.Module.Oscillator.Poison);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void ACalibratedBoardIsWithin2PercentAnd2DegreeAndTheStatedUncertaintyCovers95Percent(int seed)
    {
        FrontEndCalibration calibration = BoardCalibration.Of(seed, direct: false, hasModule: true);
        int points = 0;
        int covered = 0;
        double worst = 0;
        double worstDegree = 0;
        List<string> wrong = [];
        foreach (double ohm in (double[])[20, 100, 700, 5000])
        {
            CellBench bench = Bench(
                ohm,
                new VirtualChipOptions
                {
                    Seed = (ulong)seed,
                    WithErrors = true,
                    HasModule = true,
                },
                seed,
                calibration
            );
            for (int k = 0; k <= 7; k++)
            {
                PointResult point = bench.Point(0, k == 7 ? 203e3 : 1e6 * Math.Pow(10, -k / 10.0), 5e-3);
                Complex error =
                    new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(ohm, point.FrequencyHz) - 1;
                double percent = 100 * Math.Abs(error.Real);
                double degree = Math.Abs(error.Imaginary) * 180 / Math.PI;
                worst = Math.Max(worst, percent);
                worstDegree = Math.Max(worstDegree, degree);
                points += 2;
                covered += Math.Abs(error.Real) <= 2 * point.RelativeSigma ? 1 : 0;
                covered += Math.Abs(error.Imaginary) <= 2 * point.RelativeSigma ? 1 : 0;
                string line =
                    $"{point.FrequencyHz:F1} Hz {ohm} ohm error {100 * error.Real:F3} % {error.Imaginary * 180 / Math.PI:F3} deg sigma {100 * point.RelativeSigma:F3} %";
                output.WriteLine(line);
                Assert.True(point.RelativeSigma < 0.01, line);
                if (percent > 2 || degree > 2)
                    wrong.Add(line);
            }
        }
        output.WriteLine($"worst {worst:F3} % {worstDegree:F3} degree, covered {covered} of {points}");
        Assert.Empty(wrong);
        Assert.InRange((double)covered / points, 0.95, 1);
    }

    [Theory]
    [InlineData(20.0, 0.005)]
    [InlineData(5000.0, 0.05)]
    public void WithoutOpenShortAndLoadTheUncertaintySaysSo(double ohm, double least)
    {
        for (int seed = 1; seed < 6; seed++)
        {
            CellBench bench = Bench(
                ohm,
                new VirtualChipOptions
                {
                    Seed = (ulong)seed,
                    WithErrors = true,
                    HasModule = true,
                },
                seed
            );
            PointResult point = bench.Point(0, 1e6, 5e-3);
            Complex error =
                new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(ohm, point.FrequencyHz) - 1;
            output.WriteLine($"seed {seed}: {error.Magnitude:F4}, stated {point.RelativeSigma:F4}");
            Assert.InRange(error.Magnitude, least, 2 * point.RelativeSigma);
        }
    }

    [Theory]
    [InlineData(20.0)]
    [InlineData(700.0)]
    [InlineData(5000.0)]
    public void BothWaysAgreeWhereBothCanMeasure(double ohm)
    {
        CellBench bench = Bench(ohm, new VirtualChipOptions { HasModule = true });
        foreach (double hz in (double[])[100e3, 141e3, 199e3])
        {
            double above = bench.FrontEnd.ModuleAboveHz;
            PointResult usual = bench.Point(0, hz, 5e-3);
            long windows = bench.Chips.WaveformGenerator.Results;
            bench.FrontEnd.ModuleAboveHz = 50e3;
            PointResult module = bench.Point(0, hz, 5e-3);
            Assert.Equal(windows, bench.Chips.WaveformGenerator.Results);
            bench.FrontEnd.ModuleAboveHz = above;
            Complex difference =
                new Complex(module.RealOhm, module.ImaginaryOhm)
                    / Truth(ohm, module.FrequencyHz)
                    / (new Complex(usual.RealOhm, usual.ImaginaryOhm) / Truth(ohm, usual.FrequencyHz))
                - 1;
            output.WriteLine($"{hz} Hz {ohm} ohm: {difference}");
            Assert.True(difference.Magnitude < 0.005, $"{hz} Hz: {difference}");
        }
    }

    [Fact]
    public void AGalvanostaticPointStaysBelowTheAskedCurrent()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        PointResult point = bench.Point(0, 500e3, 60e-6, galvanostatic: true);
        Assert.InRange(point.CurrentAmplitude, 20e-6, 60e-6);
        Complex error = new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(300, point.FrequencyHz) - 1;
        Assert.True(error.Magnitude < 0.01, error.ToString());
    }

    [Fact]
    public void ABoardSaysWhetherItHasTheModuleAndRefusesWhatItCannot()
    {
        CellBench without = Bench(300, new VirtualChipOptions());
        Assert.Equal(200e3, without.FrontEnd.HighestPointFrequencyHz);
        Assert.Equal(FrontEndFault.OutOfRange, without.FrontEnd.StartPoint(0, 300e3, 5e-3, false, 2, 0));
        CellBench with = Bench(300, new VirtualChipOptions { HasModule = true });
        Assert.Equal(1e6, with.FrontEnd.HighestPointFrequencyHz);
        Assert.Equal(FrontEndFault.OutOfRange, with.FrontEnd.StartPoint(0, 1.1e6, 5e-3, false, 2, 0));
    }

    [Theory]
    [InlineData(300e3, false, "option module")]
    [InlineData(300e3, true, "")]
    [InlineData(1e6, true, "")]
    [InlineData(1.2e6, true, "1 MHz")]
    public void APlanIsHeldAgainstWhatTheBoardMeasures(double hz, bool hasModule, string expected)
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = hasModule });
        StepDefinition row = new()
        {
            Kind = StepKind.PotentiostaticImpedance,
            RelativeToOpenCircuit = true,
            Range = StepDefinition.AutoRange,
            StartFrequencyHz = hz,
            EndFrequencyHz = 1,
            PointsPerDecade = 10,
            Amplitude = 5e-3,
        };
        string fault = PlanCheck.FaultOf(row, bench.FrontEnd, new TesterOptions());
        if (expected.Length == 0)
            Assert.Empty(fault);
        else
            Assert.Contains(expected, fault);
    }

    [Fact]
    public void TheWaveformGeneratorAndTheModuleAreNeverOnTheBusTogether()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0));
        Assert.Equal(FrontEndFault.Busy, bench.FrontEnd.StartPoint(0, 1e3, 5e-3, false, 2, 0));
        Assert.Equal(FrontEndFault.Busy, bench.FrontEnd.StartReference(0));
        bench.FrontEnd.AbortPoint();
        Assert.Equal(15, bench.Chips.Latch.State[8]);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(0, 1e3, 5e-3, false, 2, 0));
        Assert.Equal(FrontEndFault.Busy, bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0));
    }

    [Fact]
    public void ADisconnectedChannelTakesTheModuleOffAtOnce()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0));
        bench.FrontEnd.Disconnect(0);
        Assert.Equal(0, bench.Chips.Latch.State[0] & 0x21);
        Assert.Equal(15, bench.Chips.Latch.State[8]);
        Assert.NotEqual(FrontEndFault.None, bench.FrontEnd.PollPoint(new PointResult(), out _));
    }

    [Fact]
    public void TemperaturesAreReadBetweenPointsAndKeptMeanwhile()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        bench.Run(1.5);
        double before = bench.FrontEnd.Temperature(0);
        Assert.Equal(25, before, 0.2);
        bench.Board.SetChamber(0, 60, bench.Time.Seconds);
        bench.Point(0, 500e3, 5e-3);
        Assert.Equal(before, bench.FrontEnd.Temperature(0));
        bench.Run(1.5);
        Assert.NotEqual(before, bench.FrontEnd.Temperature(0));
        Assert.False(double.IsNaN(bench.FrontEnd.Temperature(0)));
    }

    // Another channel's slow point synchronises all converters while the module measures.
    [Fact]
    public void ASynchronisedConverterStartsTheQuarterAnew()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        PointResult point = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0));
        bool even = false;
        FrontEndFault fault;
        for (int k = 0; (fault = bench.FrontEnd.PollPoint(point, out long next)) == FrontEndFault.Busy; k++)
        {
            Assert.True(k < 2000);
            bench.Time.AdvanceTo(next);
            if (k % 17 == 5)
                Assert.Equal(FrontEndFault.None, bench.FrontEnd.SetSampling(even = !even));
        }
        Assert.Equal(FrontEndFault.None, fault);
        Complex error = new Complex(point.RealOhm, point.ImaginaryOhm) / Truth(300, point.FrequencyHz) - 1;
        Assert.True(error.Magnitude < 0.01, error.ToString());
    }

    [Fact]
    public void AGeneratorThatStandsStillIsASelfTestFaultNotANumber()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        PointResult point = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0));
        // Held in reset behind the driver's back.
        bench.Chips.Module!.Oscillator.Transfer(bench.Time.Seconds, [0x21, 0x28], new byte[2]);
        FrontEndFault fault;
        while ((fault = bench.FrontEnd.PollPoint(point, out long next)) == FrontEndFault.Busy)
            bench.Time.AdvanceTo(next);
        Assert.Equal(FrontEndFault.SelfTest, fault);
    }

    [Fact]
    public void AConverterThatStopsOrTalksNonsenseEndsThePoint()
    {
        CellBench bench = Bench(300, new VirtualChipOptions { HasModule = true });
        bench.Chips.Module!.Converter.IsConversionStopped = true;
        Assert.Equal(FrontEndFault.NoData, End(bench));
        bench.Chips.Module.Converter.IsConversionStopped = false;
        bench.Chips.ConverterBus.Plant(SignalChain.SelectTemperature, new BusFault { CorruptEveryReply = 1 });
        Assert.Equal(FrontEndFault.Checksum, End(bench));
        bench.Chips.ConverterBus.Plant(
            SignalChain.SelectTemperature,
            new BusFault { CorruptEveryReply = 50 }
        );
        Assert.Equal(FrontEndFault.None, End(bench));
        bench.Chips.ConverterBus.Plant(
            SignalChain.SelectTemperature,
            new BusFault { StuckAt = 0xFF, IsDeaf = true }
        );
        Assert.Equal(FrontEndFault.ChipMissing, End(bench));
    }

    private static FrontEndFault End(CellBench bench)
    {
        PointResult point = new();
        FrontEndFault fault = bench.FrontEnd.StartPoint(0, 500e3, 5e-3, false, 2, 0);
        while (fault is FrontEndFault.None or FrontEndFault.Busy)
        {
            fault = bench.FrontEnd.PollPoint(point, out long next);
            if (fault != FrontEndFault.Busy)
                return fault;
            bench.Time.AdvanceTo(next);
        }
        return fault;
    }

    private static Complex Truth(double ohm, double hz) =>
        0.4 * ohm + 0.6 * ohm / new Complex(1, 2 * Math.PI * hz * 0.6 * 27e-12 * 5000);

    private static CellBench Bench(
        double ohm,
        VirtualChipOptions options,
        int? tolerances = null,
        FrontEndCalibration? calibration = null
    )
    {
        CellModel cell = CellBench.Cell(
            new ElementDefinition { Resistance = 0.4 * ohm },
            new ElementDefinition
            {
                Kind = "rc",
                Resistance = 0.6 * ohm,
                Capacitance = 27e-12 * 5000 / ohm,
            }
        );
        CellBench bench = new([cell], options, tolerances, calibration);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveVoltage(0, 0, 0));
        bench.Run(0.3);
        return bench;
    }
}
