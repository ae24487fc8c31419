using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeTester.Analysis.Tests.Fitting;

/// <summary>The shared data beside the repository; a test that needs them is skipped where they are missing.</summary>
internal static class GoldenFiles
{
    public static string? Root { get; } = Find();

    public static string Require(string path)
    {
        Assert.SkipUnless(
            Root is not null,
            "the shared data (../shared or EDGETESTER_SHARED) are not on this machine"
        );
        var full = Path.Combine(Root!, path);
        Assert.SkipUnless(File.Exists(full), $"{path} is not among the shared data");
        return full;
    }

    /// <summary>The peers write JSON with Python, whose infinities and NaN are not JSON: they are read as null.</summary>
    public static JsonElement Json(string path) =>
        JsonDocument
            .Parse(
                Regex.Replace(
                    File.ReadAllText(Require(path)),
                    @"(?<=[:\[,]\s*)(-?Infinity|NaN)(?=\s*[,\]}])",
                    "null"
                )
            )
            .RootElement;

    public static Spectrum Spectrum(string path)
    {
        var frequencies = new List<double>();
        var impedances = new List<Complex>();
        foreach (var line in File.ReadLines(Require(path)).Skip(1))
        {
            var cells = line.Split(',');
            frequencies.Add(Number(cells[0]));
            impedances.Add(new Complex(Number(cells[1]), Number(cells[2])));
        }
        return Analysis.Spectrum.Create(frequencies, impedances, path);

        static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EDGETESTER_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "golden")))
                return Path.Combine(at.FullName, "shared");
        return null;
    }
}
