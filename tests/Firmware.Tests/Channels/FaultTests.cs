using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class FaultTests
{
    [Theory]
    [InlineData(0, 0x00)]
    [InlineData(1, 0xFF)]
    [InlineData(2, 0x00)]
    [InlineData(3, 0xFF)]
    [InlineData(4, 0x00)]
    [InlineData(4, 0xFF)]
    public void AStuckChipIsFoundByInitialize(int chipSelect, byte level)
    {
        Bench bench = new();
        bench.Chips.ConverterBus.Plant(chipSelect, new BusFault { StuckAt = level });
        Assert.NotEqual(FrontEndFault.None, bench.FrontEnd.Initialize());
        Assert.All(Enumerable.Range(0, 8), k => Assert.False(bench.Board.IsClosed(k)));
        bench.Chips.ConverterBus.PlantOnAll(null);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Initialize());
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void AStuckWaveformChipIsFoundByInitialize(byte level)
    {
        Bench bench = new();
        bench.Chips.WaveformBus.Plant(0, new BusFault { StuckAt = level });
        Assert.Equal(FrontEndFault.ChipMissing, bench.FrontEnd.Initialize());
    }

    [Theory]
    [InlineData(0, 0x00)]
    [InlineData(1, 0xFF)]
    [InlineData(2, 0xFF)]
    public void AStuckConverterIsFoundByTheNextRefresh(int chipSelect, byte level)
    {
        Bench bench = Driving();
        bench.Chips.ConverterBus.Plant(chipSelect, new BusFault { StuckAt = level });
        bench.Advance(0.0122);
        Assert.Equal(FrontEndFault.ChipMissing, bench.FrontEnd.Refresh());
    }

    [Fact]
    public void EveryRelayOpensThoughNothingThatComesBackMakesSense()
    {
        Bench bench = Driving();
        bench.Chips.ConverterBus.PlantOnAll(new BusFault { StuckAt = 0xFF });
        bench.Chips.WaveformBus.PlantOnAll(new BusFault { StuckAt = 0xFF });
        bench.Advance(0.0122);
        Assert.NotEqual(FrontEndFault.None, bench.FrontEnd.Refresh());
        bench.FrontEnd.DisconnectAll();
        Assert.All(Enumerable.Range(0, 8), k => Assert.False(bench.Board.IsClosed(k)));
    }

    [Fact]
    public void EveryRelayOpensThroughABusThatFlipsBits()
    {
        Bench bench = Driving();
        bench.Chips.ConverterBus.PlantOnAll(new BusFault { CorruptEveryCommand = 2, CorruptEveryReply = 2 });
        bench.FrontEnd.DisconnectAll();
        bench.FrontEnd.DisconnectAll();
        Assert.All(Enumerable.Range(0, 8), k => Assert.False(bench.Board.IsClosed(k)));
    }

    [Fact]
    public void ABadFrameInAThousandIsCountedAndChangesNoReading()
    {
        Bench bench = new(new VirtualChipOptions { NoiseScale = 0 });
        bench.Board.SourceVolt[0] = 3;
        bench.Initialized();
        for (int chip = 0; chip < 3; chip++)
            bench.Chips.ConverterBus.Plant(chip, new BusFault { CorruptEveryReply = 1000 });
        double least = double.MaxValue;
        double most = double.MinValue;
        for (int k = 0; k < 3000; k++)
        {
            bench.Advance(0.0122);
            FrontEndFault fault = bench.FrontEnd.Refresh();
            Assert.True(fault is FrontEndFault.None or FrontEndFault.Busy, fault.ToString());
            least = Math.Min(least, bench.FrontEnd.Voltage(0));
            most = Math.Max(most, bench.FrontEnd.Voltage(0));
        }

        Assert.InRange(bench.FrontEnd.LostReadings, 6u, 20u);
        Assert.Equal(least, most, 1e-9);
    }

    [Fact]
    public void FramesThatFailAgainAndAgainAreAFault()
    {
        Bench bench = Driving();
        bench.Chips.ConverterBus.Plant(1, new BusFault { CorruptEveryReply = 1 });
        List<FrontEndFault> faults = [];
        for (int k = 0; k < 4; k++)
        {
            bench.Advance(0.0122);
            faults.Add(bench.FrontEnd.Refresh());
        }

        Assert.Contains(FrontEndFault.Checksum, faults);
    }

    [Fact]
    public void AConverterThatStopsGivingReadingsIsAFault()
    {
        Bench bench = Driving();
        bench.Chips.Converter(0).IsConversionStopped = true;
        Assert.Equal(FrontEndFault.NoData, bench.Run(0.2));
    }

    [Fact]
    public void AReadingThatCameTooLateWhileSamplingEvenlyIsCounted()
    {
        Bench bench = Driving();
        bench.FrontEnd.SetSampling(true);
        long start = bench.Time.ElapsedMicroseconds;
        for (int k = 1; k < 200; k++)
        {
            if (k is >= 100 and < 110)
                continue;
            bench.Time.AdvanceTo(start + k * 4064);
            bench.FrontEnd.Refresh();
        }

        Assert.InRange(bench.FrontEnd.LostReadings, 9u, 11u);
    }

    [Fact]
    public void AComparatorsTripOpensTheChannelAndSaysSo()
    {
        Bench bench = Driving();
        bench.Board.Tripped[2] = true;
        bench.Advance(0.0122);
        Assert.Equal(FrontEndFault.ComparatorTrip, bench.FrontEnd.Refresh());
        Assert.Equal(0, bench.Chips.Latch.State[2] & 1);
        Assert.Equal(1, bench.Chips.Latch.State[3] & 1);
        bench.Advance(0.0122);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Refresh());
    }

    [Fact]
    public void ADeadTripRegisterIsNoGoodNews()
    {
        Bench bench = Driving();
        bench.Chips.ConverterBus.Plant(6, new BusFault { StuckAt = 0 });
        bench.Advance(0.0122);
        Assert.Equal(FrontEndFault.ReadBack, bench.FrontEnd.Refresh());
    }

    [Fact]
    public void ASetPointThatDoesNotArriveOpensTheChannel()
    {
        Bench bench = new Bench().Initialized();
        bench.Chips.ConverterBus.Plant(3, new BusFault { StuckAt = 0 });
        Assert.NotEqual(FrontEndFault.None, bench.FrontEnd.DriveCurrent(0, 1e-3, 0));
        Assert.False(bench.Board.IsClosed(0));
    }

    [Fact]
    public void APointWhoseConverterHangsEndsAndTakesTheExcitationOff()
    {
        Bench bench = Driving();
        bench.Chips.WaveformGenerator.IsConverterHung = true;
        Assert.Equal(FrontEndFault.NoData, bench.Point(1, 1000, 5e-3).Fault);
        Assert.Equal(0, bench.Chips.Latch.State[1] & 0x20);
        Assert.Equal(15, bench.Chips.Latch.State[8]);
        Assert.Equal(0, bench.Chips.WaveformGenerator.ExcitationPeak);
        bench.Chips.WaveformGenerator.IsConverterHung = false;
        Assert.Equal(FrontEndFault.None, bench.Point(1, 1000, 5e-3).Fault);
    }

    [Fact]
    public void APointWhoseBusDiesEndsWithAFault()
    {
        Bench bench = Driving();
        PointResult result = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(1, 100, 5e-3, false, 4, 0));
        bench.Chips.WaveformBus.Plant(0, new BusFault { StuckAt = 0xFF });
        FrontEndFault fault;
        while ((fault = bench.FrontEnd.PollPoint(result, out long next)) == FrontEndFault.Busy)
            bench.Time.AdvanceTo(next);
        Assert.NotEqual(FrontEndFault.None, fault);
        Assert.Equal(0, bench.Chips.Latch.State[1] & 0x20);
    }

    [Fact]
    public void AnOpenLeadEndsThePointAsOverload()
    {
        Bench bench = new Bench().Initialized();
        bench.Board.SeriesOhm[0] = 1e12;
        bench.FrontEnd.DriveVoltage(0, 0, 0);
        bench.Run(0.1);
        (FrontEndFault fault, PointResult result) = bench.Point(0, 1000, 5e-3);
        Assert.True(
            fault == FrontEndFault.Overload || result.RealOhm > 1e6 || result.Quality != 0,
            $"{fault} {result.RealOhm}"
        );
    }

    [Fact]
    public void ABrokenReferencePathFailsTheSelfTestInsteadOfTheResult()
    {
        Bench bench = Driving();
        bench.Board.BufferGainVoltage = 0.5;
        Assert.Equal(FrontEndFault.SelfTest, bench.Point(1, 1000, 5e-3).Fault);
    }

    [Fact]
    public void TheGeneratorIsForOneChannelAtATime()
    {
        Bench bench = Driving();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(1, 1000, 5e-3, false, 4, 0));
        Assert.Equal(FrontEndFault.Busy, bench.FrontEnd.StartPoint(2, 1000, 5e-3, false, 4, 0));
        bench.FrontEnd.AbortPoint();
        Assert.Equal(0, bench.Chips.Latch.State[1] & 0x20);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.StartPoint(2, 1000, 5e-3, false, 4, 0));
    }

    [Theory]
    [InlineData(0, 1000, double.NaN)]
    [InlineData(0, 1000, 0)]
    [InlineData(0, 5, 5e-3)]
    [InlineData(0, 300e3, 5e-3)]
    [InlineData(7, 1000, 5e-3)]
    [InlineData(-1, 1000, 5e-3)]
    [InlineData(0, double.PositiveInfinity, 5e-3)]
    public void APointThatCannotBeIsRefused(int channel, double hz, double amplitude)
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveVoltage(0, 0, 0);
        Assert.Equal(
            FrontEndFault.OutOfRange,
            bench.FrontEnd.StartPoint(channel, hz, amplitude, false, 4, 0)
        );
    }

    [Fact]
    public void DisconnectEndsThePointOfItsChannel()
    {
        Bench bench = Driving();
        bench.FrontEnd.StartPoint(1, 1000, 5e-3, false, 4, 0);
        bench.FrontEnd.Disconnect(1);
        Assert.False(bench.Board.IsClosed(1));
        Assert.Equal(0, bench.Chips.WaveformGenerator.ExcitationPeak);
        Assert.Equal(FrontEndFault.OutOfRange, bench.FrontEnd.PollPoint(new PointResult(), out _));
    }

    private static Bench Driving()
    {
        Bench bench = new Bench().Initialized();
        for (int k = 0; k < 8; k++)
            Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveCurrent(k, 1e-3, 0));
        Assert.Equal(FrontEndFault.None, bench.Run(0.2));
        return bench;
    }
}
