using EdgeTester.Hardware.KiCad;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.KiCad;

/// <summary>The drawings' own geometry, read back by code that knows nothing of the source, gives the source's nets.</summary>
public sealed class SchematicTests
{
    private static readonly Board Board = CellNode.Create();
    private static readonly IReadOnlyDictionary<string, string> Files = ProjectWriter.Write(
        Board,
        ProjectWriter.Draw(Board)
    );

    [Theory]
    [InlineData("cellnode8")]
    [InlineData("megahertz")]
    [InlineData("bare")]
    public void TheDrawnNetsAreTheSources(string name)
    {
        var board = Projects.All(Board).Single(p => p.Board.Name == name).Board;
        var wanted = Wanted(board);
        var drawn = Drawn(ProjectWriter.Write(board, ProjectWriter.Draw(board)), name);
        Assert.True(wanted.Count > 10);
        Assert.Empty(wanted.Except(drawn));
        // Beyond the source's nets only single open pins are drawn.
        Assert.All(drawn.Except(wanted), net => Assert.DoesNotContain(' ', net));
    }

    [Fact]
    public void AWireThatIsMovedChangesTheNets()
    {
        var text = Files["channel.kicad_sch"];
        var at = text.IndexOf("(wire (pts (xy ", StringComparison.Ordinal) + "(wire (pts (xy ".Length;
        var end = text.IndexOf(' ', at);
        var moved = new Dictionary<string, string>(Files)
        {
            ["channel.kicad_sch"] = text[..at] + "1.27" + text[end..],
        };
        Assert.NotEmpty(Wanted(Board).Except(Drawn(moved)));
    }

    [Fact]
    public void AHierarchicalLabelThatIsRenamedChangesTheNets()
    {
        var moved = new Dictionary<string, string>(Files)
        {
            ["channel.kicad_sch"] = Files["channel.kicad_sch"]
                .Replace("(hierarchical_label \"TRIP_P\"", "(hierarchical_label \"TRIP_X\""),
        };
        Assert.NotEmpty(Wanted(Board).Except(Drawn(moved)));
    }

    [Fact]
    public void EveryFileIsOneWellFormedExpression()
    {
        foreach (var (name, text) in Files.Where(f => f.Key.EndsWith(".kicad_sch", StringComparison.Ordinal)))
        {
            var root = SExpression.Parse(text);
            Assert.Equal("kicad_sch", root.Head);
            Assert.Equal("20211123", root.Find("version")!.Text(1));
            var ids = Ids(root).ToList();
            Assert.True(ids.Count == ids.Distinct().Count(), $"{name} has a uuid twice");
        }
    }

    [Fact]
    public void EveryPinAndWireIsOnTheGrid()
    {
        foreach (var text in Files.Values.Where(t => t.StartsWith("(kicad_sch", StringComparison.Ordinal)))
        foreach (var wire in SExpression.Parse(text).All("wire"))
        foreach (var xy in wire.Find("pts")!.All("xy"))
        foreach (var value in new[] { xy.Number(1), xy.Number(2) })
            Assert.Equal(0, Math.IEEERemainder(value, 1.27), 3);
    }

    [Theory]
    [InlineData("(a b")]
    [InlineData("(a \"b)")]
    [InlineData("(a))")]
    [InlineData("(a) b")]
    public void AFileThatIsBrokenIsRefused(string text) =>
        Assert.Throws<FormatException>(() => SExpression.Parse(text));

    private static HashSet<string> Wanted(Board board) =>
        [
            .. new Netlist(board).Nets.Select(n =>
                string.Join(' ', n.Value.Select(v => v.ToString()).Order(StringComparer.Ordinal))
            ),
        ];

    private static HashSet<string> Drawn(
        IReadOnlyDictionary<string, string> files,
        string name = "cellnode8"
    ) => [.. SchematicReader.Nets($"{name}.kicad_sch", file => files[file]).Select(n => string.Join(' ', n))];

    private static IEnumerable<string> Ids(SExpression e) =>
        e.Head == "uuid" ? [e.Text(1)] : e.Items.SelectMany(Ids);
}
