using EdgeTester.Analysis.Records;
using EdgeTester.Contracts;
using EdgeTester.Plans;
using EdgeTester.Service.Methods;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Service;

public sealed class StoredMeasurementTests
{
    private const string Plan = """
        {
          "name": "cycling",
          "sample": { "name": "pellet", "cell_type": "symmetric", "area_cm2": 0.785, "thickness_mm": 1.1, "temperature_C": 30 },
          "record": { "time_s": 10 },
          "method": [ { "step": "constant_current", "current_density_mA_cm2": 0.1, "until_time_s": 3600 } ]
        }
        """;

    [Fact]
    public async Task A_stored_run_becomes_rows_steps_and_spectra_with_the_geometry_of_its_plan()
    {
        await using var bench = await HostBench.StartAsync();
        var run = StoredRun.Whole(StoredRun.Id(31), spectra: 2);
        await bench.Host.Store.RegisterRunAsync(
            new RunDefinition
            {
                Run = run.Run,
                Channel = 0,
                Device = run.Device,
                Name = "cell 7",
                PlanJson = Plan,
                CompiledPlan = PlanCompiler.Compile(PlanFile.Parse(Plan).Plan!).StepTable,
            },
            TestContext.Current.CancellationToken
        );
        await bench.AddAsync(run);

        var measurement = StoredMeasurement.Read(bench.Host.Store, run.Run, 0);

        Assert.Equal("cell 7", measurement.Label);
        Assert.Equal(CellKind.Symmetric, measurement.Cell.Kind);
        Assert.Equal(0.785e-4, measurement.Cell.AreaSquareMeter!.Value.Value, 1e-12);
        Assert.Equal(1.1e-3, measurement.Cell.ThicknessMeter!.Value.Value, 1e-12);
        Assert.Equal(600, measurement.Record!.Count);
        Assert.Equal(1.13e-4, measurement.Record.CurrentAmpere[0], 1e-12);
        Assert.Equal(30, measurement.Temperature(), 1e-9);
        var step = Assert.Single(measurement.Record.Steps);
        Assert.Equal(Excitation.ConstantCurrent, step.Excitation);
        Assert.Equal(0.785e-4, step.Setpoint!.Value, 1e-12);
        Assert.Equal(2, measurement.Spectra.Count);
        Assert.Equal(43, measurement.Spectra[1].Spectrum.Count);
        Assert.Equal(30, measurement.Spectra[1].TemperatureCelsius, 1e-9);
        Assert.Equal(6700, measurement.Spectra[1].TimeSeconds, 1e-6);
    }

    [Fact]
    public async Task A_run_that_is_not_stored_is_refused_by_its_name()
    {
        await using var bench = await HostBench.StartAsync();
        var refused = Assert.Throws<ArgumentException>(() =>
            StoredMeasurement.Read(bench.Host.Store, StoredRun.Id(99), 3)
        );
        Assert.Contains(StoredRun.Id(99).ToString(), refused.Message);
    }
}
