using EdgeTester.Firmware.Virtual.Analog;
using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Tests.Analog;

public class AnalogBoardStateTests
{
    private const double Window = 0.0366;

    [Fact]
    public void The_same_calls_give_the_same_readings_and_another_seed_another_noise()
    {
        double[] Run(string name)
        {
            var bench = new Bench(CellCatalogue.Load(name));
            bench.Latch(true, 1);
            bench.SetPoint(0.6);
            var readings = new List<double>();
            for (int n = 1; n <= 200; n++)
            {
                bench.Now = 1000 + n * 0.0122;
                readings.Add(bench.Voltage(Window));
            }
            return readings.ToArray();
        }
        double[] first = Run("symmetric-bare-nzsp");

        Assert.Equal(first, Run("symmetric-bare-nzsp"));
        double[] settled = first;
        double mean = settled.Average();
        double sigma = Math.Sqrt(settled.Select(v => (v - mean) * (v - mean)).Average());
        // 2 uV at 246 Hz is 1.15 uV over a window three times as long.
        Assert.InRange(sigma, 0.9e-6, 1.4e-6);
    }

    [Fact]
    public void Asking_in_between_does_not_change_what_comes_later()
    {
        double Run(bool often)
        {
            var bench = new Bench(CellCatalogue.Load("symmetric-growing"));
            bench.Latch(true, 1);
            bench.SetPoint(0.6);
            for (int n = 1; often && n < 3000; n++)
            {
                bench.Now = n * 0.333;
                bench.Voltage(Window);
            }
            bench.Now = 1000;
            return bench.Voltage(Window);
        }
        Assert.Equal(Run(false), Run(true), 6e-6);
    }

    [Fact]
    public void Tolerances_stay_within_the_parts_limits_and_repeat_with_their_seed()
    {
        double Read(int? seed)
        {
            var board = new AnalogBoard([CellCatalogue.Load("dummy-rc")], seed);
            board.SetLatch([1 | 2, 0, 0, 0, 0, 0, 0, 0, 15], 0);
            board.SetDac(0, 1.25 + 0.1, 0);
            return board.AdcInput(1, 0, 1, Window);
        }
        double nominal = Read(null);
        Assert.Equal(0.1, nominal, 1e-12);
        Assert.NotEqual(nominal, Read(5));
        Assert.Equal(Read(5), Read(5));
        Assert.NotEqual(Read(5), Read(6));
        Assert.Equal(nominal, Read(5), 2e-3 * nominal + 4e-4);
    }

    [Fact]
    public void Channels_do_not_touch_each_other()
    {
        var board = new AnalogBoard([CellCatalogue.Load("dummy-rc"), CellCatalogue.Load("dummy-rc")]);
        board.SetLatch([1 | 2, 1 | 2, 0, 0, 0, 0, 0, 0, 15], 0);
        board.SetDac(0, 1.25 + 0.1, 0);
        Assert.Equal(0.1, board.AdcInput(1, 0, 1, Window), 1e-12);
        Assert.Equal(0, board.AdcInput(1, 1, 1, Window), 1e-12);
        Assert.Equal(0, board.AdcInput(0, 1, 1, Window), 1e-12);
    }

    [Fact]
    public void A_reading_may_look_back_over_a_change()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 1);
        bench.Now = 1;
        bench.SetPoint(0.6);
        bench.Now = 2;
        bench.SetPoint(-0.6);

        Assert.Equal(0.1, bench.Board.AdcInput(1, 0, 1.9, Window), 1e-12);
        Assert.Equal(0, bench.Board.AdcInput(1, 0, 2 - 1e-9 + Window / 2, Window), 1e-6);
        bench.Now = 3;
        Assert.Equal(-0.1, bench.Shunt(Window), 1e-12);
    }

    [Fact]
    public void A_chamber_warms_its_cell_with_its_lag()
    {
        var bench = new Bench(new LadderCell([new SeriesElement("R", new CellParameter(1000, 0.3))]));
        bench.Latch(true, 1);
        bench.SetPoint(0.6);
        bench.Now = 1;
        Assert.Equal(0.1, bench.Voltage(Window), 1e-9);
        bench.Board.SetChamber(0, 60, 1);
        Assert.Equal(25, bench.Board.CellTemperature(0, 1), 1e-9);
        Assert.Equal(60 - 35 * Math.Exp(-1), bench.Board.CellTemperature(0, 121), 1e-9);
        bench.Now = 5000;
        bench.Voltage(Window);
        bench.Now = 5001;
        double kelvin = 333.15;
        double truth = 0.1 * kelvin / 298.15 * Math.Exp(0.3 / 8.617333262145e-5 * (1 / kelvin - 1 / 298.15));
        Assert.Equal(truth, bench.Voltage(Window), 1e-4 * truth);
    }

    [Fact]
    public void Charge_is_the_integral_of_the_current_that_the_shunt_shows()
    {
        var cell = CellCatalogue.Load("symmetric-bare-nzsp");
        var bench = new Bench(cell);
        bench.Latch(true, 1, potentiostat: true);
        bench.SetPoint(0.05);
        double sum = 0;
        const double step = 1e-4;
        for (int n = 0; n < 20000; n++)
        {
            // The mean over a step, by Simpson's rule; the first peaks are shorter than it.
            double Current(double at)
            {
                bench.Now = at;
                return bench.Shunt() / 1000;
            }
            double start = n * step;
            sum += step / 6 * (Current(start) + 4 * Current(start + step / 2) + Current(start + step));
        }
        cell.AdvanceTo(2);
        Assert.Equal(1, sum / cell.NetCharge, 2e-3);
    }

    [Fact]
    public void The_slow_inputs_see_the_sine_as_far_as_their_filter_lets_it_through()
    {
        var bench = new Bench(new LadderCell([new SeriesElement("R", new CellParameter(1000))]));
        bench.Latch(true, 1, ac: true, mux: 0);
        bench.Board.SetExcitation(10, 0.1, 0, 0);
        double amplitude = 0.1 * 1000 / (1000 + 1000 + 22);
        bench.Now = 1.025;
        Assert.Equal(amplitude, bench.Voltage(), 1e-6);
        // The mean over the window ending half of it later: sinc3 of a third of the window.
        bench.Now = 1.025 + Window / 2;
        double x = Math.PI * 10 * Window / 3;
        Assert.Equal(amplitude * Math.Pow(Math.Sin(x) / x, 3), bench.Voltage(Window), 1e-6);
        bench.Board.SetExcitation(0, 0, 0, bench.Now);
        bench.Now += 1;
        Assert.Equal(0, bench.Voltage(Window), 1e-9);
    }

    [Fact]
    public void The_AC_inputs_do_not_see_a_direct_voltage_after_their_coupling_has_settled()
    {
        var bench = new Bench(CellCatalogue.Load("dummy-rc"));
        bench.Latch(true, 1, mux: 0);
        bench.SetPoint(0.6);
        bench.Now = 0.1;
        var volts = new double[64];
        bench.Board.SampleAc(3, bench.Now, 1e-3, volts);
        // A step of 0.602 V decays with 1 s.
        Assert.Equal(0.602 * Math.Exp(-0.1), volts[0], 2e-3);
        bench.Now = 20;
        bench.Board.SampleAc(3, bench.Now, 1e-3, volts);
        Assert.All(volts, v => Assert.Equal(0, v, 1e-6));
        // Selecting a position charges its coupling at once.
        bench.Latch(true, 1, mux: 1);
        bench.Latch(true, 1, mux: 0);
        bench.Board.SampleAc(3, bench.Now, 1e-3, volts);
        Assert.All(volts, v => Assert.Equal(0, v, 1e-6));
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(1e12)]
    [InlineData(5e3)]
    public void A_leak_of_any_size_beside_a_full_cell_leaves_its_voltage_exact(double leakOhm)
    {
        var curve = OpenCircuitCurve.FromPlateaus([(3.39, 1, 0.012)], 2.3, 3.9);
        var cell = new LadderCell(
            [
                new SeriesElement("Rb", new CellParameter(50)),
                new LadderElement("Rct", RelaxationLadder.Zarc(0.9, 1e-2), new CellParameter(150), 1e-2, 1),
                new OpenCircuitElement("NVP", curve, new CellParameter(1000), 0.5, new CellParameter(1)),
            ],
            [new LeakagePath(new CellParameter(leakOhm))]
        );
        cell.Apply(CellDrive.Current(1e-3), 0);
        cell.AdvanceTo(5);
        double truth = (3.39 + 1e-3 * 200) * leakOhm / (leakOhm + 200);
        Assert.Equal(truth, cell.At(5).Voltage, 1.5e-4);
    }
}
