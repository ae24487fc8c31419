using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Tests.Fitting;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Tests.Validation;

public class ErrorStructureTests
{
    private static readonly Circuit _circuit = Circuit.Parse("R(RQ)Q");
    private static readonly double[] _values = [20, 85, 3.72e-7, 0.9, 5e-6, 0.92];

    private static Spectrum Noisy(double floor, double share, int seed)
    {
        var random = new Random(seed);
        var frequencies = SyntheticSpectra.Frequencies();
        return Spectrum.Create(
            frequencies,
            _circuit
                .Impedance(frequencies, _values)
                .Select(z =>
                    z
                    + Math.Sqrt(floor * floor + share * share * z.Magnitude * z.Magnitude)
                        * new Complex(SyntheticSpectra.Gaussian(random), SyntheticSpectra.Gaussian(random))
                )
                .ToArray()
        );
    }

    [Theory]
    [InlineData(0, 0.005)]
    [InlineData(0.5, 0.002)]
    [InlineData(1, 0.0005)]
    public void The_noise_at_both_ends_of_the_modulus_is_found(double floor, double share)
    {
        var small = new List<double>();
        var large = new List<double>();
        for (var seed = 0; seed < 15; seed++)
        {
            var found = ErrorStructure.Estimate(Noisy(floor, share, seed));
            small.Add(found.Sigma(25) / Math.Sqrt(floor * floor + share * share * 25 * 25));
            large.Add(found.Sigma(3e4) / Math.Sqrt(floor * floor + share * share * 9e8));
        }
        Assert.InRange(small.Order().ElementAt(7), 0.8, 1.25);
        // Few points have a large modulus here, and the floor hides their share.
        Assert.InRange(large.Order().ElementAt(7), 0.4, 2.5);
    }

    [Fact]
    public void Estimated_weights_beat_those_of_a_wrong_model()
    {
        double estimated = 0,
            modulus = 0;
        for (var seed = 0; seed < 15; seed++)
        {
            var spectrum = Noisy(1, 0.0005, 40 + seed);
            estimated += Square(Error(spectrum, Weighting.Estimated));
            modulus += Square(Error(spectrum, Weighting.Modulus));
        }
        Assert.True(estimated < 0.8 * modulus, $"{estimated} against {modulus}");

        static double Error(Spectrum spectrum, Weighting weighting) =>
            Math.Log(
                CircuitFitter.Fit(spectrum, _circuit, new FitOptions { Weighting = weighting })["Q2.Q"].Value
                    / 5e-6
            );
    }

    private static double Square(double value) => value * value;
}
