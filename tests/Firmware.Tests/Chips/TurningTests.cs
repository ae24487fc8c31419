using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class TurningTests
{
    [Fact]
    public void SineAndCosineAgreeWithTheLibraryTo15Digits()
    {
        for (int k = -4000; k <= 4000; k++)
        {
            double turns = k / 997.0;
            Assert.Equal(Math.Cos(2 * Math.PI * turns), Turning.Cosine(turns), 1e-14);
            Assert.Equal(Math.Sin(2 * Math.PI * turns), Turning.Sine(turns), 1e-14);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(2)]
    [InlineData(12345.678)]
    [InlineData(1e200)]
    public void TheSquareRootAgreesWithTheLibrary(double value) =>
        Assert.Equal(Math.Sqrt(value), Turning.SquareRoot(value), Math.Sqrt(value) * 1e-14);

    [Fact]
    public void WhatHasNoAnswerIsNotANumber()
    {
        Assert.Equal(double.NaN, Turning.Cosine(double.NaN));
        Assert.Equal(double.NaN, Turning.Sine(double.PositiveInfinity));
        Assert.Equal(0, Turning.SquareRoot(-1));
        Assert.Equal(0, Turning.SquareRoot(double.NaN));
    }
}
