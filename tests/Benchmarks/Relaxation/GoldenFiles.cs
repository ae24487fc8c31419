using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EdgeTester.Analysis;

namespace EdgeTester.Benchmarks.Relaxation;

/// <summary>Golden spectra beside the repository.</summary>
internal static class GoldenFiles
{
    /// <summary>The folder shared, or null when there is none.</summary>
    public static string? Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root!, .. parts]);

    public static Spectrum Load(string file)
    {
        var rows = Rows(file).DistinctBy(row => row[0]).ToArray();
        return Spectrum.Create(
            rows.Select(r => r[0]).ToArray(),
            rows.Select(r => new Complex(r[1], r[2])).ToArray()
        );
    }

    public static (double[] Tau, double[] Gamma) Gamma(string file)
    {
        var rows = Rows(file).ToArray();
        return (rows.Select(r => r[0]).ToArray(), rows.Select(r => r[1]).ToArray());
    }

    public static Spectrum[] Series() =>
        Rows(Path("golden", "synthetic_series", "series.csv"))
            .GroupBy(row => (int)row[0])
            .OrderBy(group => group.Key)
            .Select(group =>
                Spectrum.Create(
                    group.Select(r => r[1]).ToArray(),
                    group.Select(r => new Complex(r[2], r[3])).ToArray()
                )
            )
            .ToArray();

    public static (double[] Tau, double[] Gamma) SeriesGamma(int index)
    {
        var truth = JsonDocument.Parse(File.ReadAllText(Path("golden", "synthetic_series", "truth.json")));
        var arcs = truth
            .RootElement[index]
            .GetProperty("elements")
            .EnumerateArray()
            .Where(e => e[0].GetString() == "Z")
            .Select(e => new SimulatedCells.ArcTruth(e[1].GetDouble(), e[2].GetDouble(), e[3].GetDouble()))
            .ToArray();
        var tau = Enumerable.Range(0, 281).Select(k => Math.Pow(10, -7.5 + k / 35.0)).ToArray();
        return (tau, tau.Select(t => arcs.Sum(a => SimulatedCells.Gamma(t, a))).ToArray());
    }

    private static IEnumerable<double[]> Rows(string file) =>
        File.ReadLines(file)
            .Skip(1)
            .Select(line =>
                line.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()
            );

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EDGETESTER_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
            if (Directory.Exists(System.IO.Path.Combine(folder.FullName, "shared", "golden")))
                return System.IO.Path.Combine(folder.FullName, "shared");
        return null;
    }
}
