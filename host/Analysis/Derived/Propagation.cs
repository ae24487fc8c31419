using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Derived;

/// <summary>
/// First-order propagation of uncertainty with correlations (JCGM 100:2008, 5.2.2), on the logarithms of the inputs,
/// since every quantity here is a positive product of powers.
/// </summary>
public static class Propagation
{
    /// <summary>Computes a quantity of fitted parameters and of measured numbers that do not depend on the fit.</summary>
    /// <param name="fit">The fit; its covariance couples the parameters.</param>
    /// <param name="parameters">Names of the parameters that enter.</param>
    /// <param name="measured">The other numbers that enter.</param>
    /// <param name="formula">The quantity, above 0, from the parameters and the measured numbers in their order.</param>
    /// <param name="name">What it is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="equation">How it is computed.</param>
    /// <param name="source">Where that is from.</param>
    /// <exception cref="ArgumentException">No such parameter, or a result that is not finite and positive; the message says which.</exception>
    public static DerivedQuantity Compute(
        CircuitFitResult fit,
        IReadOnlyList<string> parameters,
        IReadOnlyList<UncertainValue> measured,
        Func<double[], double> formula,
        string name,
        string unit,
        string equation,
        string source
    )
    {
        var indices = parameters.Select(fit.Circuit.IndexOf).ToArray();
        var inputs = indices
            .Select(i => fit.Parameters[i].Value)
            .Concat(measured.Select(m => m.Value))
            .ToArray();
        var value = formula(inputs);
        if (!double.IsFinite(value) || value <= 0)
            throw new ArgumentException($"{name} comes out as {value} {unit}: an input is not positive");
        var slopes = new double[inputs.Length];
        for (var k = 0; k < inputs.Length; k++)
            slopes[k] = Slope(formula, inputs, k);
        var variance = 0.0;
        for (var a = 0; a < indices.Length; a++)
        for (var b = 0; b < indices.Length; b++)
            variance += slopes[a] * slopes[b] * fit.Covariance[indices[a], indices[b]];
        for (var k = 0; k < measured.Count; k++)
        {
            var part = slopes[indices.Length + k] * measured[k].StandardError;
            variance += part * part;
        }
        if (indices.Any(i => fit.Parameters[i].State is not (ParameterState.Free or ParameterState.Fixed)))
            variance = double.NaN;
        var error = Math.Sqrt(variance);
        var reach =
            StudentDistribution.TwoSidedQuantile(0.95, Math.Max(1, fit.DegreesOfFreedom)) * error / value;
        return new DerivedQuantity(
            name,
            unit,
            value,
            error,
            value * Math.Exp(-reach),
            value * Math.Exp(reach),
            equation,
            source
        );
    }

    private static double Slope(Func<double[], double> formula, double[] inputs, int k)
    {
        var moved = (double[])inputs.Clone();
        var step = 6e-6 * (inputs[k] == 0 ? 1 : Math.Abs(inputs[k]));
        moved[k] = inputs[k] + step;
        var above = formula(moved);
        moved[k] = inputs[k] - step;
        return (above - formula(moved)) / (2 * step);
    }
}
