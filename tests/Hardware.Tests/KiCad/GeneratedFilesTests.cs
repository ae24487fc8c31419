using System.Text;
using EdgeTester.Hardware.Output;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.KiCad;

/// <summary>What is committed is what the source gives.</summary>
public sealed class GeneratedFilesTests
{
    private static readonly IReadOnlyDictionary<string, byte[]> Written = GeneratedFiles.Write(
        CellNode.Create()
    );

    [Fact]
    public void TheCommittedFilesAreTheSourcesByteForByte()
    {
        foreach (var (path, content) in Written)
        {
            var file = Repository.PathOf(path);
            Assert.True(File.Exists(file), $"{path} is missing: run ./edgetester verify-hardware --write");
            var committed = File.ReadAllBytes(file);
            Assert.True(
                committed.AsSpan().SequenceEqual(content),
                $"{path} is not what the source gives: run ./edgetester verify-hardware --write"
            );
        }
    }

    [Fact]
    public void NothingElseLiesInTheGeneratedFolders()
    {
        var written = Written.Keys.ToHashSet();
        foreach (
            var folder in Projects
                .All(CellNode.Create())
                .SelectMany(p => new[] { p.KiCadFolder, p.DrawingFolder })
        )
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(folder)))
            Assert.Contains($"{folder}/{Path.GetFileName(file)}", written);
    }

    [Fact]
    public void EveryPageOfThePdfIsThere()
    {
        PagesAre("hardware/drawings/cellnode8.pdf", 10);
        PagesAre("hardware/megahertz/drawings/megahertz.pdf", 2);
        PagesAre("hardware/bare/drawings/bare.pdf", 2);
    }

    private static void PagesAre(string path, int pages)
    {
        var pdf = Written[path];
        var text = Encoding.Latin1.GetString(pdf);
        Assert.Equal(pages, text.Split("/Type /Page ").Length - 1);
        // The table of offsets is right: each object begins where it says.
        var table = text[text.LastIndexOf("\nxref\n", StringComparison.Ordinal)..].Split('\n').Skip(4);
        var number = 1;
        foreach (var line in table.TakeWhile(l => l.EndsWith(" n ", StringComparison.Ordinal)))
            Assert.StartsWith($"{number++} 0 obj", text[int.Parse(line[..10])..], StringComparison.Ordinal);
        Assert.True(number > 2 * pages);
    }
}
