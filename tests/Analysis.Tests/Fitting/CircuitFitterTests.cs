using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Analysis.Tests.Fitting;

public class CircuitFitterTests
{
    private static readonly Circuit _two = Circuit.Parse("R(RQ)(RQ)");
    private static readonly double[] _truth = [117.7, 85, 3.72e-7, 0.9, 957.4, 1.355e-5, 0.82];

    [Fact]
    public void Exact_data_give_the_exact_values_without_a_guess()
    {
        var fit = CircuitFitter.Fit(_two.Simulate(SyntheticSpectra.Frequencies(), _truth), _two);
        Assert.True(fit.HasConverged);
        for (var k = 0; k < _truth.Length; k++)
            Assert.Equal(1, fit.Values[k] / _truth[k], 1e-7);
    }

    [Theory]
    [InlineData(Weighting.Modulus)]
    [InlineData(Weighting.Unit)]
    [InlineData(Weighting.Proportional)]
    [InlineData(Weighting.Estimated)]
    public void Every_weighting_finds_the_circuit(Weighting weighting)
    {
        var spectrum = SyntheticSpectra.Noisy(_two, _truth, 0.003, 5);
        var fit = CircuitFitter.Fit(spectrum, _two, new FitOptions { Weighting = weighting });
        for (var k = 0; k < _truth.Length; k++)
            Assert.InRange(fit.Values[k] / _truth[k], 0.7, 1.4);
    }

    [Fact]
    public void Given_uncertainties_set_the_scale_of_the_errors()
    {
        var plain = SyntheticSpectra.Noisy(_two, _truth, 0.01, 5);
        var stated = Spectrum.Create(
            plain.FrequencyHz,
            plain.Impedance,
            "",
            Enumerable.Repeat(0.02, plain.Count).ToArray()
        );
        var byModulus = CircuitFitter.Fit(plain, _two);
        var byGiven = CircuitFitter.Fit(stated, _two, new FitOptions { Weighting = Weighting.Given });
        Assert.InRange(byGiven["R1"].StandardError!.Value / byModulus["R1"].StandardError!.Value, 1.7, 2.4);
        Assert.Throws<FitException>(() =>
            CircuitFitter.Fit(plain, _two, new FitOptions { Weighting = Weighting.Given })
        );
    }

    [Fact]
    public void Fixed_values_and_limits_hold()
    {
        var spectrum = SyntheticSpectra.Noisy(_two, _truth, 0.003, 5);
        var fit = CircuitFitter.Fit(spectrum, Circuit.Parse("R{R=118f}(RQ{alpha=0.95/0.93/1})(RQ)"));
        Assert.Equal(118, fit.Values[0]);
        Assert.Equal(ParameterState.Fixed, fit.Parameters[0].State);
        Assert.Null(fit.Parameters[0].StandardError);
        Assert.InRange(fit.Values[3], 0.93, 1);
    }

    [Fact]
    public void A_parameter_at_its_limit_is_flagged_and_has_no_error()
    {
        var ideal = Circuit.Parse("R(RC)");
        var spectrum = SyntheticSpectra.Noisy(ideal, [10, 100, 1e-6], 0.001, 2);
        var fit = CircuitFitter.Fit(spectrum, Circuit.Parse("R{R=1/0.1/5}(RC)"));
        Assert.Equal(ParameterState.AtUpperLimit, fit["R1"].State);
        Assert.Null(fit["R1"].StandardError);
        Assert.Contains(fit.Warnings, warning => warning.Contains("R1 is at its upper limit"));
    }

    [Fact]
    public void What_the_data_do_not_determine_is_flagged()
    {
        var spectrum = Circuit.Parse("R").Simulate(SyntheticSpectra.Frequencies(), [50]);
        var fit = CircuitFitter.Fit(spectrum, Circuit.Parse("RR"));
        Assert.Contains(fit.Parameters, p => p.State == ParameterState.Undetermined);
        Assert.Equal(50, fit.Values.Sum(), 1e-6);
    }

    [Fact]
    public void Identical_arcs_come_in_order_of_falling_frequency()
    {
        var spectrum = SyntheticSpectra.Noisy(_two, _truth, 0.005, 9);
        for (var seed = 1; seed < 6; seed++)
        {
            var fit = CircuitFitter.Fit(spectrum, _two, new FitOptions { Seed = seed });
            Assert.InRange(fit["R2"].Value, 70, 100);
            Assert.InRange(fit["R3"].Value, 900, 1000);
        }
    }

    [Fact]
    public void Too_few_points_are_refused_with_a_reason()
    {
        var spectrum = Spectrum.Create([100, 10, 1], [new(10, -1), new(11, -2), new(12, -1)]);
        var error = Assert.Throws<FitException>(() => CircuitFitter.Fit(spectrum, _two));
        Assert.Contains("too few", error.Message);
    }

    [Fact]
    public void Constant_data_fit_a_resistor_and_flag_an_arc()
    {
        var spectrum = Spectrum.Create(
            SyntheticSpectra.Frequencies(),
            Enumerable.Repeat(new Complex(42, 0), 71).ToArray()
        );
        Assert.Equal(42, CircuitFitter.Fit(spectrum, Circuit.Parse("R")).Values[0], 1e-9);
        var arc = CircuitFitter.Fit(spectrum, Circuit.Parse("R(RQ)"));
        Assert.NotEmpty(arc.Warnings);
    }

    [Fact]
    public void Turned_signs_are_flagged()
    {
        var spectrum = _two.Simulate(SyntheticSpectra.Frequencies(), _truth);
        var turned = Spectrum.Create(
            spectrum.FrequencyHz,
            spectrum.Impedance.Select(Complex.Conjugate).ToArray()
        );
        var fit = CircuitFitter.Fit(turned, _two);
        Assert.Contains(fit.Warnings, warning => warning.Contains("sign"));
    }

    [Fact]
    public void A_cancelled_fit_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var spectrum = SyntheticSpectra.Noisy(_two, _truth, 0.01, 5);
        Assert.Throws<OperationCanceledException>(() =>
            CircuitFitter.Fit(spectrum, _two, FitOptions.Default, source.Token)
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_fit()
    {
        var spectrum = SyntheticSpectra.Noisy(_two, _truth, 0.01, 5);
        Assert.Equal(CircuitFitter.Fit(spectrum, _two).Values, CircuitFitter.Fit(spectrum, _two).Values);
    }
}
