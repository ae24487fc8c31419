using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Tests.Runner;
using static EdgeTester.Firmware.Tests.Runner.Bench;

namespace EdgeTester.Firmware.Tests.Impedance;

public class SharingTests
{
    [Fact]
    public void The_generator_goes_round_among_those_that_wait()
    {
        var desk = new ImpedanceDesk(new FakeFrontEnd(new FakeClock(), 4));
        Assert.True(desk.TryTakeGenerator(2));
        Assert.False(desk.TryTakeGenerator(1));
        Assert.False(desk.TryTakeGenerator(3));
        desk.ReleaseGenerator(2, false);
        Assert.False(desk.TryTakeGenerator(1));
        Assert.True(desk.TryTakeGenerator(3));
        desk.ReleaseGenerator(3, false);
        desk.ReleaseGenerator(1, false);
        Assert.True(desk.TryTakeGenerator(0));
    }

    [Fact]
    public void Four_spectra_at_once_are_all_right_and_a_run_beside_them_keeps_its_charge()
    {
        var bench = new Bench(5);
        for (var channel = 0; channel < 4; channel++)
        {
            bench.FrontEnd.Cells[channel].SeriesResistance = 50 * (channel + 1);
            bench.Start(
                Plan(ImpedanceTests.Spectrum(channel % 2 == 0, channel % 2 == 0 ? 2e-5 : 5e-3, 10e3, 1)),
                (ulong)channel + 1,
                channel
            );
        }
        bench.Start(Plan(Step(StepKind.ConstantCurrent, 1e-3).Until(100)), 5, 4);
        for (var channel = 0; channel < 5; channel++)
            bench.RunToEnd(2000, channel);
        for (var channel = 0; channel < 4; channel++)
        {
            var recording = bench.Recording((ulong)channel + 1, channel);
            recording.AssertWhole();
            Assert.Equal(41, recording.Points.Count);
            foreach (var p in recording.Points)
            {
                var z = bench.FrontEnd.Cells[channel].Impedance(p.FrequencyHz);
                var error =
                    (new System.Numerics.Complex(p.RealOhm, p.ImaginaryOhm) - z).Magnitude / z.Magnitude;
                Assert.True(error < 1e-3, $"channel {channel}, {p.FrequencyHz} Hz: {error}");
                Assert.Equal(0, p.Quality);
            }
        }
        var charge = bench.Recording(5, 4).Single(RunEventCode.StepEnded).Value1;
        Assert.InRange(charge, 0.1 - 1e-6, 0.1 + 1e-6);
        Assert.Equal(
            1,
            bench.FrontEnd.Log.Count(l => l == "sampling on")
                - bench.FrontEnd.Log.Count(l => l == "sampling off")
                + 1
        );
        // No channel had the generator twice while another waited: the four finish their fast points within a few of each other.
        var order = bench
            .FrontEnd.Log.Where(l => l.StartsWith("point", StringComparison.Ordinal))
            .Take(60)
            .ToArray();
        Assert.All(Enumerable.Range(0, 4), k => Assert.InRange(order.Count(l => l == $"point {k}"), 12, 18));
    }
}
