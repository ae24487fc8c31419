using System.Numerics;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Channels;

/// <summary>The core's slow points through this front end: even samples, modulated set-point, real cells.</summary>
public sealed class SlowImpedanceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(9.0, false)]
    [InlineData(1.0, false)]
    [InlineData(1.0, true)]
    [InlineData(0.1, false)]
    public void SlowPointsAreWithin3PermilleAndThreeTenthsOfADegree(double hz, bool galvanostatic)
    {
        CellModel cell = CellBench.Cell(
            new ElementDefinition { Resistance = 100 },
            new ElementDefinition
            {
                Kind = "rc",
                Resistance = 400,
                Capacitance = 500e-6,
            }
        );
        CellBench bench = new([cell], new VirtualChipOptions { Seed = 2 });
        if (galvanostatic)
            bench.FrontEnd.DriveCurrent(0, 20e-6, 2);
        else
            bench.FrontEnd.DriveVoltage(0, 0.01, 2);
        bench.Run(1);
        Assert.Equal(FrontEndFault.None, bench.FrontEnd.SetSampling(true));
        double period = bench.FrontEnd.SamplePeriodMicroseconds;
        SlowPoint slow = new();
        slow.Begin(hz, galvanostatic ? 10e-6 : 5e-3, period, 3, 5e-4, 5, true);
        long start = bench.Time.ElapsedMicroseconds;
        PointResult result = new();
        long last = 0;
        for (long k = 1; k < 200_000; k++)
        {
            bench.Time.AdvanceTo(start + (long)(k * period) + 1);
            FrontEndFault fault = bench.FrontEnd.Refresh();
            if (fault == FrontEndFault.Busy)
                continue;
            Assert.Equal(FrontEndFault.None, fault);
            bool done = slow.Take(
                bench.FrontEnd.Voltage(0),
                bench.FrontEnd.Current(0),
                bench.FrontEnd.Overloaded(0),
                (int)(k - last),
                result
            );
            last = k;
            if (done)
                break;
            Assert.Equal(FrontEndFault.None, bench.FrontEnd.Modulate(0, slow.Excitation));
        }

        Complex truth =
            100 + 400 / (1 + Complex.ImaginaryOne * 2 * Math.PI * result.FrequencyHz * 400 * 500e-6);
        Complex error = new Complex(result.RealOhm, result.ImaginaryOhm) / truth - 1;
        output.WriteLine(
            $"{result.FrequencyHz} Hz error {100 * error.Real:F4} % {error.Imaginary * 180 / Math.PI:F4} deg sigma {100 * result.RelativeSigma:F4} % q {result.Quality}"
        );
        Assert.InRange(Math.Abs(error.Real), 0, 0.003);
        Assert.InRange(Math.Abs(error.Imaginary), 0, 0.3 * Math.PI / 180);
        Assert.Equal(0u, bench.FrontEnd.LostReadings);
    }
}
