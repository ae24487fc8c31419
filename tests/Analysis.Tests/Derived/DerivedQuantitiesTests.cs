using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Tests.Fitting;

namespace EdgeTester.Analysis.Tests.Derived;

public class DerivedQuantitiesTests
{
    private static readonly Circuit _circuit = Circuit.Parse("(RQ)(RQ)");
    private static readonly double[] _truth = [120, 2e-11, 0.97, 850, 4e-8, 0.88];
    private static readonly SampleGeometry _pellet = SampleGeometry.Disc(
        new UncertainValue(1.2e-3, 1e-5),
        new UncertainValue(12e-3, 5e-5)
    );

    private static CircuitFitResult Fit(int seed = 1) =>
        CircuitFitter.Fit(
            SyntheticSpectra.Noisy(_circuit, _truth, 0.003, seed, SyntheticSpectra.Frequencies(1e9, 10)),
            _circuit
        );

    [Fact]
    public void Conductivity_is_the_known_one_and_holds_the_error_of_the_geometry()
    {
        var sigma = DerivedQuantities.Conductivity(Fit(), "R1", _pellet);
        var expected = 1.2e-3 / (120 * Math.PI / 4 * 12e-3 * 12e-3);
        Assert.Equal(1, sigma.Value / expected, 0.01);
        // 0.83 % from the thickness and twice 0.42 % from the diameter outweigh the fit.
        Assert.InRange(sigma.StandardError / sigma.Value, 0.0117, 0.0135);
        Assert.InRange(expected, sigma.Lower95, sigma.Upper95);
        Assert.Equal("S/m", sigma.Unit);
    }

    [Fact]
    public void Correlations_count_capacitance_is_better_known_than_Q()
    {
        var fit = Fit();
        var capacitance = DerivedQuantities.CapacitanceHsuMansfeld(fit, "R2", "Q2");
        Assert.Equal(1, capacitance.Value / (Math.Pow(4e-8, 1 / 0.88) * Math.Pow(850, 0.12 / 0.88)), 0.02);
        Assert.True(capacitance.StandardError / capacitance.Value < fit["Q2.Q"].RelativeError);
    }

    [Fact]
    public void The_propagated_error_is_the_scatter_of_repeated_fits()
    {
        var logs = new List<double>();
        var stated = new List<double>();
        for (var seed = 0; seed < 60; seed++)
        {
            var quantity = DerivedQuantities.GrainBoundaryShare(Fit(seed), "R1", "Q1", "R2", "Q2");
            logs.Add(Math.Log(quantity.Value));
            stated.Add(quantity.StandardError / quantity.Value);
        }
        var mean = logs.Average();
        var scatter = Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Count - 1));
        Assert.InRange(stated.Average() / scatter, 0.75, 1.33);
    }

    [Fact]
    public void Brug_and_permittivity_are_their_formulas()
    {
        var fit = CircuitFitter.Fit(
            Circuit.Parse("R(RQ)").Simulate(SyntheticSpectra.Frequencies(), [10, 100, 1e-5, 0.8]),
            Circuit.Parse("R(RQ)")
        );
        var brug = DerivedQuantities.CapacitanceBrug(fit, "R1", "R2", "Q1");
        Assert.Equal(1, brug.Value / (Math.Pow(1e-5, 1.25) * Math.Pow(0.11, -0.25)), 1e-6);
        var permittivity = DerivedQuantities.Permittivity(fit, "R2", "Q1", _pellet);
        var capacitance = DerivedQuantities.CapacitanceHsuMansfeld(fit, "R2", "Q1").Value;
        Assert.Equal(
            1,
            permittivity.Value * 8.8541878128e-12 * _pellet.AreaSquareMeter.Value / 1.2e-3 / capacitance,
            1e-9
        );
    }

    [Fact]
    public void Brick_layer_conductivity_does_not_depend_on_the_way_to_the_bulk_capacitance()
    {
        var fit = Fit();
        var permittivity = DerivedQuantities.Permittivity(fit, "R1", "Q1", _pellet);
        var direct = DerivedQuantities.GrainBoundaryConductivity(fit, "R1", "Q1", "R2", "Q2", _pellet);
        var byPermittivity = DerivedQuantities.GrainBoundaryConductivity(fit, "R2", "Q2", permittivity.Value);
        Assert.Equal(1, direct.Value / byPermittivity.Value, 1e-9);
    }

    [Fact]
    public void A_wrong_name_and_a_wrong_element_are_named()
    {
        var fit = Fit();
        Assert.Contains(
            "no parameter 'R9'",
            Assert.Throws<ArgumentException>(() => DerivedQuantities.Conductivity(fit, "R9", _pellet)).Message
        );
        Assert.Contains(
            "R1 is not a constant phase element",
            Assert
                .Throws<ArgumentException>(() => DerivedQuantities.CapacitanceHsuMansfeld(fit, "R1", "R1"))
                .Message
        );
    }

    [Fact]
    public void An_activation_energy_comes_with_its_error()
    {
        double[] temperatures = [298, 313, 333, 353, 373];
        var conductivities = temperatures
            .Select(
                (t, k) =>
                {
                    var sigma = Math.Exp(12) / t * Math.Exp(-0.38 / (ArrheniusFit.Boltzmann * t));
                    return new UncertainValue(sigma * (1 + 0.004 * (k % 2 == 0 ? 1 : -1)), 0.005 * sigma);
                }
            )
            .ToArray();
        var fit = ArrheniusFit.Of(temperatures, conductivities);
        Assert.Equal(0.38, fit.ActivationEnergyElectronvolt, 0.002);
        Assert.InRange(0.38, fit.Lower95, fit.Upper95);
        Assert.Throws<ArgumentException>(() => ArrheniusFit.Of([300], [new UncertainValue(1)]));
    }
}
