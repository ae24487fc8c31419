using EdgeTester.Firmware.Virtual.Cells;
using EdgeTester.Firmware.Virtual.Cells.Parallel;

namespace EdgeTester.Firmware.Tests.Cells;

/// <summary>The papers' cells show what the papers report, when they are driven as the papers' methods drive them.</summary>
public class PaperCellTests
{
    [Theory]
    [InlineData("p1-zn010-cycling", 0.1, 300, 0.0665)]
    [InlineData("p1-zn0-cycling", 0.1, 30, 0.1255)]
    [InlineData("p2-x02-cycling", 0.3, 700, 0.053)]
    public void Long_cycling_has_the_printed_polarization(
        string name,
        double density,
        int cycles,
        double volt
    )
    {
        var cell = CellCatalogue.Load(name);
        double ampere = density * 1e-3 * CellCatalogue.Definition(name).Area;
        for (int half = 0; half < 2 * cycles; half++)
        {
            cell.Apply(CellDrive.Current(half % 2 == 0 ? ampere : -ampere), 3600.0 * half);
            cell.AdvanceTo(3600.0 * (half + 1));
        }
        Assert.Equal(-volt, cell.At(cell.Time).Voltage, 1e-3 * volt);
    }

    [Fact]
    public void The_micro_short_comes_at_70_h_and_the_bare_cell_shorts_after_23_h_only_at_its_density()
    {
        Assert.Equal(70, HoursToShort("p1-zn0-cycling", _ => 0.1), 0.01);
        Assert.Equal(double.NaN, HoursToShort("p2-x00-cycling", _ => 0.1));
        Assert.Equal(23, HoursToShort("p2-x00-cycling", hours => 0.05 * (1 + hours / 10)), 0.05);
    }

    [Theory]
    [InlineData("p1-zn010-critical", 0.9)]
    [InlineData("p1-zn0-critical", 0.1)]
    [InlineData("p2-x02-critical", 0.55)]
    public void The_critical_current_density_is_the_last_step_survived(string name, double critical)
    {
        var cell = (LadderCell)CellCatalogue.Load(name);
        double area = CellCatalogue.Definition(name).Area;
        double survived = 0;
        for (int step = 1; step <= 30; step++)
        {
            double density = 0.05 * step;
            foreach (int sign in new[] { 1, -1 })
            {
                cell.Apply(CellDrive.Current(sign * density * 1e-3 * area), cell.Time);
                cell.AdvanceTo(cell.Time + 1800);
            }
            if (cell.ParallelPaths.OfType<ShortCircuit>().Any(path => path.Active))
            {
                break;
            }
            survived = density;
        }
        Assert.Equal(critical, survived, 1e-9);
    }

    [Theory]
    [InlineData("p1-zn010-transference", 0.98)]
    [InlineData("p1-zn0-transference", 0.79)]
    public void Polarization_by_10_mV_gives_the_transference_number(string name, double transference)
    {
        var cell = CellCatalogue.Load(name);
        double interface_ = CellCatalogue.Truths(name).Single(truth => truth.Name == "Rint").At(0, 0, 30);
        cell.Apply(CellDrive.Voltage(0.01), 0);
        cell.AdvanceTo(0.1);
        double first = cell.At(0.1).Current;
        cell.AdvanceTo(8000);
        double last = cell.At(8000).Current;
        double t = last * (0.01 - first * interface_) / (first * (0.01 - last * interface_));
        Assert.Equal(transference, t, 0.005);
    }

    [Theory]
    [InlineData("p2-x00-plating", 1.27, -0.71, 0.01)]
    [InlineData("p2-x01-plating", 0.12, -1.08, 0.01)]
    [InlineData("p2-x01-plating", 2.0, -0.98, 0.01)]
    [InlineData("p2-x02-plating", 6.5, -0.11, 0.01)]
    [InlineData("p2-x03-plating", 2.0, -0.0976, 0.01)]
    public void One_way_plating_has_the_printed_voltage(
        string name,
        double capacity,
        double volt,
        double share
    )
    {
        var cell = CellCatalogue.Load(name);
        cell.Apply(CellDrive.Current(-1e-4), 0);
        cell.AdvanceTo(capacity * 36000);
        Assert.Equal(volt, cell.At(cell.Time).Voltage, Math.Abs(share * volt));
    }

    [Fact]
    public void Each_rate_gives_its_specific_capacity()
    {
        const string name = "p1-zn010-rate";
        var cell = CellCatalogue.Load(name);
        double mass = CellCatalogue.Definition(name).Mass;
        var truths = CellCatalogue
            .Truths(name)
            .Where(truth => truth.Name.StartsWith("specific", StringComparison.Ordinal));
        foreach (var truth in truths)
        {
            double rate = double.Parse(
                truth.Name.Split(' ')[2],
                System.Globalization.CultureInfo.InvariantCulture
            );
            double ampere = 0.1176 * mass * rate;
            for (int cycle = 0; cycle < 2; cycle++)
            {
                Until(cell, ampere, 4.2);
                double discharged = Until(cell, -ampere, 2.3);
                Assert.Equal(1, discharged / 3.6 / mass / truth.At(0, 0, 25), 0.01);
            }
        }
    }

    [Fact]
    public void The_first_cycle_loses_what_the_paper_says_and_the_tenfold_rate_the_rest()
    {
        const string name = "p2-full-rate";
        var cell = CellCatalogue.Load(name);
        double mass = CellCatalogue.Definition(name).Mass;
        double ampere = 0.121 * mass;
        double charged = Until(cell, 0.5 * ampere, 4.4) / 3.6 / mass;
        double discharged = Until(cell, -0.5 * ampere, 2.5) / 3.6 / mass;
        Assert.Equal(126.5, charged, 1.0);
        Assert.Equal(119.1, discharged, 1.0);
        Until(cell, 10 * ampere, 4.4);
        Assert.Equal(108.1, Until(cell, -10 * ampere, 2.5) / 3.6 / mass, 1.2);
    }

    [Theory]
    [InlineData("p1-zn010-cycles-02c", 0.2, 0.1176, 4.2, 2.3, 100, 0.9871)]
    [InlineData("p1-zn010-cycles-05c", 0.5, 0.1176, 4.2, 2.3, 80, 0.9768)]
    [InlineData("p2-full-cycles", 10, 0.121, 4.4, 2.5, 80, 0.97286)]
    public void Cycling_keeps_the_printed_share_of_the_capacity(
        string name,
        double rate,
        double perGram,
        double high,
        double low,
        int cycles,
        double retention
    )
    {
        var cell = CellCatalogue.Load(name);
        double ampere = perGram * CellCatalogue.Definition(name).Mass * rate;
        double first = 0;
        double last = 0;
        for (int cycle = 0; cycle <= cycles; cycle++)
        {
            Until(cell, ampere, high);
            last = Until(cell, -ampere, low);
            first = cycle == 0 ? last : first;
        }
        Assert.Equal(retention, last / first, 0.003);
    }

    [Fact]
    public void Conductivities_and_their_activation_energies_are_those_of_the_papers()
    {
        foreach (
            string name in CellCatalogue.Names.Where(n =>
                n.StartsWith("p1-", StringComparison.Ordinal)
                && n.EndsWith("-blocking", StringComparison.Ordinal)
            )
        )
        {
            var truths = CellCatalogue.Truths(name);
            var conductivity = truths.Single(truth => truth.Name == "conductivity");
            var energy = truths.SingleOrDefault(truth => truth.Name == "activation energy");
            if (energy is null)
            {
                continue;
            }
            double slope =
                Math.Log(conductivity.At(0, 0, 100) * 373.15 / (conductivity.At(0, 0, 40) * 313.15))
                / (1 / 373.15 - 1 / 313.15);
            Assert.Equal(energy.At(0, 0, 25), -slope * 8.617333262145e-5, 1e-9);
        }
        double At25(string name) =>
            CellCatalogue.Truths(name).Single(t => t.Name == "conductivity").At(0, 0, 25);
        Assert.Equal(2.41e-3, At25("p1-zn010-blocking"), 1e-8);
        Assert.Equal(2.13e-4, At25("p1-nzsp-blocking"), 1e-9);
        Assert.Equal(1.58e-3, At25("p2-x02-blocking"), 1e-8);
    }

    // Coulomb that pass until a voltage is reached; steps of a two-thousandth of an hour's charge.
    private static double Until(CellModel cell, double ampere, double volt)
    {
        cell.Apply(CellDrive.Current(ampere), cell.Time);
        double before = cell.NetCharge;
        double step = 2e-4 / Math.Abs(ampere);
        while ((cell.At(cell.Time).Voltage - volt) * Math.Sign(ampere) < 0)
        {
            cell.AdvanceTo(cell.Time + step);
        }
        return Math.Abs(cell.NetCharge - before);
    }

    private static double HoursToShort(string name, Func<int, double> density)
    {
        var cell = (LadderCell)CellCatalogue.Load(name);
        for (int half = 0; half < 100; half++)
        {
            double ampere = density(half) * 1e-3 * CellCatalogue.Definition(name).Area;
            cell.Apply(CellDrive.Current(half % 2 == 0 ? ampere : -ampere), 3600.0 * half);
            cell.AdvanceTo(3600.0 * (half + 1));
        }
        return cell.ParallelPaths.OfType<ShortCircuit>().First().SinceSeconds / 3600;
    }
}
