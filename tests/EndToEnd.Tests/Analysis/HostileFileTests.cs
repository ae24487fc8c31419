using System.Numerics;
using System.Text.Json;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests.Analysis;

/// <summary>Files that are wrong in the ways files are wrong: an error, or a result that says what to mind; never silence, never a crash.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly SpectrumFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string[] Unusable()
    {
        var rows = folder.Rows();
        Directory.CreateDirectory(Path.Combine(folder.Path, "folder.csv"));
        var noise = new byte[4000];
        new Random(3).NextBytes(noise);
        return
        [
            folder.Write("empty.csv", ""),
            folder.Write("header.csv", SpectrumFolder.Header),
            folder.Write("binary.csv", noise),
            folder.Write("text.txt", "this is not a spectrum\n"),
            folder.Write("negative-frequency.csv", [.. rows, "-5,420,-3\n"]),
            folder.Write(
                "mixed-separators.csv",
                rows.Select((r, k) => k % 2 == 0 ? r : r.Replace(',', ';').Replace('.', ','))
            ),
            Path.Combine(folder.Path, "folder.csv"),
            Path.Combine(folder.Path, "missing.csv"),
        ];
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("drt")]
    [InlineData("kk")]
    [InlineData("series")]
    public async Task A_file_that_cannot_be_read_has_an_error_in_its_place_and_the_others_go_on(
        string command
    )
    {
        var good = folder.Write("good.csv", folder.Rows());
        string[] files = [.. Unusable(), good];
        var (code, output, errors) = await EdgeTesterProcess.RunAsync([command, "--json", .. files]);
        Assert.Equal(65, code);
        Assert.DoesNotContain("   at ", errors);
        var entries = JsonDocument.Parse(output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(files.Length, entries.Length);
        for (var k = 0; k < files.Length - 1; k++)
            JsonContractTests.AssertIsError(entries[k], files[k]);
        Assert.False(entries[^1].TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("fit")]
    [InlineData("drt")]
    [InlineData("kk")]
    public async Task Data_that_are_no_cell_are_flagged(string command)
    {
        var f = SpectrumFolder.Frequencies;
        var random = new Random(8);
        string[] files =
        [
            folder.Write("one.csv", folder.Rows().Take(1)),
            folder.Write("two.csv", folder.Rows().Take(2)),
            folder.Write("same-frequency.csv", Enumerable.Repeat(folder.Rows()[9], 30)),
            folder.Write("zeros.csv", f.Select(v => SpectrumFolder.Row(v, 0))),
            folder.Write("constant.csv", f.Select(v => SpectrumFolder.Row(v, new Complex(100, -50)))),
            folder.Write("negative.csv", f.Select(v => SpectrumFolder.Row(v, -SpectrumFolder.Cell(v).Real))),
            folder.Write("huge.csv", f.Select(v => SpectrumFolder.Row(v, 1e200 * SpectrumFolder.Cell(v)))),
            folder.Write(
                "noise.csv",
                f.Select(v => SpectrumFolder.Row(v, new Complex(random.Next(-99, 99), random.Next(-99, 99))))
            ),
        ];
        var (_, output, errors) = await EdgeTesterProcess.RunAsync([command, "--json", .. files]);
        Assert.DoesNotContain("   at ", errors);
        Assert.DoesNotContain("mistake of ours", output);
        var entries = JsonDocument.Parse(output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(files.Length, entries.Length);
        foreach (var entry in entries)
        {
            var isFlagged =
                entry.TryGetProperty("error", out _)
                || entry.TryGetProperty("warnings", out var warnings) && warnings.GetArrayLength() > 0
                || entry.TryGetProperty("verdict", out var verdict)
                    && (verdict.GetString() is "invalid" or "undecided" or "partly_valid")
                || IsOrdinaryCellOfOtherSize(entry);
            Assert.True(isFlagged, $"nothing is said about {entry}");
        }
    }

    // The relations of Kramers and Kronig do not know a size, and not the sign of a resistance.
    private static bool IsOrdinaryCellOfOtherSize(JsonElement entry) =>
        entry.GetProperty("file").GetString()!.Contains("huge", StringComparison.Ordinal)
        && entry.TryGetProperty("verdict", out _);

    [Theory]
    [InlineData("fit")]
    [InlineData("drt")]
    public async Task What_a_reader_can_mend_is_mended_and_said(string command)
    {
        var rows = folder.Rows();
        var shuffled = (string[])rows.Clone();
        new Random(2).Shuffle(shuffled);
        string[] files =
        [
            folder.Write("plain.csv", rows),
            folder.Write("shuffled.csv", shuffled),
            folder.Write("repeated.csv", [.. rows.Take(20), rows[19], .. rows.Skip(20)]),
            folder.Write("nan.csv", [.. rows.Take(9), "777,NaN,-3\n", .. rows.Skip(9)]),
            folder.Write("direct-current.csv", [.. rows, "0,420,0\n"]),
            folder.Write("positive.csv", rows.Select(r => r.Replace(",-", ",", StringComparison.Ordinal))),
        ];
        var (code, output, _) = await EdgeTesterProcess.RunAsync([command, "--json", .. files]);
        Assert.Equal(0, code);
        var entries = JsonDocument.Parse(output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(files.Length, entries.Length);
        var plain = entries[0].GetProperty("residual_rms_percent").GetDouble();
        foreach (var entry in entries.Skip(1))
        {
            Assert.Equal(1, entry.GetProperty("residual_rms_percent").GetDouble() / plain, 0.1);
            Assert.True(entry.GetProperty("notes").GetArrayLength() > 0, $"nothing is said about {entry}");
        }
    }
}
