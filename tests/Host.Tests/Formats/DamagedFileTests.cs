using System.Numerics;
using EdgeTester.Analysis;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class DamagedFileTests
{
    /// <summary>A large file is sampled: the cuts of a small one reach every part of its format.</summary>
    private const int LargestFile = 60_000;

    private const string Signs = "0123456789.,;\t\n -+eE\"PK<>{}[]:f";

    private static readonly string[] OneOfMany = ["bayes_drt_simulated", "_normalized", "pydrttools_synth"];

    [Fact]
    public void A_cut_at_every_twentieth_gives_an_error_with_its_place_or_points_that_were_there_before_the_cut()
    {
        var wrong = new List<string>();
        foreach (var path in Files())
        {
            var whole = File.ReadAllBytes(path);
            var points = Points(Read(whole, path));
            for (var k = 1; k < 20; k++)
            {
                var cut = whole[..(whole.Length * k / 20)];
                var result = Read(cut, path);
                if (result is null)
                    continue;
                var strange = Points(result).Except(points).Count();
                // The last number before the cut may have lost digits: then a note says so.
                var flagged = result.Notes.Any(note =>
                    note.Contains("cut", StringComparison.Ordinal)
                    || note.Contains("taken as", StringComparison.Ordinal)
                );
                if (strange > (flagged ? result.Spectra.Sum(s => s.Count) : 0))
                    wrong.Add(
                        $"{path} cut at {k}/20 gives {strange} points that the whole file has not, without a note"
                    );
            }
        }
        Assert.Equal([], wrong);
    }

    [Fact]
    public void Changed_bytes_give_an_error_or_a_result_and_nothing_else()
    {
        var random = new Random(5);
        foreach (var path in Files())
        {
            var whole = File.ReadAllBytes(path);
            for (var k = 0; k < 4; k++)
            {
                var bytes = (byte[])whole.Clone();
                for (var n = random.Next(1, 30); n > 0; n--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                Read(bytes, path);
                ReadSeries(bytes, path);
            }
        }
    }

    [Theory]
    [InlineData("x.csv")]
    [InlineData("x.mpt")]
    [InlineData("x.mpr")]
    [InlineData("x.xlsx")]
    [InlineData("x.ods")]
    [InlineData("x.fods")]
    [InlineData("x.ism")]
    [InlineData("x.pssession")]
    [InlineData("x.idf")]
    [InlineData("x.dfr")]
    [InlineData("x.z")]
    public void Noise_is_refused(string name)
    {
        var random = new Random(6);
        for (var k = 0; k < 60; k++)
        {
            var noise = new byte[random.Next(0, 3000)];
            if (k % 2 == 0)
                random.NextBytes(noise);
            else
                for (var n = 0; n < noise.Length; n++)
                    noise[n] = (byte)Signs[random.Next(Signs.Length)];
            Read(noise, name);
            ReadSeries(noise, name);
        }
    }

    [Fact]
    public void An_archive_that_unpacks_to_gigabytes_is_refused_in_bounded_memory()
    {
        using var memory = new MemoryStream();
        using (
            var archive = new System.IO.Compression.ZipArchive(
                memory,
                System.IO.Compression.ZipArchiveMode.Create,
                true
            )
        )
        {
            using var entry = archive
                .CreateEntry("content.xml", System.IO.Compression.CompressionLevel.Fastest)
                .Open();
            entry.Write("<a>"u8);
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var k = 0; k < 120; k++)
                entry.Write(spaces);
        }
        Assert.Throws<DataFileException>(() => SpectrumFiles.Read(memory.ToArray(), "bomb.ods"));
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_refused_by_name()
    {
        Assert.Contains(
            "not there",
            Assert.Throws<DataFileException>(() => SpectrumFiles.Read("/nowhere/x.z")).Message
        );
        Assert.Contains(
            "folder",
            Assert.Throws<DataFileException>(() => SpectrumFiles.Read(Path.GetTempPath())).Message
        );
        Assert.Contains(
            "empty",
            Assert.Throws<DataFileException>(() => SpectrumFiles.Read([], "x.z")).Message
        );
    }

    private static IEnumerable<string> Files() =>
        RealFileTests
            .AllFiles()
            .Where(path => new FileInfo(path).Length <= LargestFile)
            .GroupBy(path => OneOfMany.FirstOrDefault(path.Contains) ?? path)
            .SelectMany(group => group.Take(2));

    private static SpectrumFile? Read(byte[] bytes, string path)
    {
        try
        {
            return SpectrumFiles.Read(bytes, path);
        }
        catch (DataFileException e)
        {
            Assert.NotEmpty(e.Reason);
            return null;
        }
    }

    private static void ReadSeries(byte[] bytes, string path)
    {
        try
        {
            Assert.True(TimeSeriesFiles.Read(bytes, path).Count > 0);
        }
        catch (DataFileException e)
        {
            Assert.NotEmpty(e.Reason);
        }
    }

    private static HashSet<(double, Complex)> Points(SpectrumFile? file) =>
        file is null ? [] : file.Spectra.SelectMany(Points).ToHashSet();

    private static IEnumerable<(double, Complex)> Points(Spectrum spectrum) =>
        spectrum.FrequencyHz.Zip(spectrum.Impedance);
}
