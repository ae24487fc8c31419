using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class TemperatureTests
{
    // IEC 60751, table for Pt100 times ten.
    [Theory]
    [InlineData(185.20, -200)]
    [InlineData(602.56, -100)]
    [InlineData(803.06, -50)]
    [InlineData(1000.0, 0)]
    [InlineData(1097.35, 25)]
    [InlineData(1385.06, 100)]
    [InlineData(1758.56, 200)]
    public void ResistancesAreTheStandardsTemperatures(double ohm, double celsius) =>
        Assert.Equal(celsius, Pt1000.ToCelsius(ohm), 0.02);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(12000)]
    public void WhatNoSensorHasIsNotANumber(double ohm) => Assert.Equal(double.NaN, Pt1000.ToCelsius(ohm));

    [Fact]
    public void EachChannelHasItsTemperature()
    {
        Bench bench = new();
        bench.Board.Celsius[0] = -20;
        bench.Board.Celsius[7] = 80;
        bench.Initialized();
        Assert.Equal(-20, bench.FrontEnd.Temperature(0), 0.02);
        Assert.Equal(25, bench.FrontEnd.Temperature(3), 0.02);
        Assert.Equal(80, bench.FrontEnd.Temperature(7), 0.02);
        bench.Board.Celsius[0] = 30;
        bench.Run(1.1);
        Assert.Equal(30, bench.FrontEnd.Temperature(0), 0.02);
    }

    [Fact]
    public void AnOpenLeadHasNone()
    {
        Bench bench = new();
        bench.Chips.TemperatureConverter.OpenLeads = 1 << 4;
        bench.Initialized();
        Assert.Equal(double.NaN, bench.FrontEnd.Temperature(4));
        Assert.Equal(25, bench.FrontEnd.Temperature(5), 0.02);
    }

    [Fact]
    public void ABoardWithoutSensorsIsWholeAllTheSame()
    {
        Bench bench = new();
        bench.Chips.ConverterBus.Plant(7, new BusFault { StuckAt = 0xFF });
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.Initialize());
        Assert.Equal(FrontEndFault.None, bench.Run(2));
        Assert.Equal(double.NaN, bench.FrontEnd.Temperature(0));
    }

    [Fact]
    public void SensorsThatFailLaterAreNotAFaultOfTheBoard()
    {
        Bench bench = new Bench().Initialized();
        bench.Chips.ConverterBus.Plant(7, new BusFault { StuckAt = 0 });
        Assert.Equal(FrontEndFault.None, bench.Run(2));
        Assert.Equal(double.NaN, bench.FrontEnd.Temperature(0));
    }
}
