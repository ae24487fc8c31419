using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Fitting;

/// <summary>1/sigma of the real and of the imaginary part of each point.</summary>
internal sealed class ResidualWeights
{
    public ResidualWeights(double[] real, double[] imaginary, bool isAbsolute)
    {
        Real = real;
        Imaginary = imaginary;
        IsAbsolute = isAbsolute;
    }

    public double[] Real { get; }

    public double[] Imaginary { get; }

    /// <summary>True where sigma is known, not only its shape.</summary>
    public bool IsAbsolute { get; }

    public static ResidualWeights For(Spectrum spectrum, Weighting weighting)
    {
        var count = spectrum.Count;
        var real = new double[count];
        var imaginary = new double[count];
        var errors = weighting == Weighting.Estimated ? ErrorStructure.Estimate(spectrum) : null;
        for (var k = 0; k < count; k++)
        {
            var z = spectrum.Impedance[k];
            var modulus = UsefulModulus(spectrum, k);
            (real[k], imaginary[k]) = weighting switch
            {
                Weighting.Unit => (1, 1),
                Weighting.Proportional => (
                    1 / Math.Max(Math.Abs(z.Real), 1e-3 * modulus),
                    1 / Math.Max(Math.Abs(z.Imaginary), 1e-3 * modulus)
                ),
                Weighting.Given => Same(
                    1
                        / (
                            modulus
                            * (
                                spectrum.RelativeSigma
                                ?? throw new FitException(
                                    "weights from given uncertainties, but the spectrum carries none"
                                )
                            )[k]
                        )
                ),
                Weighting.Estimated => Same(1 / errors!.Sigma(modulus)),
                _ => Same(1 / modulus),
            };
        }
        return new ResidualWeights(real, imaginary, weighting == Weighting.Given);

        static (double, double) Same(double weight) => (weight, weight);
    }

    /// <summary>A copy in which point k counts by the factor share[k] on both parts.</summary>
    public ResidualWeights Scaled(ReadOnlySpan<double> share)
    {
        var real = (double[])Real.Clone();
        var imaginary = (double[])Imaginary.Clone();
        for (var k = 0; k < real.Length; k++)
        {
            real[k] *= share[k];
            imaginary[k] *= share[k];
        }
        return new ResidualWeights(real, imaginary, IsAbsolute);
    }

    /// <summary>
    /// |Z|, or a thousandth of the smaller neighbour's where it is less: a point that drops out must not weigh infinitely.
    /// </summary>
    private static double UsefulModulus(Spectrum spectrum, int k)
    {
        var before = spectrum.Impedance[Math.Max(0, k - 1)].Magnitude;
        var after = spectrum.Impedance[Math.Min(spectrum.Count - 1, k + 1)].Magnitude;
        var neighbour =
            k == 0 ? after
            : k == spectrum.Count - 1 ? before
            : Math.Min(before, after);
        var modulus = Math.Max(spectrum.Impedance[k].Magnitude, 1e-3 * neighbour);
        return modulus > 0 ? modulus : 1;
    }
}
