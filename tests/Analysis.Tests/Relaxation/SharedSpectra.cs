using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EdgeTester.Analysis;

namespace EdgeTester.Analysis.Tests.Relaxation;

/// <summary>Golden files and data beside the repository (../shared); tests that need them skip without.</summary>
internal static class SharedSpectra
{
    private static readonly string? Root = Find();

    public static string Path(params string[] parts)
    {
        Assert.SkipUnless(
            Root is not null,
            "needs ../shared (or EDGETESTER_SHARED): golden files are not in the repository"
        );
        return System.IO.Path.Combine([Root!, .. parts]);
    }

    public static JsonElement Json(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path("golden", file)).Replace("NaN", "null")).RootElement;

    public static double[] Numbers(JsonElement element) =>
        element.EnumerateArray().Select(item => item.GetDouble()).ToArray();

    public static Spectrum Synthetic(string name) => Load(Path("golden", "synthetic", name + ".csv"));

    public static Spectrum Load(string file, int column = 0)
    {
        var frequency = new List<double>();
        var impedance = new List<Complex>();
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var cells = line.Split(',');
            if (cells.Length < column + 3 || frequency.Contains(Number(cells[column])))
                continue;
            frequency.Add(Number(cells[column]));
            impedance.Add(new Complex(Number(cells[column + 1]), Number(cells[column + 2])));
        }
        return Spectrum.Create(frequency, impedance, System.IO.Path.GetFileNameWithoutExtension(file));
    }

    /// <summary>Two columns of a file: tau in s and the exact gamma in ohm.</summary>
    public static (double[] Tau, double[] Gamma) Gamma(string file)
    {
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToArray();
        return (rows.Select(r => Number(r[0])).ToArray(), rows.Select(r => Number(r[1])).ToArray());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EDGETESTER_SHARED") is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "golden");
            if (Directory.Exists(candidate))
                return System.IO.Path.Combine(folder.FullName, "shared");
        }
        return null;
    }
}
