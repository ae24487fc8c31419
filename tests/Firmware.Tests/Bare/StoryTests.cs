using EdgeTester.Firmware.Bare;
using EdgeTester.Firmware.Tests.Nano;

namespace EdgeTester.Firmware.Tests.Bare;

/// <summary>The program that a device or an interpreter runs without wiring, on .NET: the same sources, the same lines.</summary>
public sealed class StoryTests
{
    /// <summary>
    /// The approved lines are also what nanoFramework's interpreter prints (docs/firmware-nano.md says how that was seen). EDGETESTER_APPROVE=1
    /// rewrites them: right where records are meant to change, wrong where only a machine differs.
    /// </summary>
    [Fact]
    public void Every_frame_has_the_approved_checksum()
    {
        var output = new LineList();
        new Story(output).Run();
        var path = Path.Combine(SourceFolders.Root, "tests", "Firmware.Tests", "Bare", "approved.txt");
        var text = string.Join('\n', output.Lines) + "\n";
        if (Environment.GetEnvironmentVariable("EDGETESTER_APPROVE") == "1")
            File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Wherever_the_power_fails_all_records_arrive_and_the_cut_changes_the_story()
    {
        var uncut = new Story(new LineList(), 0);
        uncut.Run();
        Assert.True(uncut.IsWhole);
        Assert.Equal(0, uncut.Host.Repeated);
        var checksums = new HashSet<uint> { uncut.Host.Checksum };
        for (var write = 3; write < 260; write += 6)
        {
            var lines = new LineList();
            var story = new Story(lines, write);
            story.Run();
            Assert.True(story.IsWhole, $"cut at write {write}: {string.Join('\n', lines.Lines.TakeLast(3))}");
            Assert.Contains($"power fails in write {write}", lines.Lines);
            checksums.Add(story.Host.Checksum);
        }
        Assert.True(checksums.Count > 35);
    }

    /// <summary>What a device without PSRAM leaves for the program: nano.md's 80 KB.</summary>
    [Fact]
    public void The_story_fits_80_KB_of_the_interpreter()
    {
        var story = new Story(new LineList());
        story.Run();
        var bytes = NanoHeap.SizeOf(story);
        TestContext.Current.SendDiagnosticMessage($"{bytes} bytes");
        // Above it lie what one tick leaves behind, the printed lines, and the interpreter's own tables.
        Assert.InRange(bytes, 30_000, 60_000);
    }

    private sealed class LineList : IOutput
    {
        public List<string> Lines { get; } = [];

        public void Line(string text) => Lines.Add(text);
    }
}
