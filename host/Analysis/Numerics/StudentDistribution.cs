using MathNet.Numerics;

namespace EdgeTester.Analysis.Numerics;

/// <summary>Student's t distribution.</summary>
public static class StudentDistribution
{
    /// <summary>
    /// t such that a share <paramref name="confidence"/> lies between -t and t.
    /// </summary>
    /// <param name="confidence">Between 0 and 1, for example 0.95.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    public static double TwoSidedQuantile(double confidence, int degreesOfFreedom)
    {
        if (confidence is not (> 0 and < 1) || degreesOfFreedom < 1)
            throw new ArgumentOutOfRangeException(nameof(confidence));
        double nu = degreesOfFreedom;
        // Newton on the distribution function, from the normal quantile (which is exact for large nu).
        var t = Math.Sqrt(2) * SpecialFunctions.ErfInv(confidence) * (1 + 1 / nu);
        for (var k = 0; k < 60; k++)
        {
            var inside = 1 - SpecialFunctions.BetaRegularized(nu / 2, 0.5, nu / (nu + t * t));
            var density = 2 * Density(t, nu);
            var next = t - (inside - confidence) / density;
            if (next <= 0)
                next = t / 2;
            else if (next > 4 * t)
                next = 4 * t;
            if (Math.Abs(next - t) <= 1e-12 * t)
                return next;
            t = next;
        }
        return t;
    }

    private static double Density(double t, double nu) =>
        Math.Exp(
            SpecialFunctions.GammaLn((nu + 1) / 2)
                - SpecialFunctions.GammaLn(nu / 2)
                - 0.5 * Math.Log(nu * Math.PI)
                - (nu + 1) / 2 * Math.Log(1 + t * t / nu)
        );
}
