using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class RobustFitTests
{
    [Theory]
    [InlineData("SE_A", "117.7 85 3.720326659021622e-07 0.9 957.4 1.3553828322362764e-05 0.82")]
    [InlineData("ZARC2_sep", "10 50 0.0005023772863019159 0.8 50 0.12619146889603866 0.8")]
    public void Wild_points_are_set_aside(string name, string truth)
    {
        var spectrum = GoldenFiles.Spectrum($"golden/synthetic/{name}_outliers.csv");
        var circuit = Circuit.Parse("R(RQ)(RQ)");
        var robust = CircuitFitter.Fit(spectrum, circuit, new FitOptions { Robust = true });
        var plain = CircuitFitter.Fit(spectrum, circuit);
        Assert.Equal(3, robust.Outliers.Count);
        var values = truth
            .Split(' ')
            .Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            var error = robust.Parameters[i].StandardError!.Value;
            Assert.True(Math.Abs(robust.Values[i] - values[i]) < 4 * error, robust.Parameters[i].ToString());
            Assert.True(error < plain.Parameters[i].StandardError);
        }
    }

    [Fact]
    public void Clean_data_give_nearly_the_plain_fit()
    {
        var circuit = Circuit.Parse("R(RQ)");
        var spectrum = SyntheticSpectra.Noisy(circuit, [10, 100, 1e-5, 0.9], 0.005, 8);
        var robust = CircuitFitter.Fit(spectrum, circuit, new FitOptions { Robust = true });
        var plain = CircuitFitter.Fit(spectrum, circuit);
        Assert.Empty(robust.Outliers);
        for (var i = 0; i < 4; i++)
            Assert.True(
                Math.Abs(robust.Values[i] - plain.Values[i]) < 0.5 * plain.Parameters[i].StandardError!.Value
            );
    }
}
