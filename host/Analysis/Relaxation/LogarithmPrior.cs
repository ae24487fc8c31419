namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// A Gaussian prior on ln gamma: ln gamma = mean + C xi with xi standard normal, on the grid of the fit and on the
/// grid of the answer. A few linear combinations of xi may carry a further Gaussian observation.
/// </summary>
internal sealed class LogarithmPrior
{
    /// <summary>Number of components of xi.</summary>
    public required int Count { get; init; }

    public required double[] Mean { get; init; }

    /// <summary>Rows of C on the grid of the fit, each <see cref="Count"/> long.</summary>
    public required double[] Basis { get; init; }

    public required double[] AnswerMean { get; init; }

    public required double[] AnswerBasis { get; init; }

    /// <summary>Rows c of conditions c xi = 0 +- 1, each <see cref="Count"/> long, with their right-hand sides.</summary>
    public double[] Conditions { get; init; } = [];

    public double[] ConditionValues { get; init; } = [];

    /// <summary>Impedance (2N) to add to the kernel times exp(ln gamma), or empty.</summary>
    public double[] Offset { get; init; } = [];

    /// <summary>Where the search starts.</summary>
    public required double[] Start { get; init; }

    /// <summary>Logarithm of the prior probability of the conditions themselves.</summary>
    public double LogConditions()
    {
        var count = ConditionValues.Length;
        if (count == 0)
            return 0;
        var covariance = new double[count * count];
        Dense.Gram(Conditions, count, Count, covariance);
        for (var i = 0; i < count; i++)
            covariance[i * count + i] += 1;
        Dense.TryCholesky(covariance, count);
        var x = (double[])ConditionValues.Clone();
        Dense.SolveLower(covariance, count, x);
        return -0.5 * Dense.Dot(x, x) - 0.5 * Dense.LogDeterminant(covariance, count);
    }
}
