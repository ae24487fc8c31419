using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.Firmware.Tests.Cells;

public class CellCatalogueTests
{
    public static TheoryData<string> Names => [.. CellCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_builds_carries_a_current_and_has_truths(string name)
    {
        var cell = CellCatalogue.Load(name);
        var truths = CellCatalogue.Truths(name);

        Assert.NotEmpty(truths);
        Assert.All(truths, truth => Assert.True(double.IsFinite(truth.At(0, 0, 30)), truth.Name));
        Assert.Equal(truths.Count, truths.Select(truth => truth.Name).Distinct().Count());
        double rest = cell.At(0).Voltage;
        cell.Apply(CellDrive.Current(1e-7), 0);
        cell.AdvanceTo(10);
        Assert.True(cell.At(10).Voltage > rest);
        double moved = cell.At(10).Voltage - rest;
        if (name == "standard-open")
            Assert.InRange(moved, 1e6, double.MaxValue);
        else if (name == "standard-short")
            Assert.InRange(moved, double.Epsilon, 1e-9);
        else
            Assert.InRange(moved, 1e-8, 1);
        Assert.InRange(
            cell.NetCharge,
            truths.Any(t => t.Name == "Relectronic") ? 1e-9 : 9.999e-7,
            1e-6 + 1e-12
        );
    }

    [Fact]
    public void Every_demo_resistance_lies_between_50_ohm_and_5_kohm()
    {
        string[] demo =
        [
            "symmetric-growing",
            "symmetric-shorting",
            "blocking-zn010",
            "symmetric-gbs-x02",
            "symmetric-bare-nzsp",
            "full-cell",
            "diffusion-limited",
        ];
        foreach (string name in demo)
        {
            foreach (
                var truth in CellCatalogue.Truths(name).Where(t => t.Unit == "ohm" && t.Name != "Relectronic")
            )
            {
                Assert.InRange(truth.At(0, 0, CellCatalogue.Definition(name).Temperature), 50, 5000);
            }
        }
    }

    [Fact]
    public void The_growing_interface_has_the_totals_of_the_paper()
    {
        var total = CellCatalogue.Truths("symmetric-growing").Single(truth => truth.Name == "Rtotal");
        double Coulomb(double hours) => hours * 3600 * 1e-4;
        Assert.Equal(567.1, total.At(0, 0, 30), 1e-6);
        Assert.Equal(740.98, total.At(30 * 3600, Coulomb(30), 30), 1e-6);
        Assert.Equal(764.8, total.At(50 * 3600, Coulomb(50), 30), 1e-6);
        Assert.Equal(764.8, total.At(150 * 3600, Coulomb(150), 30), 1e-6);
    }

    [Theory]
    [InlineData("""{"name":"a","title":"t","elements":[]}""", "no elements")]
    [InlineData(
        """{"name":"a","title":"t","elements":[{"kind":"resistor","name":"Rb"}]}""",
        "a/Rb: resistance_ohm"
    )]
    [InlineData(
        """{"name":"a","title":"t","elements":[{"kind":"coil","name":"L"}]}""",
        "unknown kind 'coil'"
    )]
    [InlineData(
        """{"name":"a","title":"t","elements":[{"kind":"zarc","name":"R","resistance_ohm":1}]}""",
        "timeConstant_s"
    )]
    [InlineData("""{"name":"a","title":"t","elements":[{"kind":"cpe","q":1,"alpha":2}]}""", "alpha")]
    [InlineData("""{"name":"a","title":"t","resistance":1,"elements":[]}""", "resistance")]
    [InlineData("""{"name":"a","title":"t","elements":[""", "")]
    public void A_broken_definition_is_refused_with_its_place(string json, string place)
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgetester-{Guid.NewGuid():n}.json");
        try
        {
            File.WriteAllText(path, json);
            Assert.Contains(
                place,
                Assert.Throws<CellDefinitionException>(() => CellCatalogue.LoadFile(path)).Message
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_name_may_carry_a_temperature()
    {
        Assert.Equal(60, CellCatalogue.Load("full-cell@60").TemperatureCelsius);
        Assert.Equal(30, CellCatalogue.Load("full-cell").TemperatureCelsius);
        Assert.Throws<CellDefinitionException>(() => CellCatalogue.Load("full-cell@warm"));
    }

    [Fact]
    public void A_spectrum_file_is_played_back_with_its_factor()
    {
        string path = SharedData.Spectrum("LIB_drttools.csv");
        var cell = Assert.IsType<Virtual.Cells.Playback.PlaybackCell>(CellCatalogue.LoadFile(path + "*3000"));
        var plain = (Virtual.Cells.Playback.PlaybackCell)CellCatalogue.LoadFile(path);
        Assert.Equal(3000 * plain.Impedance(1).Real, cell.Impedance(1).Real, 1e-9);
        Assert.Throws<CellDefinitionException>(() => CellCatalogue.LoadFile(path + "*much"));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_names_there_are()
    {
        var error = Assert.Throws<CellDefinitionException>(() => CellCatalogue.Load("nothing"));
        Assert.Contains("symmetric-growing", error.Message);
    }
}
