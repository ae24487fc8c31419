using System.Text.Json;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests.Analysis;

/// <summary>What scripts rely on: one array, one object a file, exact names, an exit code that says whether all went well.</summary>
public sealed class JsonContractTests : IDisposable
{
    private readonly SpectrumFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static async Task<JsonElement[]> RunAsync(int expectedCode, params string[] arguments)
    {
        var (code, output, errors) = await EdgeTesterProcess.RunAsync(arguments);
        Assert.True(code == expectedCode, $"exit code {code}: {errors}");
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    private static void AssertHas(JsonElement entry, params string[] names)
    {
        foreach (var name in names)
            Assert.True(entry.TryGetProperty(name, out _), $"{name} is missing in {entry}");
    }

    private static double Number(JsonElement entry, string name) => entry.GetProperty(name).GetDouble();

    [Fact]
    public async Task Fit_gives_parameters_with_intervals_and_the_truth_is_in_them()
    {
        var files = new[] { folder.Write("a.csv", folder.Rows()), folder.Write("b.csv", folder.Rows()) };
        var entries = await RunAsync(0, ["fit", "--json", "--circuit", "R(RQ)(RQ)", .. files]);
        Assert.Equal(files, entries.Select(e => e.GetProperty("file").GetString()));
        foreach (var entry in entries)
        {
            AssertHas(entry, "chi_square", "aicc", "bic", "residual_rms_percent");
            Assert.Equal("R(RQ)(RQ)", entry.GetProperty("circuit").GetString());
            Assert.InRange(Number(entry, "residual_rms_percent"), 0.2, 0.4);
            var parameters = entry.GetProperty("parameters").EnumerateArray().ToArray();
            Assert.Equal(
                ["R1", "R2", "Q1.Q", "Q1.alpha", "R3", "Q2.Q", "Q2.alpha"],
                parameters.Select(p => p.GetProperty("name").GetString())
            );
            foreach (var (p, truth) in parameters.Zip([20, 100, 2e-6, 0.85, 300, 4e-4, 0.8]))
            {
                AssertHas(p, "name", "value", "standard_error", "lower_95", "upper_95", "unit");
                Assert.Equal(1, Number(p, "value") / truth, 0.05);
                Assert.InRange(Number(p, "lower_95"), 0.9 * truth, Number(p, "value"));
                Assert.InRange(Number(p, "upper_95"), Number(p, "value"), 1.1 * truth);
                Assert.InRange(Number(p, "standard_error"), 1e-4 * truth, 0.05 * truth);
            }
        }
    }

    [Fact]
    public async Task Without_a_circuit_one_is_chosen_and_the_reasons_are_said()
    {
        var entry = Assert.Single(await RunAsync(0, "fit", "--json", folder.Write("a.csv", folder.Rows())));
        Assert.Equal("R(RQ)(RQ)", entry.GetProperty("circuit").GetString());
        Assert.Contains("chosen", entry.GetProperty("reasons")[0].GetString());
    }

    [Fact]
    public async Task Weights_robust_fits_and_intervals_can_be_asked_for()
    {
        var rows = folder.Rows();
        var f = SpectrumFolder.Frequencies[20];
        rows[20] = SpectrumFolder.Row(f, 1.3 * SpectrumFolder.Cell(f));
        var file = folder.Write("wild.csv", rows);
        var robust = Assert.Single(
            await RunAsync(
                0,
                [
                    "fit",
                    "--json",
                    "-c",
                    "R(RQ)(RQ)",
                    "--robust",
                    "--weights",
                    "estimated",
                    "--intervals",
                    "profile",
                    file,
                ]
            )
        );
        Assert.InRange(Number(robust.GetProperty("parameters")[1], "value"), 98, 102);
        Assert.Contains("outlier", robust.GetProperty("warnings").ToString());
        var (code, _, errors) = await EdgeTesterProcess.RunAsync("fit", "--weights", "none", file);
        Assert.Equal(2, code);
        Assert.Contains("none", errors);
    }

    [Fact]
    public async Task Drt_gives_the_distribution_with_bands_and_peaks()
    {
        var entry = Assert.Single(await RunAsync(0, "drt", "--json", folder.Write("a.csv", folder.Rows())));
        AssertHas(entry, "file", "method", "lambda", "inductance_h");
        var count = entry.GetProperty("tau_s").GetArrayLength();
        Assert.True(count > 50);
        foreach (var name in new[] { "gamma_ohm", "gamma_lower_ohm", "gamma_upper_ohm" })
            Assert.Equal(count, entry.GetProperty(name).GetArrayLength());
        Assert.Equal(20, Number(entry, "series_resistance_ohm"), 0.5);
        var peaks = entry.GetProperty("peaks").EnumerateArray().ToArray();
        Assert.Equal(2, peaks.Length);
        foreach (var (peak, resistance) in peaks.Zip([100.0, 300.0]))
        {
            AssertHas(
                peak,
                "tau_s",
                "tau_lower_s",
                "tau_upper_s",
                "resistance_ohm",
                "resistance_lower_ohm",
                "resistance_upper_ohm",
                "probability"
            );
            Assert.Equal(1, Number(peak, "resistance_ohm") / resistance, 0.05);
        }
    }

    [Fact]
    public async Task Kk_gives_the_verdict_the_noise_the_window_and_the_wild_points()
    {
        var rows = folder.Rows(0.5);
        var f = SpectrumFolder.Frequencies[30];
        var wild = (string[])rows.Clone();
        wild[30] = SpectrumFolder.Row(f, 1.2 * SpectrumFolder.Cell(f));
        var entries = await RunAsync(
            0,
            "kk",
            "--json",
            folder.Write("a.csv", rows),
            folder.Write("b.csv", wild)
        );
        AssertHas(
            entries[0],
            "file",
            "verdict",
            "residual_rms_percent",
            "valid_from_hz",
            "valid_to_hz",
            "suspect_points"
        );
        Assert.Equal("valid", entries[0].GetProperty("verdict").GetString());
        Assert.InRange(Number(entries[0], "residual_rms_percent"), 0.4, 0.6);
        Assert.Equal(0, entries[0].GetProperty("suspect_points").GetArrayLength());
        Assert.Equal("valid_with_outliers", entries[1].GetProperty("verdict").GetString());
        Assert.Equal(
            f,
            Number(Assert.Single(entries[1].GetProperty("suspect_points").EnumerateArray()), "frequency_hz"),
            1e-6
        );
    }

    [Fact]
    public async Task Series_gives_fit_and_drt_of_every_spectrum_and_peaks_with_an_identity()
    {
        var files = Enumerable
            .Range(0, 4)
            .Select(k => folder.Write($"{k}.csv", folder.Rows(0.3, 300 * Math.Exp(-0.5 * k))))
            .ToArray();
        var missing = Path.Combine(folder.Path, "missing.csv");
        var entries = await RunAsync(
            65,
            [
                "series",
                "--json",
                "-c",
                "R(RQ)(RQ)",
                "--at",
                "25,40,60,80,99",
                "--unit",
                "degC",
                .. files,
                missing,
            ]
        );
        Assert.Equal(5, entries.Length);
        AssertIsError(entries[4], missing);
        var slow = new List<double>();
        foreach (var entry in entries.Take(4))
        {
            AssertHas(
                entry,
                "circuit",
                "chi_square",
                "aicc",
                "bic",
                "residual_rms_percent",
                "at",
                "gamma_ohm",
                "tau_s"
            );
            slow.Add(Number(entry.GetProperty("parameters")[4], "value"));
            var peaks = entry.GetProperty("peaks").EnumerateArray().ToArray();
            Assert.Equal([1, 2], peaks.Select(p => p.GetProperty("track").GetInt32()));
        }
        for (var k = 0; k < 4; k++)
            Assert.Equal(1, slow[k] / (300 * Math.Exp(-0.5 * k)), 0.05);
        var energy = entries[0]
            .GetProperty("activation_energies")
            .EnumerateArray()
            .Single(e => e.GetProperty("name").GetString() == "R3");
        Assert.InRange(Number(energy, "activation_energy_ev"), 0.2, 0.35);
    }

    [Fact]
    public async Task Series_shares_parameters_where_asked()
    {
        var files = Enumerable
            .Range(0, 3)
            .Select(k => folder.Write($"{k}.csv", folder.Rows(0.3, 300 - 50 * k)))
            .ToArray();
        var entries = await RunAsync(
            0,
            ["series", "--json", "-c", "R(RQ)(RQ)", "--share", "R1,Q1.alpha", .. files]
        );
        foreach (var place in new[] { 0, 3 })
            Assert.Single(
                entries.Select(e => Number(e.GetProperty("parameters")[place], "value")).Distinct()
            );
        var (code, _, errors) = await EdgeTesterProcess.RunAsync(["series", "--at", "1,2", .. files]);
        Assert.Equal(2, code);
        Assert.Contains("3 spectra", errors);
    }

    [Fact]
    public async Task Measured_files_of_several_instruments_are_fitted()
    {
        var data = EdgeTesterProcess.SharedFolder;
        Assert.SkipUnless(data is not null, "the shared data are not here");
        var files = new[]
        {
            "impedancepy_vendor/exampleDataZPlot.z",
            "bayes_drt_experimental/550C.0.5V.DTA",
            "pyimpspec_vendor/data.mpt",
        }
            .Select(f => Path.Combine(data!, "data", f))
            .ToArray();
        foreach (var command in new[] { "fit", "drt", "kk" })
        {
            var entries = await RunAsync(0, [command, "--json", .. files]);
            Assert.Equal(files, entries.Select(e => e.GetProperty("file").GetString()));
            Assert.All(entries, e => Assert.InRange(Number(e, "residual_rms_percent"), 0, 1.5));
        }
    }

    internal static void AssertIsError(JsonElement entry, string file)
    {
        Assert.Equal(["file", "error"], entry.EnumerateObject().Select(p => p.Name));
        Assert.Equal(file, entry.GetProperty("file").GetString());
        Assert.NotEmpty(entry.GetProperty("error").GetString()!);
    }
}
