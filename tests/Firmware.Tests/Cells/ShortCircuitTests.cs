using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Elements;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Tests.Cells;

public class ShortCircuitTests
{
    [Fact]
    public void A_hard_short_collapses_the_voltage_at_its_charge()
    {
        var cell = Cell(new ShortCircuit(new ShortTrigger { Throughput = 0.1 }, 5));
        cell.Apply(CellDrive.Current(1e-3), 0);

        cell.AdvanceTo(359);
        Assert.Equal(0.6, cell.At(359).Voltage, 1e-6);
        cell.AdvanceTo(400);

        // 5 ohm beside 100 + 500 ohm.
        Assert.Equal(1e-3 * 5 * 600 / 605, cell.At(400).Voltage, 1e-6);
        var path = (ShortCircuit)((LadderCell)cell).ParallelPaths[0];
        Assert.Equal(360, path.SinceSeconds, 1e-3);
    }

    [Fact]
    public void A_short_waits_for_its_current_density_and_charge_at_once()
    {
        var trigger = new ShortTrigger { CurrentDensity = 0.95, HalfCycle = 0.05 };
        var cell = Cell(new ShortCircuit(trigger, 5));
        var path = (ShortCircuit)((LadderCell)cell).ParallelPaths[0];

        cell.Apply(CellDrive.Current(0.9e-3), 0);
        cell.AdvanceTo(1000);
        Assert.False(path.Active);
        cell.Apply(CellDrive.Current(-1e-3), 1000);
        cell.AdvanceTo(1179);
        Assert.False(path.Active);
        cell.AdvanceTo(1181);
        Assert.True(path.Active);
        Assert.Equal(1180, path.SinceSeconds, 0.01);
    }

    [Fact]
    public void A_soft_short_flickers_the_same_way_for_the_same_seed_and_heals_when_the_current_turns()
    {
        double[] Run(ulong seed)
        {
            var cell = Cell(new ShortCircuit(new ShortTrigger { Hours = 0.01 }, 300, 0.3, 1, true, seed));
            cell.Apply(CellDrive.Current(1e-4), 0);
            var voltages = new List<double>();
            for (int t = 40; t < 140; t++)
            {
                cell.AdvanceTo(t + 0.5);
                voltages.Add(cell.At(t + 0.5).Voltage);
            }
            cell.Apply(CellDrive.Current(-1e-4), 150);
            cell.AdvanceTo(200);
            Assert.Equal(-0.06, cell.At(200).Voltage, 1e-6);
            return voltages.ToArray();
        }
        double[] first = Run(7);

        Assert.Equal(first, Run(7));
        Assert.NotEqual(first, Run(8));
        Assert.True(first.Distinct().Count() > 10);
        Assert.InRange(first.Average(), 0.0160, 0.0240);
        Assert.True(first.All(v => v < 0.05));
    }

    [Fact]
    public void Charge_goes_through_the_cell_only_as_far_as_the_short_leaves_it()
    {
        var cell = Cell(new ShortCircuit(new ShortTrigger { Hours = 0 }, 600));
        cell.Apply(CellDrive.Current(1e-3), 0);
        cell.AdvanceTo(1000);

        Assert.Equal(0.5, cell.NetCharge, 1e-3);
        Assert.Equal(cell.NetCharge, cell.ChargeThroughput, 1e-12);
        cell.Apply(CellDrive.Current(-1e-3), 1000);
        cell.AdvanceTo(2000);
        Assert.Equal(0, cell.NetCharge, 1e-3);
        Assert.Equal(1, cell.ChargeThroughput, 2e-3);
    }

    private static CellModel Cell(ParallelPath path) =>
        new LadderCell(
            [
                new SeriesElement("Rb", new CellParameter(100)),
                new LadderElement("Rint", RelaxationLadder.Zarc(0.9, 1e-3), new CellParameter(500), 1e-3, 1),
            ],
            [path]
        );
}
