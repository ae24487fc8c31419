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

    [Fact]
    public void An_ordered_parameter_keeps_its_own_limits()
    {
        var circuit = Circuit.Parse("R(RQ)(R{R=30/1/40}Q)");
        var options = new FitOptions { Constraints = [ParameterConstraint.Ordered("R1", "R3")] };
        var fit = CircuitFitter.Fit(_spectrum, circuit, options);
        Assert.InRange(fit["R3"].Value, fit["R1"].Value, 40 * (1 + 1e-9));
        Assert.Equal(ParameterState.AtUpperLimit, fit["R3"].State);
        Assert.Null(fit["R3"].StandardError);
        Assert.Contains(fit.Warnings, w => w.Contains("R3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_before_a_fixed_one_stays_below_it()
    {
        var circuit = Circuit.Parse("R(RQ)(R{R=40f}Q)");
        var options = new FitOptions { Constraints = [ParameterConstraint.Ordered("R2", "R3")] };
        var fit = CircuitFitter.Fit(_spectrum, circuit, options);
        Assert.Equal(40, fit["R3"].Value);
        Assert.InRange(fit["R2"].Value, 1, 40 * (1 + 1e-9));
    }

    [Fact]
    public void Profiles_of_tied_and_ordered_parameters_are_those_of_the_free_ones_where_nothing_binds()
    {
        var profile = new FitOptions { Intervals = IntervalMethod.ProfileLikelihood };
        var free = CircuitFitter.Fit(_spectrum, _circuit, profile);
        var ordered = CircuitFitter.Fit(
            _spectrum,
            _circuit,
            profile with
            {
                Constraints =
                [
                    ParameterConstraint.Ordered("R1", "R2"),
                    ParameterConstraint.Ordered("Q1.Q", "Q2.Q"),
                ],
            }
        );
        foreach (var name in new[] { "R1", "R2", "Q1.Q", "Q2.Q" })
        {
            Assert.Equal(1, ordered[name].Lower95!.Value / free[name].Lower95!.Value, 1e-3);
            Assert.Equal(1, ordered[name].Upper95!.Value / free[name].Upper95!.Value, 1e-3);
        }
        var tied = CircuitFitter.Fit(
            _spectrum,
            _circuit,
            profile with
            {
                Constraints = [ParameterConstraint.Equal("R3", "R2", 2)],
            }
        );
        Assert.Equal(2, tied["R3"].Lower95!.Value / tied["R2"].Lower95!.Value, 1e-6);
        Assert.Equal(2, tied["R3"].Upper95!.Value / tied["R2"].Upper95!.Value, 1e-6);
    }

    [Fact]
    public void Intervals_of_ordered_parameters_hold_the_truth()
    {
        int inside = 0,
            total = 0;
        var options = new FitOptions
        {
            Intervals = IntervalMethod.ProfileLikelihood,
            Constraints = [ParameterConstraint.Ordered("R2", "R3")],
        };
        double[] truth = [10, 50, 1e-6, 0.85, 60, 1e-3, 0.85];
        for (var seed = 0; seed < 25; seed++)
        {
            var fit = CircuitFitter.Fit(
                SyntheticSpectra.Noisy(_circuit, truth, 0.005, 900 + seed),
                _circuit,
                options
            );
            for (var i = 0; i < truth.Length; i++)
            {
                total++;
                if (!(fit.Parameters[i].Lower95 > truth[i]) && !(fit.Parameters[i].Upper95 < truth[i]))
                    inside++;
            }
        }
        Assert.InRange(inside / (double)total, 0.88, 0.995);
    }
}
