using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class CoherentPlannerTests
{
    [Theory]
    [InlineData(0.1, 7, 0.104308)]
    [InlineData(1, 67, 0.998378)]
    [InlineData(10, 671, 9.998679)]
    [InlineData(1e3, 67109, 1000.002)]
    [InlineData(10e3, 671089, 10000.005)]
    [InlineData(100e3, 0x666666, 99999.994)]
    [InlineData(200e3, 0xCCCCCD, 200000.003)]
    public void TheFrequencyWordIsTheDataSheets(double hz, int word, double made)
    {
        Assert.Equal(word, CoherentPlanner.WordOf(hz));
        Assert.Equal(made, new CoherentPlan { FrequencyWord = word }.FrequencyHz, made * 2e-6);
    }

    [Fact]
    public void EveryFrequencyFromTenHertzOnIsCoherentAndNearTheAskedOne()
    {
        CoherentPlan plan = new();
        double longest = 0;
        for (int k = 0; k <= 430; k++)
        {
            double hz = 10 * Math.Pow(10, k / 100.0);
            Assert.True(CoherentPlanner.Find(hz, 1, plan), $"{hz} Hz");
            Assert.True(plan.IsCoherent, $"{hz} Hz leaks {plan.Leakage}");
            Assert.Equal(1, plan.FrequencyHz / hz, 0.0135);
            double turns = plan.FrequencyHz * plan.WindowClocks / CoherentPlan.ClockHz;
            Assert.Equal(plan.Periods, turns, plan.Incoherence + 1e-9);
            Assert.InRange(plan.Samples, 4, 16384);
            longest = Math.Max(longest, turns);
        }

        Assert.InRange(longest, 3, 1e6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0.2)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(250e3)]
    public void WhatCannotBeSynthesisedIsRefused(double hz) =>
        Assert.False(CoherentPlanner.Find(hz, 1, new CoherentPlan()));

    [Fact]
    public void AtLeastTheAskedPeriodsAreInTheWindow()
    {
        CoherentPlan plan = new();
        foreach (double hz in (double[])[10, 33, 500, 2000, 10e3, 200e3])
        {
            foreach (int periods in (int[])[1, 4, 10])
            {
                CoherentPlanner.Find(hz, periods, plan);
                Assert.InRange(plan.Periods, periods, int.MaxValue);
            }
        }
    }

    [Fact]
    public void TheDftWaitsAreTheDataSheets()
    {
        CoherentPlan raw = new()
        {
            Source = 2,
            Sinc3 = 1,
            Sinc2 = 1,
            Samples = 8192,
        };
        Assert.Equal(20 * 8192 + 25, raw.ReadyClocks);
        CoherentPlan sinc3 = new()
        {
            Source = 1,
            Sinc3 = 4,
            Sinc2 = 1,
            Samples = 1024,
        };
        Assert.Equal((1026 * 4 + 1) * 20 + 25, sinc3.ReadyClocks);
        CoherentPlan sinc2 = new()
        {
            Source = 0,
            Sinc3 = 4,
            Sinc2 = 178,
            Samples = 256,
        };
        Assert.Equal(((257 * 178 + 1 + 2) * 4 + 1) * 20 + 15 + 25, sinc2.ReadyClocks);
    }
}
