using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>A short is a collapse; the turn of a slow interface through zero is none.</summary>
public class ShortDetectorTests
{
    private const double Share = 0.3;

    [Theory]
    [InlineData(0.08)]
    [InlineData(3)]
    [InlineData(100)]
    public void An_interface_that_turns_with_the_current_is_no_short(double timeConstant) =>
        Assert.Equal(
            double.PositiveInfinity,
            FoundAt(-1e-4, seconds => -0.17 + 0.34 * Math.Exp(-seconds / timeConstant))
        );

    [Fact]
    public void A_collapse_is_found_in_either_direction_also_right_after_the_current_has_turned()
    {
        double Collapsing(double seconds, double at, double volt) => seconds < at ? volt : 0.004 * volt;
        Assert.InRange(FoundAt(1e-4, t => Collapsing(t, 2, 0.2)), 2, 2.2);
        Assert.InRange(FoundAt(-1e-4, t => Collapsing(t, 2, -0.2)), 2, 2.2);
        // The interface has turned within a second, and collapses a second later.
        Assert.InRange(FoundAt(-1e-4, t => t < 2 ? -0.17 + 0.34 * Math.Exp(-t / 0.08) : -1e-3), 2, 2.2);
    }

    [Fact]
    public void A_full_cell_that_is_discharged_shorts_though_its_voltage_is_against_the_current() =>
        Assert.InRange(FoundAt(-1e-3, t => t < 60 ? 3.4 : 0.02), 60, 60.2);

    // Seconds after the current began to flow at which a short is said, read every 12 ms.
    private static double FoundAt(double current, Func<double, double> voltage)
    {
        var detector = new ShortDetector();
        detector.Reset(0);
        for (double seconds = 0.025; seconds < 400; seconds += 0.012288)
            if (detector.Detects(Share, voltage(seconds), current, (long)(seconds * 1e6)))
                return seconds;
        return double.PositiveInfinity;
    }
}
