using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Budget;

/// <summary>The options' figures follow from their drawings and keep what the pages say.</summary>
public sealed class OptionBudgetTests
{
    [Fact]
    public void TheModuleKeepsTwoPercentAtOneMegahertzFrom100OhmTo2Kilohm()
    {
        foreach (var ohm in new[] { 100.0, 500, 2e3 })
            Assert.InRange(ModuleBudget.Of(ohm, 1e6).After, 0.1, 2);
        Assert.InRange(ModuleBudget.Of(5e3, 1e6).After, 2, 3.5);
        // A kilohm at 200 kHz is the AD5941's own business, and the module agrees with it.
        Assert.InRange(ModuleBudget.Of(1e3, 2e5).After, 0.05, 0.5);
    }

    [Fact]
    public void CompensationHelpsAndAMetreOfCableIsSeen() =>
        Assert.All(
            ModuleBudget.Table().Where(e => e.Hz >= 2e5),
            e =>
            {
                Assert.True(e.After < e.Before, $"{e.Ohm} ohm, {e.Hz} Hz");
                // 1 uH at 1 MHz is 6.3 ohm.
                if (e is { Ohm: 20, Hz: 1e6 })
                    Assert.InRange(e.Before, 30, 35);
            }
        );

    [Fact]
    public void TheAmplitudesAreThoseOfTheLadder()
    {
        double[] agreed = [0.312 * 0.01547, 0.312 * 0.0620, 0.312 * 0.2491, 0.312];
        for (var k = 0; k < 4; k++)
            Assert.InRange(ModuleBudget.Amplitudes[k] / agreed[k], 0.99, 1.01);
    }

    [Fact]
    public void ALargerShuntMakesTheBareBoardsCurrentFiner()
    {
        var sheet = BareSheet.Create();
        var shunt = sheet.Components.Single(c => c.Part.Name == "R" && c.Nets["2"] == "FOOT");
        double Error(Sheet s) =>
            BareBudget
                .Figures(s)
                .Single(f => f.What.StartsWith("current, two points", StringComparison.Ordinal))
                .Value;
        Assert.InRange(Error(sheet), 5, 20);
        Assert.Equal(Error(sheet) / 10, Error(sheet.With(shunt with { Value = "10k" })), 6);
    }
}
