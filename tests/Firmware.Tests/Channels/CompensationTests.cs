using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Firmware.Channels;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>Open, short and load against the closed form of a fixture that the tests make up.</summary>
public sealed class CompensationTests
{
    // Leads in series, terminals in parallel, and a gain with a delay: what any linear fixture comes to.
    private static Complex Seen(Complex truth, double hz)
    {
        Complex s = new(0, 2 * Math.PI * hz);
        Complex parallel = 1 / (1 / truth + 1e-10 + s * 31e-12);
        return (parallel + 4e-3 + s * 140e-9) * 1.0007 / (1 + s * 6e-9);
    }

    private static CalibrationPoint Point(
        CalibrationKind kind,
        int row,
        double hz,
        Complex read,
        double ohm
    ) =>
        new()
        {
            Kind = kind,
            Channel = 5,
            Range = (byte)row,
            TrueLow = hz,
            TrueHigh = ohm,
            ReadLow = read.Real,
            ReadHigh = read.Imaginary,
        };

    private static FrontEndCalibration Calibrated(int rounds = 1)
    {
        FrontEndCalibration calibration = new() { Name = "bench" };
        for (int round = 0; round < rounds; round++)
        {
            // What is read of a standard is read with what the standards before it have left.
            foreach (
                (CalibrationKind kind, Complex truth) in ((CalibrationKind, Complex)[])
                    [(CalibrationKind.Short, 1e-9), (CalibrationKind.Open, 1e12), (CalibrationKind.Load, 100)]
            )
            {
                for (int row = 0; row < Compensation.RowCount; row++)
                {
                    for (int node = 0; node < Compensation.CountOf(row); node++)
                    {
                        double hz = Compensation.HzOf(row, node);
                        Phasor read = calibration.Compensation[5].Correct(row, hz, Of(Seen(truth, hz)));
                        CalibrationPoint point = Point(kind, row, hz, To(read), truth.Real);
                        Assert.True(CalibrationAdjustment.Apply(calibration, point), $"{kind} {row} {node}");
                    }
                }
            }
        }

        return calibration;
    }

    private static Phasor Of(Complex value) => new(value.Real, value.Imaginary);

    private static Complex To(Phasor value) => new(value.Real, value.Imaginary);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnyCellBehindTheFixtureIsFoundFromAHertzToAMegahertz(int rounds)
    {
        Compensation compensation = Calibrated(rounds).Compensation[5];
        foreach (double hz in (double[])[10, 333, 12e3, 20e3, 34e3, 77e3, 140e3, 200e3, 450e3, 1e6])
        {
            int row = hz > 200e3 ? Compensation.Module : 0;
            foreach (Complex truth in (Complex[])[20, new(150, -900), new(5000, -1e4)])
            {
                Complex found = To(compensation.Correct(row, hz, Of(Seen(truth, hz))));
                Assert.True(
                    (found / truth - 1).Magnitude < (hz > 200e3 ? 1e-3 : 1e-4),
                    $"{hz} Hz: {found} for {truth}"
                );
                Complex back = To(compensation.Undo(row, hz, Of(found)));
                Assert.Equal(1, (back / Seen(truth, hz)).Real, 1e-9);
            }
        }
    }

    [Fact]
    public void WithoutItTheFixtureIsAnErrorThatMatters()
    {
        Assert.True((Seen(5000, 200e3) / 5000 - 1).Magnitude > 0.1);
        Assert.True((Seen(20, 200e3) / 20 - 1).Magnitude > 0.001);
        Compensation none = new();
        Assert.Equal(Seen(300, 1e4), To(none.Correct(0, 1e4, Of(Seen(300, 1e4)))));
        Assert.Equal(0, none.Doubt(0, 200e3, 5000), 1e-7);
    }

    [Fact]
    public void LeadsOfTheFirstRangeAreThoseOfAllAndOfDirectCurrent()
    {
        FrontEndCalibration calibration = new();
        Complex leads = new(5e-3, 2 * Math.PI * 20e3 * 100e-9);
        Assert.True(
            CalibrationAdjustment.Apply(calibration, Point(CalibrationKind.Short, 0, 20e3, leads, 0))
        );
        Assert.Equal(5e-3, calibration.LeadOhm[5], 1e-12);
        Assert.Equal(0, calibration.LeadOhm[4]);
        Phasor low = calibration.Compensation[5].Correct(2, 400, new Phasor(0, 0));
        Assert.Equal(-5e-3, low.Real, 1e-9);
        Assert.Equal(-2 * Math.PI * 400 * 100e-9, low.Imaginary, 1e-9);
    }

    [Theory]
    [InlineData(CalibrationKind.Short, 0, 20e3, 3.0, 0.1, 0)]
    [InlineData(CalibrationKind.Short, 0, 20e3, double.NaN, 0.1, 0)]
    [InlineData(CalibrationKind.Short, 0, 33e3, 1e-3, 0.01, 0)]
    [InlineData(CalibrationKind.Short, 5, 200e3, 1e-3, 0.01, 0)]
    [InlineData(CalibrationKind.Open, 0, 20e3, 100, -3, 0)]
    [InlineData(CalibrationKind.Open, 0, 20e3, 0, 0, 0)]
    [InlineData(CalibrationKind.Load, 0, 20e3, 50, 0, 100)]
    [InlineData(CalibrationKind.Load, 0, 20e3, 50, 0, 0)]
    [InlineData(CalibrationKind.Load, 0, 20e3, 50, 0, double.NaN)]
    [InlineData(CalibrationKind.Leakage, 0, -5, 1e-6, 2e-6, 5)]
    [InlineData(CalibrationKind.Leakage, 0, 5, 1e-12, 2e-12, 5)]
    [InlineData(CalibrationKind.CommonGround, 5, 0, 0, 1e-9, 0.01)]
    [InlineData(CalibrationKind.CommonGround, 8, 0, 0, 1e-9, 0.01)]
    [InlineData(CalibrationKind.CommonGround, 3, 0, 0, 1e-3, 0.01)]
    public void WhatNoStandardShowsIsRefused(
        CalibrationKind kind,
        int row,
        double low,
        double read,
        double readHigh,
        double high
    )
    {
        CalibrationPoint point = Point(kind, row, low, new Complex(read, readHigh), high);
        Assert.False(CalibrationAdjustment.Apply(new FrontEndCalibration(), point));
    }
}
