using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Formats;
using EdgeTester.Host.Tests.Formats;
using EdgeTester.Service.Methods;

namespace EdgeTester.Host.Tests.Methods;

public class FileMeasurementTests
{
    private static readonly string[] _sets = ["navani_cycling", "pyprobe_cycling", "yadg_eclab"];

    /// <summary>A sample of the spectra; the others take the same way and only more time.</summary>
    private static readonly string[] _spectra =
    [
        "_normalized/LIB_drttools.csv",
        "_normalized/dummy_Circuit1_EIS_1.csv",
        "_normalized/aurora_peis_01.csv",
        "_normalized/impedancepy_chinstruments.csv",
        "_normalized/SOFC_button.csv",
    ];

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        foreach (var set in _sets)
            data.Add(set);
        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_real_record_gives_figures_or_says_why_not(string set)
    {
        foreach (var path in Directory.EnumerateFiles(SharedData.Folder(set)).Where(f => !f.EndsWith(".md")))
        {
            FileMeasurement file;
            try
            {
                file = FileMeasurement.Read(path);
            }
            catch (DataFileException refused)
            {
                Assert.True(refused.Reason.Length > 20, path);
                continue;
            }
            foreach (var outcome in MethodOutcome.Of([file.Measurement], null, CancellationToken.None))
                Sensible(path, outcome);
        }
    }

    [Fact]
    public void Real_spectra_give_their_resistances()
    {
        foreach (var name in _spectra)
        {
            var file = FileMeasurement.Read(SharedData.File(name));
            var outcome = Assert.Single(MethodOutcome.Of([file.Measurement], null, CancellationToken.None));
            Sensible(name, outcome);
            Assert.Null(outcome.Error);
        }
    }

    [Fact]
    public void A_dummy_of_known_resistors_is_measured_right()
    {
        // Read off the spectrum: Z' at the lowest frequency is the sum of the resistors.
        var file = FileMeasurement.Read(SharedData.File("_normalized/dummy_Circuit1_EIS_1.csv"));
        var spectrum = file.Measurement.Spectra[0].Spectrum;
        var result = SymmetricImpedance.Evaluate(file.Measurement);
        Assert.Equal(1, result.Total.Resistance.Value / spectrum.Impedance[^1].Real, 0.01);
    }

    [Fact]
    public void A_half_cell_of_a_real_cycler_has_a_cycle_and_peaks()
    {
        var path = SharedData.File("navani_cycling/bs542_004_gr_li_50ua_50mv_1v_191020_Channel_11.xlsx");
        var outcomes = MethodOutcome.Of(
            [FileMeasurement.Read(path).Measurement],
            null,
            CancellationToken.None
        );
        var rate = Assert.IsType<RateCapabilityResult>(
            outcomes.Single(o => o.Call.Method == MethodKind.RateCapability).Result
        );
        // 50 uA for 378,482 s, the time of the discharge step in the file.
        Assert.Equal(50e-6 * 378482 / 3.6, rate.FirstDischarge.InFieldUnits().Value, 0.05);
        var peaks = Assert.IsType<DifferentialCapacityResult>(
            outcomes.Single(o => o.Call.Method == MethodKind.DifferentialCapacity).Result
        );
        Assert.InRange(peaks.ChargePeak!.Value, 0.05, 0.25);
        Assert.InRange(peaks.DischargePeak!.Value, 0.05, peaks.ChargePeak.Value);
    }

    private static void Sensible(string path, MethodOutcome outcome)
    {
        if (outcome.Result is not { } result)
        {
            Assert.True(outcome.Error!.Length > 20, path);
            return;
        }
        Assert.NotEmpty(result.Figures);
        foreach (var figure in result.Figures)
        {
            Assert.True(double.IsFinite(figure.Value), $"{path}: {figure.Name}");
            Assert.True(figure.Name.Length > 0 && figure.Equation.Length > 0, $"{path}: {figure.Name}");
            if (figure.HasUncertainty)
                Assert.True(
                    figure.Lower95 <= figure.Value && figure.Value <= figure.Upper95,
                    $"{path}: {figure.Name}"
                );
        }
    }
}
