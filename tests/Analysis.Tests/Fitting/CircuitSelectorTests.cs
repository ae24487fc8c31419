using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class CircuitSelectorTests
{
    [Theory]
    [InlineData("R(RQ)", "10 50 5e-4 0.8")]
    [InlineData("R(RQ)(RQ)", "117.7 85 3.72e-7 0.9 957.4 1.355e-5 0.82")]
    [InlineData("R(RQ)Q", "117.7 85 3.72e-7 0.9 5e-6 0.92")]
    [InlineData("RL(RQ)(RQ)", "10 1e-6 50 5e-6 0.9 30 4.7e-3 0.85")]
    [InlineData("R(RC)(RC)", "10 50 2e-6 30 3.3e-4")]
    [InlineData("RG", "10 50 0.1 0.5")]
    public void The_circuit_that_made_the_data_is_chosen(string text, string values)
    {
        var circuit = Circuit.Parse(text);
        var numbers = values
            .Split(' ')
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture));
        var spectrum = SyntheticSpectra.Noisy(circuit, numbers.ToArray(), 0.003, 21);
        var selection = CircuitSelector.Select(spectrum);
        Assert.True(text == selection.Best.Text, selection.Explanation);
        Assert.True(selection.Best.IsPlausible);
        Assert.Contains(text, selection.Explanation);
        Assert.True(selection.Candidates.Count > 5);
    }

    [Fact]
    public void Wild_points_do_not_call_for_more_elements()
    {
        var selection = CircuitSelector.Select(GoldenFiles.Spectrum("golden/synthetic/SE_A_outliers.csv"));
        Assert.Equal("R(RQ)(RQ)", selection.Best.Text);
        Assert.Equal([14, 35, 56], selection.LeftOut);
    }

    [Fact]
    public void Too_few_points_are_refused() =>
        Assert.Throws<FitException>(() =>
            CircuitSelector.Select(Spectrum.Create([1, 2, 3], [new(1, -1), new(1, -2), new(1, -3)]))
        );

    [Fact]
    public void A_resistor_is_called_a_resistor()
    {
        var spectrum = SyntheticSpectra.Noisy(Circuit.Parse("R"), [50], 0.002, 3);
        Assert.Equal("R", CircuitSelector.Select(spectrum).Best.Text);
    }
}
