using System.Globalization;
using System.Text;
using EdgeTester.Formats;

namespace EdgeTester.Host.Tests.Formats;

public class PointOrderTests
{
    private static readonly double[] _falling =
    [
        .. Enumerable.Range(0, 40).Select(k => Math.Pow(10, 5 - 0.15 * k)),
    ];

    private static SpectrumFile Read(IEnumerable<double> frequencies)
    {
        var text = new StringBuilder("frequency_hz,real_ohm,imaginary_ohm\n");
        foreach (var f in frequencies)
            text.Append(CultureInfo.InvariantCulture, $"{f:R},{100 + 1000 / (1 + f):R},{-10 / (1 + f):R}\n");
        return SpectrumFiles.Read(Encoding.UTF8.GetBytes(text.ToString()), "x.csv");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Shuffled_points_are_one_spectrum_and_that_is_said(int seed)
    {
        var shuffled = (double[])_falling.Clone();
        new Random(seed).Shuffle(shuffled);
        var file = Read(shuffled);
        Assert.Equal(_falling, Assert.Single(file.Spectra).FrequencyHz);
        Assert.Contains(file.Notes, note => note.Contains("sorted", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_points_that_changed_places_do_not_cut_a_spectrum()
    {
        var order = (double[])_falling.Clone();
        (order[12], order[25]) = (order[25], order[12]);
        Assert.Equal(_falling, Assert.Single(Read(order).Spectra).FrequencyHz);
    }

    [Fact]
    public void The_low_half_before_the_high_half_is_one_spectrum() =>
        Assert.Equal(
            _falling,
            Assert.Single(Read(_falling.Skip(20).Concat(_falling.Take(20))).Spectra).FrequencyHz
        );

    [Fact]
    public void Sweeps_over_the_same_frequencies_stay_apart()
    {
        Assert.Equal(3, Read(_falling.Concat(_falling).Concat(_falling)).Spectra.Count);
        Assert.Equal(2, Read(_falling.Concat(_falling.Reverse().Skip(1))).Spectra.Count);
    }

    [Fact]
    public void Two_sweeps_on_interleaved_grids_stay_apart() =>
        Assert.Equal(2, Read(_falling.Concat(_falling.Select(f => f * 1.19))).Spectra.Count);
}
