using System.Numerics;
using EdgeTester.Contracts;
using EdgeTester.Plans;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service;

public sealed class ReportTests
{
    private const string Plan = """
        {
          "name": "blocking cell",
          "sample": { "name": "pellet", "cell_type": "blocking", "area_cm2": 0.2, "thickness_mm": 1.0 },
          "record": { "time_s": 10 },
          "method": [ { "step": "impedance_spectroscopy", "amplitude_V": 0.005, "start_frequency_Hz": 200000, "end_frequency_Hz": 0.1, "points_per_decade": 10 } ]
        }
        """;

    [Fact]
    public async Task The_conductivity_of_a_blocking_cell_leaves_the_electrodes_out()
    {
        await using var bench = await HostBench.StartAsync();
        var run = new StoredRun(StoredRun.Id(8))
            .Event(RunEventCode.RunStarted, 0)
            .Spectrum(0, 60, points: 64, impedance: Blocking)
            .Event(RunEventCode.RunEnded, 300, EndReason.Completed);
        await bench.Host.Store.RegisterRunAsync(
            new RunDefinition
            {
                Run = run.Run,
                Channel = 0,
                Device = run.Device,
                Name = "blocking cell",
                PlanJson = Plan,
                CompiledPlan = PlanCompiler.Compile(PlanFile.Parse(Plan).Plan!).StepTable,
            },
            TestContext.Current.CancellationToken
        );
        await bench.AddAsync(run);

        var spectrum = await bench.GetAsync($"/api/runs/{run.Run}/channels/0/spectra/0");
        Assert.Equal(207.5, (double)spectrum["fit"]!["total_resistance_ohm"]!, 2.0);
        var html = bench.Host.WriteReport(run.Run, 0);
        // L / (A R) = 0.1 cm / (0.2 cm2 * 207.5 ohm) = 2.41e-3 S/cm
        Assert.Matches(
            "Total conductivity</td><td class=\"num\">(0\\.0024[012]\\d*|\\(2\\.4[012]\\d*)",
            html
        );
        Assert.Contains("0.2000 cm²", html);
        Assert.Contains("Potentiostatic impedance", html);
    }

    private static Complex Blocking(double frequencyHz)
    {
        var s = Complex.ImaginaryOne * 2 * Math.PI * frequencyHz;
        return 95.5 + 112 / (1 + Complex.Pow(s * 2e-5, 0.95)) + 1 / (4e-6 * Complex.Pow(s, 0.9));
    }
}
