using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class DirectCurrentTests
{
    [Fact]
    public void InitializeFindsEveryChipAndLeavesEveryCellOpen()
    {
        Bench bench = new();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Initialize());
        Assert.All(Enumerable.Range(0, 8), k => Assert.False(bench.Board.IsClosed(k)));
        Assert.Equal(0, bench.Chips.Dac.Register(7));
        Assert.Equal(0x01FF, bench.Chips.Dac.Register(4));
    }

    [Fact]
    public void AnOpenCellShowsItsOpenCircuitVoltageAndNoCurrent()
    {
        Bench bench = new();
        bench.Board.SourceVolt[2] = 3.123;
        bench.Board.SourceVolt[5] = -0.1234;
        bench.Initialized();
        Assert.Equal(3.123, bench.FrontEnd.Voltage(2), 60e-6);
        Assert.Equal(-0.1234, bench.FrontEnd.Voltage(5), 10e-6);
        Assert.Equal(0, bench.FrontEnd.Current(2), 1e-7);
    }

    [Theory]
    [InlineData(0, 10e-3)]
    [InlineData(0, -1.01e-3)]
    [InlineData(1, 0.5e-3)]
    [InlineData(1, -0.1e-3)]
    [InlineData(2, 12.6e-6)]
    [InlineData(3, 9.9e-6)]
    public void CurrentIsWithin500PpmInSpiteOfTheSetPointsErrors(int range, double ampere)
    {
        Bench bench = new(new VirtualChipOptions { Seed = 5 });
        bench.Board.SetPointGainError[3] = 0.004;
        bench.Board.SetPointOffset[3] = 0.004;
        bench.Initialized();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveCurrent(3, ampere, range));
        Assert.Equal(FrontEndFault.None, bench.Run(0.5));
        Assert.Equal(1, bench.Board.TrueCurrent(3) / ampere, 0.0005);
        Assert.Equal(1, bench.FrontEnd.Current(3) / ampere, 0.0005);
    }

    [Theory]
    [InlineData(4.2)]
    [InlineData(-0.73)]
    [InlineData(0.75)]
    [InlineData(0.05)]
    public void VoltageIsWithin500PpmInSpiteOfTheSetPointsErrors(double volt)
    {
        Bench bench = new(new VirtualChipOptions { Seed = 6 });
        bench.Board.SeriesOhm[1] = 2000;
        bench.Board.SetPointGainError[1] = -0.004;
        bench.Board.SetPointOffset[1] = -0.004;
        bench.Initialized();
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.DriveVoltage(1, volt, 0));
        Assert.Equal(FrontEndFault.None, bench.Run(0.5));
        Assert.Equal(1, bench.Board.TrueVoltage(1) / volt, 0.0005);
    }

    [Fact]
    public void ConnectingToAVoltageGoesThroughTheCellsOwn()
    {
        Bench bench = new();
        bench.Board.SourceVolt[0] = 3.6;
        bench.Initialized();
        bench.Board.Latches.Clear();
        bench.FrontEnd.DriveVoltage(0, 3.6, 0);
        Assert.Equal(0, bench.Board.TrueCurrent(0), 20e-6);
        Assert.True(bench.Board.IsClosed(0));
    }

    [Fact]
    public void ARangeChangeKeepsTheCurrentAndNeverTheHigherOne()
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveCurrent(0, 0.8e-3, 0);
        bench.Run(0.2);
        bench.FrontEnd.DriveCurrent(0, 0.8e-3, 1);
        Assert.Equal(0.8e-3, bench.Board.TrueCurrent(0), 2e-6);
        bench.Run(0.2);
        bench.FrontEnd.DriveCurrent(0, 0.8e-3, 0);
        Assert.Equal(0.8e-3, bench.Board.TrueCurrent(0), 2e-6);
        bench.Run(0.2);
        Assert.Equal(0.8e-3, bench.FrontEnd.Current(0), 0.3e-6);
    }

    [Fact]
    public void TheVoltageReadingDoesNotJumpBetweenItsTwoConverters()
    {
        Bench bench = new(new VirtualChipOptions { WithErrors = true, Seed = 3 });
        bench.Board.SeriesOhm[4] = 1000;
        bench.Initialized();
        bench.FrontEnd.DriveVoltage(4, 0.25, 0);
        bench.Run(0.3);
        double before = bench.FrontEnd.Voltage(4) - bench.Board.TrueVoltage(4);
        double largest = 0;
        for (double volt = 0.25; volt < 0.31; volt += 0.0005)
        {
            bench.FrontEnd.DriveVoltage(4, volt, 0);
            bench.Run(0.03);
            double error = bench.FrontEnd.Voltage(4) - bench.Board.TrueVoltage(4);
            largest = Math.Max(largest, Math.Abs(error - before));
            before = error;
        }

        // The converters differ by some millivolt here; no single step of half a millivolt may show more than a tenth of it.
        Assert.InRange(largest, 0, 2e-4);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0.02, 0)]
    [InlineData(1e-3, 4)]
    [InlineData(1e-3, -1)]
    public void WhatTheHardwareCannotSetIsRefused(double ampere, int range)
    {
        Bench bench = new Bench().Initialized();
        Assert.Equal(FrontEndFault.OutOfRange, bench.FrontEnd.DriveCurrent(0, ampere, range));
        Assert.Equal(FrontEndFault.OutOfRange, bench.FrontEnd.DriveCurrent(8, 0, 0));
        Assert.False(bench.Board.IsClosed(0));
    }

    [Fact]
    public void DisconnectOpensTheRelayAndOnlyThatOne()
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveCurrent(0, 1e-3, 0);
        bench.FrontEnd.DriveCurrent(1, 1e-3, 0);
        bench.FrontEnd.Disconnect(0);
        Assert.False(bench.Board.IsClosed(0));
        Assert.True(bench.Board.IsClosed(1));
        bench.FrontEnd.DisconnectAll();
        Assert.False(bench.Board.IsClosed(1));
    }

    [Fact]
    public void EvenSamplingGivesEachReadingOnceInSpiteOfJitter()
    {
        Bench bench = new(new VirtualChipOptions { NoiseScale = 0 });
        bench.Initialized();
        bench.FrontEnd.DriveCurrent(0, 0, 1);
        bench.Run(0.2);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.SetSampling(true));
        double period = bench.FrontEnd.SamplePeriodMicroseconds;
        Assert.Equal(4064, period);
        long start = bench.Time.ElapsedMicroseconds;
        Random jitter = new(1);
        int fresh = 0;
        List<double> readings = [];
        for (int k = 1; k <= 500; k++)
        {
            bench.Time.AdvanceTo(start + (long)(k * period) + jitter.Next(0, 1500));
            if (bench.FrontEnd.Refresh() == FrontEndFault.None)
            {
                fresh++;
                readings.Add(bench.FrontEnd.Current(0));
            }

            // A staircase of one step a sample: each reading must be one step further on.
            Assert.Equal(FrontEndFault.None, bench.FrontEnd.Modulate(0, k * 1e-6));
        }

        Assert.InRange(fresh, 494, 500);
        Assert.Equal(0u, bench.FrontEnd.LostReadings);
        Assert.All(
            readings.Skip(5).Zip(readings.Skip(6)),
            step => Assert.InRange(step.Second - step.First, 0.9e-6, 1.1e-6)
        );
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.SetSampling(false));
        bench.Run(0.3);
        Assert.Equal(0, bench.FrontEnd.Current(0), 1e-7);
    }

    [Fact]
    public void TheRecordOfAnotherChannelDoesNotJumpWhenEvenSamplingBegins()
    {
        Bench bench = new(new VirtualChipOptions { WithErrors = true, Seed = 9 });
        for (int k = 0; k < 8; k++)
            bench.Board.SourceVolt[k] = 0.4 * k;
        bench.Initialized();
        for (int k = 0; k < 8; k++)
            bench.FrontEnd.DriveCurrent(k, 0.5e-3, 0);
        bench.Run(0.5);
        double[] volts = [.. Enumerable.Range(0, 8).Select(bench.FrontEnd.Voltage)];
        double[] amperes = [.. Enumerable.Range(0, 8).Select(bench.FrontEnd.Current)];
        bench.FrontEnd.SetSampling(true);
        long start = bench.Time.ElapsedMicroseconds;
        for (int k = 1; k <= 30; k++)
        {
            bench.Time.AdvanceTo(start + k * 4064);
            bench.FrontEnd.Refresh();
            bench.FrontEnd.Modulate(0, k % 2 == 0 ? 1e-4 : -1e-4);
        }

        for (int k = 1; k < 8; k++)
        {
            Assert.Equal(volts[k], bench.FrontEnd.Voltage(k), 60e-6);
            Assert.Equal(amperes[k], bench.FrontEnd.Current(k), 0.1e-6);
        }
    }

    [Fact]
    public void AModulationThatLeavesTheFineSetPointStillFits()
    {
        Bench bench = new Bench().Initialized();
        bench.Board.SeriesOhm[0] = 2000;
        bench.FrontEnd.DriveVoltage(0, 0.6, 0);
        bench.Run(0.2);
        bench.FrontEnd.SetSampling(true);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Modulate(0, 0.3));
        Assert.Equal(0.9, bench.Board.TrueVoltage(0), 5e-4);
        Assert.Equal(FrontEndFault.OutOfRange, bench.FrontEnd.Modulate(0, 8));
        Assert.Equal(0.9, bench.Board.TrueVoltage(0), 5e-4);
    }

    [Fact]
    public void AfterAPauseTheReadingIsFromNow()
    {
        Bench bench = new(new VirtualChipOptions { NoiseScale = 0 });
        bench.Initialized();
        bench.Advance(20);
        bench.Board.SourceVolt[0] = 2.5;
        bench.Advance(1);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Refresh());
        Assert.Equal(2.5, bench.FrontEnd.Voltage(0), 1e-5);
    }

    [Fact]
    public void TheAnalogBoardIsAskedInOrderOfTime()
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveCurrent(0, 1e-3, 0);
        bench.Run(1);
        Assert.InRange(bench.Board.BackwardSeconds, 0, 0.0122);
    }
}
