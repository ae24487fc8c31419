using System.Text.Json;
using EdgeTester.EndToEnd.Tests.Bench;
using EdgeTester.Firmware.Virtual.Cells;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>The papers' measurements, a few of them, from firmware to figure, as a user runs them.</summary>
public sealed class ReproduceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-reproduce").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task QuickCasesAreRecoveredFromStoredRecordsAndReported()
    {
        var target = Path.Combine(folder, "out");
        using var run = EdgeTesterProcess.Start(
            "reproduce",
            "--case",
            "p2-interface",
            "--case",
            "p1-stability",
            "--json",
            "-o",
            target
        );
        var code = await run.WaitAsync(TimeSpan.FromMinutes(15));
        Assert.True(run.Output.Length > 0, run.Errors);
        using var outcome = JsonDocument.Parse(run.Output);
        var cases = outcome.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Assert.Equal(["p1-stability", "p2-interface"], cases.Select(c => c.GetProperty("name").GetString()));
        foreach (var figure in cases.SelectMany(c => c.GetProperty("figures").EnumerateArray()))
        {
            Assert.True(figure.GetProperty("is_good").GetBoolean(), figure.ToString());
            // The interval is that of a measurement: it has a width, and holds the cell's own value.
            var lower = figure.GetProperty("lower95").GetDouble();
            var upper = figure.GetProperty("upper95").GetDouble();
            Assert.True(lower < upper, figure.ToString());
        }
        Assert.Contains("0 missing, 0 doubled", outcome.RootElement.GetProperty("verdict").GetString());
        Assert.Contains("p2-interface", run.Errors);
        var report = await File.ReadAllTextAsync(
            outcome.RootElement.GetProperty("report").GetString()!,
            TestContext.Current.CancellationToken
        );
        Assert.Contains("<svg", report);
        Assert.NotEmpty(Directory.EnumerateFiles(target, "p2-interface-*.csv"));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task EveryCaseIsOfACellOfTheCatalogueWithTheGeometryThatItsPlanSays()
    {
        var (code, output, errors) = await EdgeTesterProcess.RunAsync("reproduce", "--list", "--json");
        Assert.True(code == 0, errors);
        using var list = JsonDocument.Parse(output);
        var runs = list
            .RootElement.EnumerateArray()
            .SelectMany(one => one.GetProperty("runs").EnumerateArray())
            .ToList();
        Assert.True(runs.Count > 60, $"only {runs.Count} runs");
        foreach (var run in runs)
        {
            var named = run.GetProperty("cell").GetString()!.Split('@');
            var cell = CellCatalogue.Definition(named[0]);
            Assert.Equal(cell.Area, run.GetProperty("area_cm2").GetDouble(), 1e-9);
            Assert.Equal(cell.Thickness, run.GetProperty("thickness_cm").GetDouble(), 1e-9);
            var celsius = named.Length > 1 ? double.Parse(named[1], null) : cell.Temperature;
            Assert.Equal(celsius, run.GetProperty("temperature_c").GetDouble(), 1e-9);
            if (cell.Mass > 0)
                Assert.Equal(cell.Mass * 1e3, run.GetProperty("mass_mg").GetDouble(), 1e-9);
        }
        // Every cell of the papers is tested by some case.
        var used = runs.Select(run => run.GetProperty("cell").GetString()!.Split('@')[0]).ToHashSet();
        Assert.DoesNotContain(
            CellCatalogue.Names,
            name =>
                (
                    name.StartsWith("p1-", StringComparison.Ordinal)
                    || name.StartsWith("p2-", StringComparison.Ordinal)
                ) && !used.Contains(name)
        );
    }

    [Fact]
    public async Task EveryMethodOfBothPapersHasACaseWithFigures()
    {
        var (_, output, _) = await EdgeTesterProcess.RunAsync("reproduce", "--list", "--json");
        using var list = JsonDocument.Parse(output);
        var methods = list
            .RootElement.EnumerateArray()
            .Where(one => one.GetProperty("figures").GetArrayLength() > 0)
            .SelectMany(one => one.GetProperty("methods").EnumerateArray().Select(m => m.GetInt32()))
            .Distinct()
            .Order();
        Assert.Equal(Enumerable.Range(1, 16), methods);
    }

    [Theory]
    [InlineData("P3", "expected P1, P2 or all")]
    [InlineData("--case=p1-nothing", "p1-critical")]
    public async Task WhatIsNotThereIsRefusedWithWhatThereIs(string argument, string hint)
    {
        var (code, _, errors) = await EdgeTesterProcess.RunAsync("reproduce", argument);
        Assert.Equal(2, code);
        Assert.Contains(hint, errors);
    }
}
