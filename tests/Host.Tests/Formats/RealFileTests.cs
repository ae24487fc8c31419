using System.Globalization;
using System.Numerics;
using System.Text.Json;
using EdgeTester.Analysis;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class RealFileTests
{
    /// <summary>Files that hold no impedance, or hold it in a form that is refused on purpose.</summary>
    private static readonly string[] Refused =
    [
        "*/Notes.txt",
        "*.mat",
        "*.nda",
        "*.ndax",
        "*.res",
        "*gamma*.csv",
        "*DRT-RR*.csv",
        "*shunt.csv",
        "*/navani_cycling/*",
        "*/pyprobe_cycling/*",
        "*GCPL*",
        "*/gcpl*",
        "*/ca.*",
        "*/cp.*",
        "*/ocv.*",
        "*CP_SSB*",
        "*/gamry_parser/c*",
        "*/gamry_parser/o*",
        "*/gamry_parser/s*",
        "*/gamry_parser/v*",
        "*MissingFreq*",
        "*INDEX.md",
    ];

    /// <summary>Every spectrum that was converted independently (impedance.py, pyimpspec, yadg) must come out the same.</summary>
    [Fact]
    public void Every_normalized_spectrum_is_read_as_the_independent_readers_read_it()
    {
        using var manifest = JsonDocument.Parse(
            File.ReadAllText(SharedData.File("_normalized/manifest.json"))
        );
        var wrong = new List<string>();
        var count = 0;
        foreach (var entry in manifest.RootElement.EnumerateArray())
        {
            var source = entry.GetProperty("source").GetString()!;
            var expected = Normalized(entry.GetProperty("file").GetString()!);
            var file = SpectrumFiles.Read(SharedData.Folder(source));
            var nearest = file
                .Spectra.Where(spectrum => spectrum.Count == expected.Count)
                .Select(spectrum => Distance(spectrum, expected))
                .DefaultIfEmpty(double.PositiveInfinity)
                .Min();
            count++;
            if (nearest > 1e-5)
                wrong.Add($"{entry.GetProperty("name")} of {source} differs by {nearest:G3}");
        }
        Assert.Equal([], wrong);
        Assert.True(count >= 60);
    }

    [Fact]
    public void Every_other_file_is_read_or_refused_with_its_name_and_a_reason()
    {
        var wrong = new List<string>();
        foreach (var path in AllFiles())
        {
            var refused = Refused.Any(pattern =>
                System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, path)
            );
            try
            {
                var file = SpectrumFiles.Read(path);
                if (refused)
                    wrong.Add($"{path} was read as {file.Format}");
            }
            catch (DataFileException e)
            {
                if (!refused || e.Reason.Length < 20 || !e.Message.Contains(Path.GetFileName(path)))
                    wrong.Add(e.Message);
            }
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public void One_spectrum_comes_out_the_same_of_every_format_that_it_was_exported_to()
    {
        var expected = Normalized("pyimpspec_testcircuit.csv");
        var files = Directory
            .GetFiles(SharedData.Folder("pyimpspec_vendor"))
            .Where(path => !path.EndsWith(".pssession", StringComparison.Ordinal))
            .ToArray();
        Assert.True(files.Length >= 21);
        foreach (var path in files)
        foreach (var spectrum in SpectrumFiles.Read(path).Spectra)
            // The P00 export has five digits, the Ivium one six.
            Assert.True(Distance(spectrum, expected) < 5e-4, path);
    }

    [Theory]
    [InlineData("impedancepy_vendor/exampleDataBioLogic_MissingFreq.mpt", 61, "a name is missing")]
    [InlineData("pydrttools_synth/gamma_data.csv", 1, "\"tau\", \"gamma\"")]
    [InlineData("gamry_parser/cv_data.dta", 0, "no table ZCURVE")]
    [InlineData("yadg_eclab/ocv.mpt", 53, "Open Circuit Voltage")]
    [InlineData("fgp_drt_exp/BLF+A_pO2_60%_T_550.mat", 0, "MATLAB")]
    public void A_refusal_says_where_and_why(string path, int line, string words)
    {
        var refusal = Assert.Throws<DataFileException>(() => SpectrumFiles.Read(SharedData.File(path)));
        Assert.Equal(line, refusal.Line);
        Assert.Contains(words, refusal.Reason);
    }

    [Fact]
    public void A_binary_file_of_BioLogic_gives_what_its_text_export_gives()
    {
        foreach (
            var name in new[]
            {
                "peis",
                "zir",
                "peis.issue_149",
                "geis.issue_149",
                "mb.issue_149",
                "peis.issue_225.with_ece",
            }
        )
        {
            var binary = SpectrumFiles.Read(SharedData.File($"yadg_eclab/{name}.mpr"));
            var text = SpectrumFiles.Read(SharedData.File($"yadg_eclab/{name}.mpt"));
            Assert.Equal(text.Spectra.Count, binary.Spectra.Count);
            foreach (var (a, b) in binary.Spectra.Zip(text.Spectra))
                Assert.True(Distance(a, b.FrequencyHz.Zip(b.Impedance).ToList()) < 1e-5, name);
        }
    }

    internal static IEnumerable<string> AllFiles() =>
        Directory
            .EnumerateFiles(SharedData.Folder(""), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static List<(double F, Complex Z)> Normalized(string name) =>
        File.ReadLines(SharedData.File("_normalized/" + name))
            .Skip(1)
            .Select(line =>
                line.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()
            )
            .Select(n => (n[0], new Complex(n[1], n[2])))
            .OrderByDescending(point => point.Item1)
            .ToList();

    private static double Distance(Spectrum spectrum, List<(double F, Complex Z)> expected) =>
        Enumerable
            .Range(0, expected.Count)
            .Max(k =>
                Math.Max(
                    Math.Abs(spectrum.FrequencyHz[k] / expected[k].F - 1),
                    (spectrum.Impedance[k] - expected[k].Z).Magnitude / expected[k].Z.Magnitude
                )
            );
}
