using System.Numerics;
using EdgeTester.Firmware.Tests.Cells;
using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Tests.Analog;

public class AnalogBoardTests
{
    [Fact]
    public void An_open_relay_drives_nothing_and_reads_no_current()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.SetPoint(3);
        bench.Now = 1;

        Assert.Equal(0, bench.Voltage(0.0366), 1e-9);
        Assert.Equal(0, bench.Shunt(0.0366));
    }

    [Theory]
    [InlineData(0, 1e-3)]
    [InlineData(1, 2e-4)]
    [InlineData(2, -2e-5)]
    [InlineData(3, 3e-6)]
    public void The_galvanostat_drives_its_set_point_through_each_range(int range, double ampere)
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, range);
        bench.SetPoint(6 * ampere * BoardConstants.ShuntOhm(range));
        bench.Now = 1;

        Assert.Equal(ampere * BoardConstants.ShuntOhm(range), bench.Shunt(0.0366), 1e-12);
        Assert.Equal(6020 * ampere, bench.Voltage(0.0366), 1e-9);
    }

    [Fact]
    public void A_current_step_charges_the_arcs_as_their_closed_form_says()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 1);
        bench.SetPoint(6 * 1e-4 * 1000);

        foreach (double t in new[] { 1e-6, 1e-5, 5e-5, 3e-4, 1e-3, 5e-3 })
        {
            bench.Now = t;
            double truth = 1e-4 * (20 + 1000 * (1 - Math.Exp(-t / 1e-3)) + 5000 * (1 - Math.Exp(-t / 5e-5)));
            Assert.Equal(truth, bench.Voltage(), 1e-12);
        }
    }

    [Fact]
    public void A_voltage_step_draws_the_current_that_the_coupled_arcs_let_through()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 1, potentiostat: true);
        bench.SetPoint(0.1);

        // Runge-Kutta on the two coupled equations as an independent truth.
        double v1 = 0;
        double v2 = 0;
        const double h = 1e-8;
        for (int n = 0; n < 20000; n++)
        {
            (double, double) Slope(double a, double b)
            {
                double i = (0.1 - a - b) / 20;
                return ((i - a / 1000) / 1e-6, (i - b / 5000) / 1e-8);
            }
            var k1 = Slope(v1, v2);
            var k2 = Slope(v1 + h / 2 * k1.Item1, v2 + h / 2 * k1.Item2);
            var k3 = Slope(v1 + h / 2 * k2.Item1, v2 + h / 2 * k2.Item2);
            var k4 = Slope(v1 + h * k3.Item1, v2 + h * k3.Item2);
            v1 += h / 6 * (k1.Item1 + 2 * k2.Item1 + 2 * k3.Item1 + k4.Item1);
            v2 += h / 6 * (k1.Item2 + 2 * k2.Item2 + 2 * k3.Item2 + k4.Item2);
        }
        bench.Now = 2e-4;
        Assert.Equal(0.1, bench.Voltage(), 1e-12);
        Assert.Equal((0.1 - v1 - v2) / 20 * 1000, bench.Shunt(), 1e-9);

        bench.Now = 1;
        Assert.Equal(0.1 / 6020 * 1000, bench.Shunt(), 1e-9);
    }

    [Fact]
    public void A_reading_weighs_its_window_as_a_sinc3_filter_does()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 1);
        bench.Now = 0.01;
        bench.SetPoint(0.6);
        bench.Now = 0.0125;
        bench.SetPoint(-0.3);
        bench.Now = 0.02;
        double got = bench.Voltage(0.0122);

        // The same window by brute force.
        const int n = 200000;
        double third = 0.0122 / 3;
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < n; k++)
        {
            double u = (k + 0.5) / n * 3;
            double w =
                u < 1 ? u * u / 2
                : u < 2 ? (-2 * u * u + 6 * u - 3) / 2
                : (3 - u) * (3 - u) / 2;
            double t = 0.02 - 0.0122 + u * third;
            double Step(double at, double i) =>
                t < at
                    ? 0
                    : i
                        * (
                            20
                            + 1000 * (1 - Math.Exp(-(t - at) / 1e-3))
                            + 5000 * (1 - Math.Exp(-(t - at) / 5e-5))
                        );
            sum += w * (Step(0.01, 1e-4) + Step(0.0125, -1.5e-4));
            weights += w;
        }
        Assert.Equal(sum / weights, got, 1e-7);
    }

    [Theory]
    [InlineData("dummy-rc")]
    [InlineData("symmetric-bare-nzsp")]
    [InlineData("blocking-zn010")]
    [InlineData("diffusion-limited")]
    public void Impedance_by_the_AC_path_agrees_with_the_closed_form(string name)
    {
        var bench = new Bench(CellCatalogue.Load(name));
        bench.Latch(true, 1);
        foreach (double f in ClosedForms.Decades(10, 2e5, 4))
        {
            int range = f > 1e4 ? 0 : 1;
            var got = bench.Impedance(f, 0.01, range, Math.Max(0.05, 20 / f));
            var truth = Truth(name, f);
            Assert.True(
                Complex.Abs(got / truth - 1) < 1e-3,
                $"{name} at {f} Hz: {got} for {truth}, {Complex.Abs(got / truth - 1):e2}"
            );
        }
    }

    [Theory]
    [InlineData("dummy-rc", true)]
    [InlineData("dummy-rc", false)]
    [InlineData("symmetric-bare-nzsp", true)]
    [InlineData("symmetric-bare-nzsp", false)]
    [InlineData("blocking-zn010", true)]
    [InlineData("diffusion-limited", false)]
    public void Impedance_by_a_staircase_of_the_set_point_agrees_with_the_closed_form(
        string name,
        bool potentiostat
    )
    {
        const double rate = 246.063;
        foreach (double f in new[] { 0.1, 0.7, 3.1, 9.7 })
        {
            var bench = new Bench(CellCatalogue.Load(name));
            bench.Latch(true, 1, potentiostat);
            int perPeriod = (int)Math.Round(rate / f);
            int settle = Math.Max(4 * perPeriod, 500);
            double frequency = rate / perPeriod;
            Complex v = 0;
            Complex i = 0;
            for (int n = 0; n < settle + 4 * perPeriod; n++)
            {
                bench.Now = n / rate;
                bench.SetPoint((potentiostat ? 0.01 : 0.06) * Math.Sin(2 * Math.PI * n / perPeriod));
                bench.Now = (n + 0.999) / rate;
                double volts = bench.Voltage(3 / rate);
                double shunt = bench.Shunt(3 / rate);
                if (n >= settle)
                {
                    var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * n / perPeriod);
                    v += volts * turn;
                    i += shunt / 1000 * turn;
                }
            }
            var truth = Truth(name, frequency);
            Assert.True(
                Complex.Abs(v / i / truth - 1) < 1.5e-3,
                $"{name} at {frequency} Hz: {v / i} for {truth}, {Complex.Abs(v / i / truth - 1):e2}"
            );
        }
    }

    [Fact]
    public void The_output_amplifier_ends_at_its_limit_and_the_comparator_opens_an_empty_socket()
    {
        var bench = new Bench();
        bench.Latch(true, 1);
        bench.SetPoint(0.6);
        bench.Now = 1;

        Assert.True(bench.Board.ComparatorTripped(0, 1));
        Assert.Equal(0, bench.Shunt(0.0366));

        bench.Latch(false, 1);
        bench.SetPoint(0);
        bench.Latch(true, 1);
        Assert.False(bench.Board.ComparatorTripped(0, 1));
    }

    [Fact]
    public void A_current_that_the_cell_does_not_let_through_is_limited_by_the_output_voltage()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        // On the 1 mA range, where the shunt leaves the cell below the trip.
        bench.Latch(true, 1);
        bench.SetPoint(6 * 1.15e-3 * 1000);
        bench.Now = 1;

        Assert.Equal(7.5 / (6020 + 1022), bench.Shunt(0.0366) / 1000, 1e-9);
        Assert.False(bench.Board.ComparatorTripped(0, 1));

        bench.SetPoint(6 * 0.5e-3 * 1000);
        bench.Now = 2;
        Assert.Equal(0.5e-3, bench.Shunt(0.0366) / 1000, 1e-9);
    }

    [Fact]
    public void A_current_that_takes_the_cell_beyond_the_trip_opens_it()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 0);
        // The output ends at 7.5 V; the cell alone would be at 7.35 V.
        bench.SetPoint(6 * 2e-3 * 100);
        bench.Now = 1;

        Assert.True(bench.Board.ComparatorTripped(0, 1));
        Assert.Equal(0, bench.Shunt(0.0366));
    }

    internal static Complex Truth(string name, double f) =>
        name switch
        {
            "dummy-rc" => 20 + ClosedForms.Zarc(f, 1000, 1e-3, 1) + ClosedForms.Zarc(f, 5000, 5e-5, 1),
            "symmetric-bare-nzsp" => 117.7
                + ClosedForms.Zarc(f, 85, 2e-5, 0.95)
                + ClosedForms.Zarc(f, 957.4, 1.2e-2, 0.9),
            "blocking-zn010" => 1
                / (
                    1 / 5e6
                    + 1
                        / (
                            95.47
                            + ClosedForms.Zarc(f, 112, 2e-5, 0.95)
                            + ClosedForms.ConstantPhase(f, 4e-6, 0.9)
                        )
                ),
            "diffusion-limited" => 120
                + ClosedForms.Zarc(f, 300, 5e-5, 0.95)
                + ClosedForms.WarburgOpen(f, 400, 0.3),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
}
