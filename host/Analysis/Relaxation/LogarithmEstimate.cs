namespace EdgeTester.Analysis.Relaxation;

/// <summary>The most probable ln gamma under one prior, with what is needed of its neighbourhood.</summary>
internal sealed class LogarithmEstimate
{
    public required LogarithmPrior Prior { get; init; }

    /// <summary>Unknowns of the terms in series, then xi.</summary>
    public required double[] Unknowns { get; init; }

    public required int SeriesCount { get; init; }

    public required double Variance { get; init; }

    public required double LogEvidence { get; init; }

    /// <summary>Cholesky factor of the posterior precision of all unknowns.</summary>
    public required double[] Factor { get; init; }

    public ReadOnlySpan<double> Xi => Unknowns.AsSpan(SeriesCount);

    public ReadOnlySpan<double> Series => Unknowns.AsSpan(0, SeriesCount);

    /// <summary>ln gamma on the grid of the fit.</summary>
    public double[] OnNodes() => Logarithm(Prior.Mean, Prior.Basis);

    /// <summary>ln gamma on the grid of the answer.</summary>
    public double[] OnAnswer() => Logarithm(Prior.AnswerMean, Prior.AnswerBasis);

    /// <summary>
    /// Rows S, one for each point of the answer, each as long as <see cref="Unknowns"/>: ln gamma = mode + S times a
    /// standard normal vector.
    /// </summary>
    public double[] AnswerSpread()
    {
        int all = Unknowns.Length,
            count = Prior.Count,
            points = Prior.AnswerMean.Length;
        var spread = new double[points * all];
        for (var m = 0; m < points; m++)
        {
            var row = spread.AsSpan(m * all, all);
            Prior.AnswerBasis.AsSpan(m * count, count).CopyTo(row[SeriesCount..]);
            Dense.SolveLower(Factor, all, row);
            // Data exact to rounding leave a precision that cannot be factored, and nothing uncertain.
            foreach (ref var value in row)
                if (!double.IsFinite(value))
                    value = 0;
        }
        return spread;
    }

    private double[] Logarithm(double[] mean, double[] basis)
    {
        var f = new double[mean.Length];
        Dense.Multiply(basis, mean.Length, Prior.Count, Xi, f);
        for (var k = 0; k < f.Length; k++)
            f[k] += mean[k];
        return f;
    }
}
