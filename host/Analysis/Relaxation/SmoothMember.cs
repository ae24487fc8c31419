namespace EdgeTester.Analysis.Relaxation;

/// <summary>A spectrum of a series described by a smooth ln gamma in the directions that data can see.</summary>
internal sealed class SmoothMember(
    WeightedSpectrum data,
    SeriesTerms series,
    LogarithmFit fit,
    LogarithmPrior prior
) : IJointMember
{
    public WeightedSpectrum Data => data;

    public int Observations => 2 * data.UsedCount;

    public double Linearize(double[] unknowns, double[] gram, double[] gradient) =>
        fit.Linearize(prior, unknowns, gram, gradient);

    public double[] Impedance(double[] unknowns) => fit.Impedance(prior, unknowns);

    public void Clamp(double[] unknowns) => series.Clamp(unknowns);

    /// <summary>
    /// The prior restricted to the directions of xi that a set of estimates is informed about, around one of them.
    /// </summary>
    /// <param name="full">Prior of all directions.</param>
    /// <param name="centre">xi that the rest is held at.</param>
    /// <param name="information">Sum of J^T J / s^2 over the estimates, in the directions of xi.</param>
    /// <param name="most">Largest number of directions kept.</param>
    public static (LogarithmPrior Prior, double[] Centre) Reduce(
        LogarithmPrior full,
        ReadOnlySpan<double> centre,
        double[] information,
        int most
    )
    {
        var count = full.Count;
        SymmetricEigen.Decompose(information, count, out var values, out var vectors);
        var kept = Enumerable
            .Range(0, count)
            .Where(k => values[k] > 0.05)
            .OrderByDescending(k => values[k])
            .Take(most)
            .ToArray();
        var xi = centre.ToArray();
        var prior = new LogarithmPrior
        {
            Count = kept.Length,
            Mean = Shift(full.Mean, full.Basis),
            Basis = Combine(full.Basis, full.Mean.Length),
            AnswerMean = Shift(full.AnswerMean, full.AnswerBasis),
            AnswerBasis = Combine(full.AnswerBasis, full.AnswerMean.Length),
            Start = new double[kept.Length],
        };
        return (prior, kept.Select(k => -Dense.Dot(vectors.AsSpan(k * count, count), xi)).ToArray());

        double[] Shift(double[] mean, double[] basis)
        {
            var shifted = new double[mean.Length];
            Dense.Multiply(basis, mean.Length, count, xi, shifted);
            Dense.Add(shifted, mean, 1);
            return shifted;
        }

        double[] Combine(double[] basis, int rows)
        {
            var combined = new double[rows * kept.Length];
            for (var m = 0; m < rows; m++)
            for (var k = 0; k < kept.Length; k++)
                combined[m * kept.Length + k] = Dense.Dot(
                    basis.AsSpan(m * count, count),
                    vectors.AsSpan(kept[k] * count, count)
                );
            return combined;
        }
    }
}
