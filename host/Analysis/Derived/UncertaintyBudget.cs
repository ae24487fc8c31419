using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Derived;

/// <summary>
/// Collects the numbers that enter a figure, each with its uncertainty or a group of them with their covariance, and propagates to first
/// order (JCGM 100:2008, 5.1 and 5.2); degrees of freedom by Welch and Satterthwaite (G.4).
/// </summary>
public sealed class UncertaintyBudget
{
    private readonly List<double> _values = [];
    private readonly List<(int First, double[,] Covariance, double DegreesOfFreedom)> _groups = [];

    /// <summary>Adds a number that depends on no other.</summary>
    /// <param name="value">The number and its standard error.</param>
    /// <param name="degreesOfFreedom">Of the standard error; infinite where it is known.</param>
    /// <returns>This, for the next one.</returns>
    public UncertaintyBudget Add(UncertainValue value, double degreesOfFreedom = double.PositiveInfinity) =>
        Add(
            [value.Value],
            new[,]
            {
                { value.StandardError * value.StandardError },
            },
            degreesOfFreedom
        );

    /// <summary>Adds numbers that depend on each other.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="covariance">Their covariance.</param>
    /// <param name="degreesOfFreedom">Of that covariance.</param>
    /// <returns>This, for the next ones.</returns>
    public UncertaintyBudget Add(
        IReadOnlyList<double> values,
        double[,] covariance,
        double degreesOfFreedom = double.PositiveInfinity
    )
    {
        _groups.Add((_values.Count, covariance, degreesOfFreedom));
        _values.AddRange(values);
        return this;
    }

    /// <summary>Adds a factor that is 1 with a relative standard uncertainty: a gain.</summary>
    public UncertaintyBudget AddGain(double relative) => Add(new UncertainValue(1, relative));

    /// <summary>A figure that may have either sign; its interval reaches equally far to both sides.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="formula">The figure from the numbers in the order in which they were added.</param>
    /// <param name="equation">How it is computed.</param>
    /// <param name="source">Where that is from.</param>
    public DerivedQuantity Figure(
        string name,
        string unit,
        Func<double[], double> formula,
        string equation,
        string source
    )
    {
        var (value, error, freedom) = Propagate(formula);
        return DerivedQuantity.Symmetric(
            name,
            unit,
            new UncertainValue(value, error),
            freedom,
            equation,
            source
        );
    }

    /// <summary>A figure that is above 0 by its nature; its interval is symmetric in its logarithm.</summary>
    /// <inheritdoc cref="Figure"/>
    public DerivedQuantity PositiveFigure(
        string name,
        string unit,
        Func<double[], double> formula,
        string equation,
        string source
    )
    {
        var (value, error, freedom) = Propagate(formula);
        if (!(value > 0))
            return DerivedQuantity.Symmetric(
                name,
                unit,
                new UncertainValue(value, error),
                freedom,
                equation,
                source
            );
        var reach = DerivedQuantity.Coverage(freedom) * error / value;
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

    private (double Value, double Error, double DegreesOfFreedom) Propagate(Func<double[], double> formula)
    {
        var inputs = _values.ToArray();
        double variance = 0,
            quotient = 0;
        foreach (var (first, covariance, freedom) in _groups)
        {
            var size = covariance.GetLength(0);
            var slopes = new double[size];
            for (var i = 0; i < size; i++)
                if (covariance[i, i] != 0)
                    slopes[i] = Slope(formula, inputs, first + i, Math.Sqrt(Math.Abs(covariance[i, i])));
            var part = 0.0;
            for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                if (slopes[i] != 0 && slopes[j] != 0)
                    part += slopes[i] * slopes[j] * covariance[i, j];
            variance += part;
            if (!double.IsPositiveInfinity(freedom))
                quotient += part * part / Math.Max(freedom, 1);
        }
        // Nothing that enters has an uncertainty: none can be stated, which is not the same as none at all.
        return (
            formula(inputs),
            variance == 0 ? double.NaN : Math.Sqrt(Math.Max(variance, 0)),
            quotient > 0 ? variance * variance / quotient : double.PositiveInfinity
        );
    }

    /// <summary>Steps of a hundredth of the standard error: small against the curve, large against rounding.</summary>
    private static double Slope(Func<double[], double> formula, double[] inputs, int k, double error)
    {
        var step = double.IsFinite(error)
            ? Math.Max(0.01 * error, 1e-7 * Math.Abs(inputs[k]))
            : 1e-5 * (inputs[k] == 0 ? 1 : Math.Abs(inputs[k]));
        var moved = (double[])inputs.Clone();
        moved[k] = inputs[k] + step;
        var above = formula(moved);
        moved[k] = inputs[k] - step;
        return (above - formula(moved)) / (2 * step);
    }
}
