using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>
/// Rules that look at the shape of the fitted model: too many elements make it oscillate (Yrjaenae, Bobacka,
/// Electrochim. Acta 504 (2024) 144951, doi:10.1016/j.electacta.2024.144951).
/// </summary>
internal static class ElementCountRules
{
    /// <summary>The residual variance has levelled off where it is within this factor of its smallest value.</summary>
    private const double Level = 1.1;

    public static int Choose(
        RelaxationModel model,
        double extension,
        int most,
        Complex[] impedance,
        bool isAdmittance,
        ElementCountCriterion criterion
    )
    {
        var residuals = new double[2 * impedance.Length];
        var tried = new List<(int Count, double Variance, double Score)>();
        for (var count = 2; count <= most; count++)
        {
            var terms = model.Solve(count, extension, residuals, out _);
            var variance =
                Numerics.VectorMath.Dot(residuals, residuals)
                / Math.Max(1, residuals.Length - model.Unknowns(count));
            tried.Add((count, variance, Score(terms)));
        }
        if (tried.Count == 0)
            return most;
        var lowest = tried.Min(entry => entry.Variance);
        return tried.Where(entry => entry.Variance <= Level * lowest).MinBy(entry => entry.Score).Count;

        double Score(RelaxationTerms terms)
        {
            if (criterion == ElementCountCriterion.StrengthNorm)
                return Math.Log(Numerics.VectorMath.Norm(terms.Strengths) + double.Epsilon);
            var curvature = Curvature(Model());
            if (criterion == ElementCountCriterion.CurvatureNorm)
                return Numerics.VectorMath.Norm(curvature);
            var changes = 0;
            for (var k = 1; k < curvature.Length; k++)
                if (curvature[k] * curvature[k - 1] < 0)
                    changes++;
            return changes;
        }

        Complex[] Model()
        {
            var z = new Complex[impedance.Length];
            for (var k = 0; k < z.Length; k++)
            {
                var data = isAdmittance ? 1 / impedance[k] : impedance[k];
                var fitted = data - data.Magnitude * new Complex(residuals[k], residuals[z.Length + k]);
                z[k] = isAdmittance ? 1 / fitted : fitted;
            }
            return z;
        }
    }

    /// <summary>(x' y'' - y' x'')/(x'^2 + y'^2)^1.5 of the curve through the points, by central differences along their index.</summary>
    private static double[] Curvature(Complex[] z)
    {
        var curvature = new double[Math.Max(0, z.Length - 2)];
        for (var k = 1; k < z.Length - 1; k++)
        {
            var first = (z[k + 1] - z[k - 1]) / 2;
            var second = z[k + 1] - 2 * z[k] + z[k - 1];
            var speed = first.Magnitude;
            curvature[k - 1] =
                speed > 0
                    ? (first.Real * second.Imaginary - first.Imaginary * second.Real)
                        / (speed * speed * speed)
                    : 0;
        }
        return curvature;
    }
}
