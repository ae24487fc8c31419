using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class ConstraintTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)(RQ)");
    private static readonly Spectrum _spectrum = SyntheticSpectra.Noisy(
        _circuit,
        [10, 50, 1e-6, 0.85, 50, 1e-3, 0.85],
        0.005,
        4
    );

    [Fact]
    public void Equal_parameters_are_equal_and_count_once()
    {
        var options = new FitOptions
        {
            Constraints =
            [
                ParameterConstraint.Equal("R3", "R2"),
                ParameterConstraint.Equal("Q2.alpha", "Q1.alpha"),
            ],
        };
        var tied = CircuitFitter.Fit(_spectrum, _circuit, options);
        var free = CircuitFitter.Fit(_spectrum, _circuit);
        Assert.Equal(tied["R2"].Value, tied["R3"].Value);
        Assert.Equal(tied["Q1.alpha"].Value, tied["Q2.alpha"].Value);
        Assert.Equal(free.DegreesOfFreedom + 2, tied.DegreesOfFreedom);
        Assert.InRange(tied["R2"].Value, 49, 51);
        Assert.True(tied["R2"].StandardError < free["R2"].StandardError);
    }

    [Fact]
    public void A_factor_holds()
    {
        var options = new FitOptions { Constraints = [ParameterConstraint.Equal("R3", "R2", 2)] };
        var fit = CircuitFitter.Fit(_spectrum, _circuit, options);
        Assert.Equal(2 * fit["R2"].Value, fit["R3"].Value, 1e-9);
    }

    [Theory]
    [InlineData("Q1.Q", "Q2.Q")]
    [InlineData("Q2.Q", "Q1.Q")]
    public void Ordered_parameters_keep_their_order(string small, string large)
    {
        var options = new FitOptions { Constraints = [ParameterConstraint.Ordered(small, large)] };
        var fit = CircuitFitter.Fit(_spectrum, _circuit, options);
        Assert.True(fit[small].Value <= fit[large].Value);
        Assert.True(fit.ResidualRmsPercent < 0.7, $"{fit.ResidualRmsPercent} %");
        Assert.Equal(1e-6, fit[small].Value, 1e-7);
    }

    [Fact]
    public void An_order_against_the_data_binds()
    {
        var options = new FitOptions { Constraints = [ParameterConstraint.Ordered("R1", "R2", "R3")] };
        var wrong = new FitOptions { Constraints = [ParameterConstraint.Ordered("R2", "R1")] };
        Assert.True(CircuitFitter.Fit(_spectrum, _circuit, options).ResidualRmsPercent < 0.7);
        var bound = CircuitFitter.Fit(_spectrum, Circuit.Parse("R(RQ{Q=1e-6/1e-7/1e-5})(RQ)"), wrong);
        Assert.True(bound["R2"].Value <= bound["R1"].Value * (1 + 1e-9));
    }

    [Fact]
    public void Contradictions_are_refused_with_the_names()
    {
        void Fit(params ParameterConstraint[] constraints) =>
            CircuitFitter.Fit(_spectrum, _circuit, new FitOptions { Constraints = constraints });

        Assert.Contains(
            "R9",
            Assert.Throws<FitException>(() => Fit(ParameterConstraint.Equal("R9", "R1"))).Message
        );
        Assert.Throws<FitException>(() => Fit(ParameterConstraint.Equal("R1", "Q1.alpha")));
        Assert.Throws<FitException>(() =>
            Fit(ParameterConstraint.Equal("R1", "R2"), ParameterConstraint.Equal("R2", "R1"))
        );
        Assert.Throws<FitException>(() =>
            Fit(ParameterConstraint.Ordered("R1", "R2"), ParameterConstraint.Ordered("R3", "R2"))
        );
        Assert.Throws<FitException>(() => Fit(ParameterConstraint.Equal("R1", "R2", -1)));
    }
}
