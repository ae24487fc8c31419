using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Tests.Cells;

public class CellElementTests
{
    [Theory]
    [InlineData(2e-5)]
    [InlineData(-4e-4)]
    [InlineData(3e-3)]
    public void A_Butler_Volmer_interface_settles_where_its_equation_gives_the_current(double ampere)
    {
        const double exchange = 1e-4;
        var cell = ButlerVolmer(exchange);
        cell.Apply(CellDrive.Current(ampere), 0);
        cell.AdvanceTo(5);
        double overpotential = cell.At(5).Voltage - 10 * ampere;

        // Symmetric: i = 2 i0 sinh(F v / 2RT).
        double truth = 2 * 8.31446261815324 * 298.15 / 96485.33212331 * Math.Asinh(ampere / (2 * exchange));
        Assert.Equal(truth, overpotential, 2e-6);
    }

    [Fact]
    public void A_Butler_Volmer_interface_under_a_voltage_draws_the_current_of_its_equation()
    {
        const double exchange = 1e-4;
        var cell = ButlerVolmer(exchange);
        double settled = 0;
        for (int n = 1; n <= 300; n++)
        {
            cell.Apply(CellDrive.Voltage(0.0005 * n), n);
            cell.AdvanceTo(n + 0.9);
            settled = cell.At(n + 0.9).Current;
        }
        double overpotential = 0.15 - 10 * settled;
        double truth =
            2 * exchange * Math.Sinh(overpotential * 96485.33212331 / (2 * 8.31446261815324 * 298.15));
        Assert.Equal(1, settled / truth, 1e-3);
    }

    [Fact]
    public void An_open_circuit_curve_is_followed_over_a_whole_charge_and_discharge()
    {
        var curve = Curve();
        var cell = FullCell(curve, 1);
        cell.Apply(CellDrive.Current(1e-3), 0);
        for (int t = 100; t <= 900; t += 100)
        {
            cell.AdvanceTo(t);
            Assert.Equal(curve.Voltage(t / 1000.0) + 0.05, cell.At(t).Voltage, 2e-5);
        }
        cell.Apply(CellDrive.Current(-1e-3), 900);
        cell.AdvanceTo(1700);
        Assert.Equal(curve.Voltage(0.1) - 0.05, cell.At(1700).Voltage, 2e-5);
    }

    [Fact]
    public void A_full_cell_under_a_voltage_takes_up_the_charge_that_its_curve_says()
    {
        var curve = Curve();
        var cell = FullCell(curve, 1);
        double target = curve.Voltage(0.4);
        cell.Apply(CellDrive.Voltage(target), 0);
        cell.AdvanceTo(30000);
        Assert.Equal(0.4, cell.NetCharge, 2e-3);
        Assert.Equal(0, cell.At(30000).Current, 2e-7);
    }

    [Fact]
    public void What_a_side_reaction_takes_is_missing_on_discharge()
    {
        var curve = Curve();
        var cell = FullCell(curve, 0.9);
        cell.Apply(CellDrive.Current(1e-3), 0);
        cell.AdvanceTo(500);
        cell.Apply(CellDrive.Open, 500);
        cell.AdvanceTo(600);
        Assert.Equal(curve.Voltage(0.45), cell.At(600).Voltage, 2e-5);
        cell.Apply(CellDrive.Current(-1e-3), 600);
        cell.AdvanceTo(900);
        Assert.Equal(curve.Voltage(0.15) - 0.05, cell.At(900).Voltage, 2e-5);
    }

    [Fact]
    public void The_differential_capacity_of_plateaus_peaks_at_their_potentials()
    {
        var curve = OpenCircuitCurve.FromPlateaus([(3.2, 0.4, 0.01), (3.9, 0.6, 0.015)], 2.5, 4.4);
        foreach (double potential in new[] { 3.2, 3.9 })
        {
            double best = 0;
            double at = 0;
            for (double x = 0.001; x < 1; x += 0.001)
            {
                if (Math.Abs(curve.Voltage(x) - potential) < 0.1 && 1 / curve.Slope(x) > best)
                {
                    best = 1 / curve.Slope(x);
                    at = curve.Voltage(x);
                }
            }
            Assert.Equal(potential, at, 3e-3);
        }
        Assert.Equal(2.5, curve.Voltage(0), 1e-9);
        Assert.Equal(4.4, curve.Voltage(1), 1e-9);
    }

    [Theory]
    [InlineData(25)]
    [InlineData(60)]
    [InlineData(100)]
    public void A_resistance_follows_the_Arrhenius_law_of_conductivity_times_temperature(double celsius)
    {
        var cell = new LadderCell([new SeriesElement("Rb", new CellParameter(1000, 0.31, 298.15))]);
        cell.TemperatureCelsius = celsius;
        cell.Apply(CellDrive.Current(1e-3), 1);
        cell.AdvanceTo(2);
        double kelvin = celsius + 273.15;
        double truth =
            1000 * kelvin / 298.15 * Math.Exp(0.31 / 8.617333262145e-5 * (1 / kelvin - 1 / 298.15));
        Assert.Equal(truth * 1e-3, cell.At(2).Voltage, 1e-4 * truth * 1e-3);
    }

    [Fact]
    public void An_interface_grows_along_its_table()
    {
        var law = new DriftLaw(
            DriftVariable.Hours,
            [
                [0, 1],
                [30, 1.39],
                [50, 1.3902],
            ]
        );
        var cell = new LadderCell([
            new LadderElement(
                "Rint",
                RelaxationLadder.Zarc(0.9, 1e-3),
                new CellParameter(400, Drift: law),
                1e-3,
                1
            ),
        ]);
        cell.Apply(CellDrive.Current(1e-3), 0);
        double before = 0;
        for (int hour = 1; hour <= 60; hour++)
        {
            cell.AdvanceTo(3600.0 * hour);
            double now = cell.At(3600.0 * hour).Voltage;
            Assert.True(now >= before - 1e-6);
            before = now;
            if (hour == 30)
            {
                Assert.Equal(0.4 * 1.39, now, 1e-4);
            }
        }
        Assert.Equal(0.4 * 1.3902, before, 1e-4);
    }

    [Fact]
    public void Decomposition_adds_its_current_beyond_the_onset_in_a_sweep()
    {
        var cell = new LadderCell(
            [
                new SeriesElement("Rb", new CellParameter(100)),
                new LadderElement(
                    "electrodes",
                    RelaxationLadder.ConstantPhase(1e-9, 1),
                    new CellParameter(1),
                    1,
                    0
                ),
            ],
            [new DecompositionPath(4.9, 0.03, 1e-4)]
        );
        foreach (double volt in new[] { 4.0, 4.8, 4.9, 5.2, 6.0, 3.0 })
        {
            double start = cell.Time;
            cell.Apply(CellDrive.Voltage(volt), start);
            cell.AdvanceTo(start + 10);
            double truth = 1e-4 * 0.03 * Math.Log(1 + Math.Exp((volt - 4.9) / 0.03));
            Assert.Equal(truth, cell.At(start + 10).Current, 1e-12 + 1e-6 * truth);
        }
        // Under a current the voltage finds the place where the path takes it.
        double now = cell.Time;
        cell.Apply(CellDrive.Current(5e-5), now);
        cell.AdvanceTo(now + 1);
        Assert.Equal(5.4, cell.At(now + 1).Voltage, 1e-3);
    }

    [Fact]
    public void Charge_and_discharge_run_on_branches_apart_by_the_hysteresis()
    {
        var curve = Curve();
        var cell = new LadderCell([
            new SeriesElement("Rb", new CellParameter(50)),
            new OpenCircuitElement("NVP", curve, new CellParameter(1), 0.2, new CellParameter(1), 0.01),
        ]);
        cell.Apply(CellDrive.Current(1e-3), 0);
        cell.AdvanceTo(300);
        Assert.Equal(curve.Voltage(0.5) + 0.06, cell.At(300).Voltage, 3e-5);
        cell.Apply(CellDrive.Current(-1e-3), 300);
        cell.AdvanceTo(305);
        Assert.InRange(cell.At(305).Voltage - curve.Voltage(0.495), -0.05, -0.041);
        cell.AdvanceTo(500);
        Assert.Equal(curve.Voltage(0.3) - 0.06, cell.At(500).Voltage, 3e-5);
    }

    private static LadderCell ButlerVolmer(double exchange) =>
        new([
            new SeriesElement("Rb", new CellParameter(10)),
            new ButlerVolmerElement("ct", new CellParameter(exchange), 0.5, 1e-5),
        ]);

    private static OpenCircuitCurve Curve() =>
        OpenCircuitCurve.FromPlateaus([(3.39, 0.95, 0.012), (3.0, 0.05, 0.2)], 2.3, 3.9);

    private static LadderCell FullCell(OpenCircuitCurve curve, double efficiency) =>
        new([
            new SeriesElement("Rb", new CellParameter(50)),
            new OpenCircuitElement("NVP", curve, new CellParameter(1), 0, new CellParameter(efficiency)),
        ]);
}
