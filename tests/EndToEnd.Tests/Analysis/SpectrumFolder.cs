using System.Globalization;
using System.Numerics;
using System.Text;

namespace EdgeTester.EndToEnd.Tests.Analysis;

/// <summary>Files of a known cell, good and hostile, in a folder of their own.</summary>
internal sealed class SpectrumFolder : IDisposable
{
    public const string Header = "frequency_hz,real_ohm,imaginary_ohm\n";
    private readonly Random random = new(11);

    public string Path { get; } = Directory.CreateTempSubdirectory("edgetester-spectra").FullName;

    /// <summary>R = 20, an arc of 100 ohm and one of <paramref name="slow"/> ohm.</summary>
    public static Complex Cell(double frequencyHz, double slow = 300)
    {
        var jw = new Complex(0, 2 * Math.PI * frequencyHz);
        return 20 + 1 / (0.01 + 2e-6 * Complex.Pow(jw, 0.85)) + 1 / (1 / slow + 4e-4 * Complex.Pow(jw, 0.8));
    }

    public static double[] Frequencies { get; } =
        Enumerable.Range(0, 50).Select(k => Math.Pow(10, 6 - k / 7.0)).ToArray();

    /// <summary>Rows of the cell with noise of so many percent.</summary>
    public string[] Rows(double noisePercent = 0.3, double slow = 300) =>
        Frequencies.Select(f => Row(f, Noisy(Cell(f, slow), noisePercent))).ToArray();

    public static string Row(double f, Complex z) =>
        string.Create(CultureInfo.InvariantCulture, $"{f:R},{z.Real:R},{z.Imaginary:R}\n");

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, IEnumerable<string> rows) => Write(name, Header + string.Concat(rows));

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private Complex Noisy(Complex z, double percent) =>
        z + z.Magnitude * percent / 100 * new Complex(Gaussian(), Gaussian());

    private double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
