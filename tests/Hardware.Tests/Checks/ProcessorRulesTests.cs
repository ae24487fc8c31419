using EdgeTester.Hardware.Checks;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Tests.Checks;

/// <summary>What the processor's pins do not allow is found, and the plan does none of it.</summary>
public sealed class ProcessorRulesTests
{
    [Fact]
    public void ThePlanIsSound() => Assert.Empty(ProcessorRules.Check(PinPlan.Pins, ProcessorModule.Esp32S3));

    [Theory]
    [InlineData(3, "strapping")]
    [InlineData(45, "strapping")]
    [InlineData(46, "strapping")]
    [InlineData(35, "pin")]
    [InlineData(37, "pin")]
    [InlineData(26, "pin")]
    [InlineData(19, "pin")]
    [InlineData(0, "pin")]
    [InlineData(12, "pin")]
    public void APinThatMustNotBeUsedIsFound(int gpio, string rule) =>
        Assert.Contains(
            ProcessorRules.Check(With("Heartbeat", gpio), ProcessorModule.Esp32S3),
            f => f.Rule == rule && f.Where.Contains($"GPIO {gpio}", StringComparison.Ordinal)
        );

    [Fact]
    public void ThePlanOfTheBareBoardIsSound() =>
        Assert.Empty(ProcessorRules.Check(BarePins.Plan, ProcessorModule.Esp32));

    [Theory]
    [InlineData(34, "input-only")]
    [InlineData(12, "strapping")]
    [InlineData(6, "pin")]
    public void TheOlderChipsPinsAreKnownToo(int gpio, string rule) =>
        Assert.Contains(
            ProcessorRules.Check([PinPlan.Of("Heartbeat") with { Gpio = gpio }], ProcessorModule.Esp32),
            f => f.Rule == rule
        );

    [Fact]
    public void AnInputOnlyPinMayRead() =>
        Assert.Empty(
            ProcessorRules.Check([PinPlan.Of("DataReady") with { Gpio = 34 }], ProcessorModule.Esp32)
        );

    private static List<PlannedPin> With(string name, int gpio) =>
        [.. PinPlan.Pins.Select(p => p.Name == name ? p with { Gpio = gpio } : p)];
}
