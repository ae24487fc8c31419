using EdgeTester.Hardware.Bom;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Bom;

/// <summary>Every component is ordered once, with a number, an alternate and prices.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly Board Board = CellNode.Create();
    private static readonly BillOfMaterials Bill = BillOfMaterials.Of(Board);

    [Fact]
    public void EveryComponentIsOnTheBillOnce()
    {
        foreach (var board in Projects.All(Board).Select(p => p.Board))
        {
            var bill = BillOfMaterials.Of(board);
            Assert.Empty(bill.Check(board));
            Assert.Equal(board.Components.Count(), bill.Lines.Sum(l => l.Count));
        }
    }

    [Fact]
    public void EveryLineCanBeOrdered() =>
        Assert.All(
            Bill.Lines,
            l =>
            {
                Assert.NotEmpty(l.Offer.Manufacturer);
                Assert.NotEmpty(l.Offer.Alternate);
                Assert.NotEmpty(l.Offer.Source);
                Assert.InRange(l.Offer.Price100, 0.001, l.Offer.Price1);
                Assert.Contains(':', l.Footprint);
            }
        );

    [Fact]
    public void AComponentWithoutAnOrderIsFound()
    {
        var channel = Board["Channel 0"].Sheet;
        var odd = channel.With(channel["R1"] with { Grade = "0.001%" });
        var board = Board.With(odd);
        Assert.Equal(8, BillOfMaterials.Of(board).Check(board).Count(f => f.Rule == "bom-missing"));
    }

    [Fact]
    public void AReferenceThatIsListedTwiceOrNotDrawnIsFound()
    {
        var line = Bill.Lines[0];
        var bad = Bill with
        {
            Lines = [.. Bill.Lines, line with { References = ["X999", line.References[0]] }],
        };
        var rules = bad.Check(Board).Select(f => f.Rule).ToList();
        Assert.Contains("bom-twice", rules);
        Assert.Contains("bom-extra", rules);
    }

    [Fact]
    public void AComponentThatTheBillForgotIsFound()
    {
        var bad = Bill with { Lines = [.. Bill.Lines.Skip(1)] };
        Assert.Contains(bad.Check(Board), f => f.Rule == "bom-missing");
    }

    [Theory]
    [InlineData("10k", "0.05%", "RG1608N-103-W-T1")]
    [InlineData("2.43k", "0.1%", "RG1608P-2431-B-T5")]
    [InlineData("39.2k", "0.1%", "RG1608P-3922-B-T5")]
    [InlineData("16.2", "0.5% 0.5W", "RG3216P-16R2-D-T5")]
    [InlineData("10k", "1%", "RC0603FR-0710KL")]
    [InlineData("4.7k", "1%", "RC0603FR-074K7L")]
    [InlineData("100", "1%", "RC0603FR-07100RL")]
    public void AResistorsNumberFollowsFromItsValue(string value, string grade, string number)
    {
        var sheet = Board["Channel 0"].Sheet;
        var odd = sheet.With(sheet["R1"] with { Value = value, Grade = grade });
        var line = BillOfMaterials.Of(Board.With(odd)).Lines.Single(l => l.References.Contains("R101"));
        Assert.Equal(number, line.Offer.Number);
    }

    [Fact]
    public void MoreBoardsCostLessEach()
    {
        Assert.True(Bill.PerChannelFor(1) > Bill.PerChannelFor(10));
        Assert.True(Bill.PerChannelFor(10) > Bill.PerChannelFor(100));
        Assert.True(Bill.ChannelPartsFor(10) < Bill.PerChannelFor(10));
        Assert.Contains(Bill.Lines, l => l.Offer.Number.StartsWith("OPA4197", StringComparison.Ordinal));
    }
}
