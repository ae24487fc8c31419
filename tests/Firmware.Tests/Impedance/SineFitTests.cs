using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Impedance;

public class SineFitTests
{
    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    [Fact]
    public void Offset_drift_and_second_harmonic_are_told_from_the_sine()
    {
        var fit = new SineFit(new SineFitScratch());
        const int N = 300;
        fit.Reset(N, 3);
        for (var k = 0; k < N; k++)
        {
            var a = 2 * Math.PI * 3 * k / N;
            var v =
                3.4
                + 1e-3 * Math.Cos(a)
                - 2e-3 * Math.Sin(a)
                + 1e-5 * k
                + 1e-8 * k * k
                + 1e-5 * Math.Sin(2 * a);
            fit.Add(k, Math.Cos(a), Math.Sin(a), v, 1e-6 * Math.Sin(a) - 1e-7);
        }
        Assert.True(fit.Solve());
        Assert.Equal(1e-3, fit.Voltage.Cosine, 1e-12);
        Assert.Equal(-2e-3, fit.Voltage.Sine, 1e-12);
        Assert.Equal(1e-5, fit.Voltage.SecondHarmonic, 1e-12);
        Assert.Equal(1e-6, fit.Current.Amplitude, 1e-16);
        Assert.Equal(-1e-7, fit.Current.Mean, 1e-16);
        Assert.True(fit.Voltage.Noise < 1e-10);
    }

    [Fact]
    public void Samples_that_do_not_tell_the_terms_apart_give_nothing()
    {
        var fit = new SineFit(new SineFitScratch());
        fit.Reset(100, 1);
        for (var k = 0; k < 100; k++)
            fit.Add(k, 1, 0, 1, 1);
        Assert.False(fit.Solve());
        fit.Reset(3, 1);
        fit.Add(0, 1, 0, 1, 1);
        Assert.False(fit.Solve());
    }

    [Theory]
    [InlineData(9.5, 2)]
    [InlineData(1.0, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.05, 1)]
    public void The_stated_uncertainty_covers_the_true_error(double hz, int periods)
    {
        var random = new Random(4);
        var point = new SlowPoint(new SineFitScratch());
        var result = new PointResult();
        var covered = 0;
        const int Trials = 60;
        for (var trial = 0; trial < Trials; trial++)
        {
            // Neighbours share their noise as those of the filter do: a sliding mean of three boxes.
            var noise = new double[6];
            point.Begin(hz, 5e-3, 4064, periods, 1e-9, 0, true);
            var k = 0;
            var done = false;
            while (!done)
            {
                var a = 2 * Math.PI * point.FrequencyHz * 4064e-6 * ++k;
                for (var m = 5; m > 0; m--)
                    noise[m] = noise[m - 1];
                noise[0] = Gauss(random);
                var current = 5e-5 * Math.Sin(a - 0.3);
                var shared = (noise[0] + 4 * noise[1] + noise[2]) / 6;
                done = point.Take(
                    3 + 5e-3 * Math.Sin(a) + 5e-5 * shared,
                    current + 1e-8 * Gauss(random),
                    false,
                    1,
                    result
                );
            }
            var z = System.Numerics.Complex.FromPolarCoordinates(100, 0.3);
            var error =
                (new System.Numerics.Complex(result.RealOhm, result.ImaginaryOhm) - z).Magnitude
                / z.Magnitude;
            if (error < 2 * Math.Sqrt(2) * result.RelativeSigma)
                covered++;
            Assert.InRange(Math.Abs(result.FrequencyHz / hz - 1), 0, 0.008);
            Assert.True(result.Periods >= periods);
            Assert.Equal(0, result.Quality & ~ImpedanceQuality.Noisy);
        }
        Assert.True(covered >= 0.95 * Trials, $"{covered} of {Trials}");
    }

    [Fact]
    public void What_is_wrong_with_a_point_stands_in_its_quality()
    {
        Assert.Equal(
            ImpedanceQuality.Drifting,
            Measure(k => 1e-4 * k, _ => 0, 1, false) & ImpedanceQuality.Drifting
        );
        Assert.Equal(
            ImpedanceQuality.Nonlinear,
            Measure(_ => 0, s => 0.05 * s * s, 1, false) & ImpedanceQuality.Nonlinear
        );
        Assert.Equal(ImpedanceQuality.Overload, Measure(_ => 0, _ => 0, 1, true));
        Assert.Equal(ImpedanceQuality.Incoherent, Measure(_ => 0, _ => 0, 2, false));
        Assert.Equal(ImpedanceQuality.Good, Measure(_ => 0, _ => 0, 1, false));
    }

    private static int Measure(Func<int, double> drift, Func<double, double> bend, int gap, bool overload)
    {
        var point = new SlowPoint(new SineFitScratch());
        var result = new PointResult();
        point.Begin(1, 5e-3, 4064, 2, 1e-3, 0, true);
        for (var k = 1; ; )
        {
            var passed = k == 700 ? gap : 1;
            var a = 2 * Math.PI * point.FrequencyHz * 4064e-6 * k;
            var s = Math.Sin(a);
            if (
                point.Take(
                    3 + 5e-3 * s + drift(k),
                    5e-5 * (s + bend(s)),
                    overload && k == 600,
                    passed,
                    result
                )
            )
                return result.Quality;
            k += passed == gap && k == 700 ? gap : 1;
        }
    }
}
