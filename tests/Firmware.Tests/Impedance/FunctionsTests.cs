using EdgeTester.Firmware.Impedance;

namespace EdgeTester.Firmware.Tests.Impedance;

public class FunctionsTests
{
    [Fact]
    public void Sine_and_cosine_hold_to_the_last_digits()
    {
        for (var k = -3000; k <= 3000; k++)
        {
            var turns = k * 0.001234567;
            Assert.Equal(
                Math.Sin(2 * Math.PI * turns),
                Functions.SineOfTurns(turns),
                2e-15 + 1e-15 * Math.Abs(turns) * 7
            );
            Assert.Equal(
                Math.Cos(2 * Math.PI * turns),
                Functions.CosineOfTurns(turns),
                2e-15 + 1e-15 * Math.Abs(turns) * 7
            );
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    [InlineData(0.5)]
    [InlineData(123456789.125)]
    public void A_square_root_is_right(double value)
    {
        Assert.Equal(1, Functions.SquareRoot(value) / Math.Sqrt(value), 1e-15);
    }

    [Fact]
    public void No_root_of_nothing_and_less()
    {
        Assert.Equal(0, Functions.SquareRoot(0));
        Assert.Equal(0, Functions.SquareRoot(-1));
        Assert.Equal(0, Functions.SquareRoot(double.NaN));
    }

    [Fact]
    public void Powers_of_ten_are_right()
    {
        for (var k = -70; k <= 70; k++)
            Assert.Equal(1, Functions.PowerOfTen(k, 10) / Math.Pow(10, k / 10.0), 1e-14);
    }

    [Theory]
    [InlineData(200e3, 0.1, 10, 64)]
    [InlineData(1000, 1, 10, 31)]
    [InlineData(1, 1000, 5, 16)]
    [InlineData(10, 10, 10, 1)]
    [InlineData(10, 9, 10, 2)]
    [InlineData(10, 9.99, 10, 2)]
    public void A_sweep_holds_its_ends_and_its_spacing(double start, double end, int points, int expected)
    {
        var list = new FrequencyList();
        list.Set(start, end, points);
        Assert.Equal(expected, list.Count);
        Assert.Equal(start == end ? end : start, list.FrequencyAt(0));
        Assert.Equal(end, list.FrequencyAt(list.Count - 1));
        var spacing = Math.Pow(10, 1.0 / points);
        for (var k = 1; k < list.Count; k++)
        {
            var ratio = list.FrequencyAt(k) / list.FrequencyAt(k - 1);
            Assert.InRange(Math.Max(ratio, 1 / ratio), 1, spacing * Math.Pow(10, 0.11 / points));
        }
    }
}
