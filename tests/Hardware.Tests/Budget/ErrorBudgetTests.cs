using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Budget;

/// <summary>The budget follows from the parts of the schematic.</summary>
public sealed class ErrorBudgetTests
{
    [Fact]
    public void TheBoardKeepsTheTargetOf500Ppm() =>
        Assert.All(ErrorBudget.Of().Sums, s => Assert.InRange(s.Value, 20, s.Limit));

    [Fact]
    public void WorseShuntsMakeAWorseBudget()
    {
        var channel = ChannelSheet.Create();
        var worse = channel;
        foreach (
            var shunt in channel.Components.Where(c =>
                c.Part.Name == "R" && c.Nets["1"].StartsWith("SH", StringComparison.Ordinal)
            )
        )
            worse = worse.With(shunt with { Grade = "1%" });
        var good = ErrorBudget.Of(channel, SetPointSheet.Create()).Sums;
        var bad = ErrorBudget.Of(worse, SetPointSheet.Create()).Sums;
        Assert.True(bad[0].Value > good[0].Value + 100);
        Assert.True(bad[0].Value > bad[0].Limit);
        Assert.Equal(good[2].Value, bad[2].Value);
    }

    [Fact]
    public void EveryTermSaysWhereItComesFrom() =>
        Assert.All(
            ErrorBudget.Of().Terms,
            t =>
            {
                Assert.NotEmpty(t.From);
                Assert.True(t.Current >= 0 && t.Voltage >= 0 && t.Current + t.Voltage > 0);
            }
        );

    [Fact]
    public void AReferenceOfALesserGradeCounts()
    {
        var references = SetPointSheet.Create();
        var half = references.Components.First(c => c.Part.Name == "R" && c.Nets.Values.Contains("HALF"));
        var worse = references.With(half with { Grade = "1%" });
        Assert.True(
            ErrorBudget.Of(ChannelSheet.Create(), worse).Sums[2].Value > ErrorBudget.Of().Sums[2].Value
        );
    }
}
