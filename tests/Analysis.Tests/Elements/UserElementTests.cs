using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Elements;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Tests.Fitting;

namespace EdgeTester.Analysis.Tests.Elements;

public class UserElementTests
{
    [Fact]
    public void An_element_of_the_users_own_is_read_and_fitted_like_a_built_in_one()
    {
        var catalogue = ElementCatalogue.Standard.With(new ColeDavidson());
        var circuit = Circuit.Parse("R0-Cd1", catalogue);
        double[] truth = [10, 50, 0.01, 0.6];
        var spectrum = SyntheticSpectra.Noisy(circuit, truth, 0.002, 3);
        var fit = CircuitFitter.Fit(spectrum, circuit);
        for (var k = 0; k < truth.Length; k++)
            Assert.InRange(fit.Values[k], truth[k] * 0.97, truth[k] * 1.03);
    }

    [Fact]
    public void A_symbol_that_is_taken_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            ElementCatalogue.Standard.With(new ColeDavidson()).With(new ColeDavidson())
        );
        Assert.Contains("Cd is taken", error.Message);
    }

    private sealed class ColeDavidson()
        : NumericElementKind(
            "Cd",
            "Cole-Davidson",
            "Z = R/(1 + j omega tau)^beta",
            "Davidson, Cole, J. Chem. Phys. 19 (1951) 1484, doi:10.1063/1.1748105",
            ElementParameter.Resistance(),
            ElementParameter.TimeConstant(),
            ElementParameter.Exponent("beta", 0.7)
        )
    {
        protected override Complex Impedance(in FrequencyPoint at, ReadOnlySpan<double> p) =>
            p[0] / Complex.Pow(new Complex(1, at.Omega * p[1]), p[2]);
    }
}
