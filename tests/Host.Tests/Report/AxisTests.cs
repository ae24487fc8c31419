using EdgeTester.Report.Figures;
using EdgeTester.Report.Html;
using EdgeTester.Report.Svg;

namespace EdgeTester.Host.Tests.Report;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, 1, 6, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1.0 })]
    [InlineData(-0.064, 0.064, 5, new[] { -0.06, -0.04, -0.02, 0.0, 0.02, 0.04, 0.06 })]
    [InlineData(3, 3, 5, new[] { 3.0 })]
    public void Linear_marks_are_round_numbers_inside_the_range(
        double low,
        double high,
        int target,
        double[] expected
    ) => Assert.Equal(expected, Ticks.Linear(low, high, target));

    [Fact]
    public void Decades_are_thinned_evenly() => Assert.Equal(9, Ticks.Decades(1e-8, 1e8, 10).Length);

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(1e-300, 2e-300)]
    [InlineData(-1e300, 1e300)]
    public void A_linear_axis_survives_any_range(double low, double high)
    {
        var axis = new LinearAxis(low, high, "x");
        Assert.All(axis.Marks(6), m => Assert.True(double.IsFinite(axis.Share(m.Value))));
        Assert.NotEmpty(axis.Marks(6));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(7, 7)]
    [InlineData(1e-12, 1e12)]
    [InlineData(85, 96)]
    public void A_log_axis_survives_any_range_and_always_has_a_label(double low, double high)
    {
        var axis = new LogAxis(low, high, "x");
        Assert.Contains(axis.Marks(6), m => m.Label.Length > 0);
        Assert.All(axis.Marks(6), m => Assert.InRange(axis.Share(m.Value), -1e-6, 1 + 1e-6));
    }

    [Fact]
    public void Thinning_keeps_every_spike()
    {
        var x = Enumerable.Range(0, 100_000).Select(k => (double)k).ToArray();
        var y = x.Select(v => Math.Sin(v / 1000)).ToArray();
        (y[54_321], y[70_007]) = (40, -30);
        var (keptX, keptY) = Thinning.MinimumMaximum(x, y, 500);
        Assert.True(keptX.Length <= 1000);
        Assert.Contains(40, keptY);
        Assert.Contains(-30, keptY);
        Assert.Equal(keptX.Order(), keptX);
    }

    [Theory]
    [InlineData(407.82, 1.234, "ohm", "407.8 ± 1.2 Ω")]
    [InlineData(1234.5, 20.0, "ohm", "1.234 ± 0.020 kΩ")]
    [InlineData(1.25e-5, 2e-7, "F s^(alpha-1)", "(1.250 ± 0.020)·10⁻⁵ F s^(α−1)")]
    [InlineData(2.5e-6, 3e-8, "F", "2.500 ± 0.030 µF")]
    [InlineData(0.95, 0.012, "", "0.950 ± 0.012")]
    public void Values_are_rounded_to_two_digits_of_their_uncertainty(
        double v,
        double s,
        string unit,
        string text
    ) => Assert.Equal(text, QuantityText.Of(v, s, unit));

    [Theory]
    [InlineData(0.0, "ohm", "0 Ω")]
    [InlineData(1e6, "Hz", "1.000 MHz")]
    [InlineData(0.1, "Hz", "0.1000 Hz")]
    [InlineData(double.NaN, "ohm", "not known")]
    [InlineData(-0.0123, "V", "−12.30 mV")]
    public void Values_without_uncertainty_have_four_digits(double value, string unit, string text) =>
        Assert.Equal(text, QuantityText.Of(value, unit));

    [Theory]
    [InlineData(407.7201, 407.8812, "ohm", "407.72 to 407.88 Ω")]
    [InlineData(3.829e-7, 3.8664e-7, "S s^alpha", "(3.829 to 3.866)·10⁻⁷ S s^α")]
    [InlineData(1234.0, 5678.0, "ohm", "1.2 to 5.7 kΩ")]
    [InlineData(5.0, 5.0, "", "5.000 to 5.000")]
    public void The_ends_of_an_interval_can_be_told_apart(
        double low,
        double high,
        string unit,
        string text
    ) => Assert.Equal(text, QuantityText.Interval(low, high, unit));
}
