namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// Draws of the unknowns of a sum of arcs from Laplace's approximation of their posterior, cut off at the physical
/// range. Resistances, time constants and gamma are bent functions of the unknowns: their quantiles follow from the
/// draws where a first-order error would not.
/// </summary>
internal sealed class ArcDraws
{
    private const int MostRefusals = 20;

    private ArcDraws(ArcModel model, double[][] unknowns)
    {
        Model = model;
        Unknowns = unknowns;
    }

    public ArcModel Model { get; }

    /// <summary>Unknowns of each draw, in the order of the model's; all weigh the same.</summary>
    public double[][] Unknowns { get; }

    /// <param name="model">A fitted model.</param>
    /// <param name="count">Number of draws.</param>
    /// <param name="random">Where they come from.</param>
    public static ArcDraws Of(ArcModel model, int count, Random random)
    {
        var dimension = model.Unknowns.Length;
        var draws = new double[count][];
        var step = new double[dimension];
        for (var k = 0; k < count; k++)
        {
            var x = new double[dimension];
            for (var attempt = 0; attempt < MostRefusals; attempt++)
            {
                // Draws come in pairs on either side of the mode: that halves the noise of their mean.
                var mirrored = k % 2 == 1 && attempt == 0;
                for (var j = 0; j < dimension; j++)
                    step[j] = mirrored ? -step[j] : NormalDistribution.Draw(random);
                step.CopyTo(x, 0);
                Dense.SolveUpper(model.Factor, dimension, x);
                for (var j = 0; j < dimension; j++)
                    x[j] = model.Unknowns[j] + (double.IsFinite(x[j]) ? x[j] : 0);
                if (model.Series.IsPossible(x))
                    break;
            }
            model.Series.Clamp(x);
            draws[k] = x;
        }
        return new ArcDraws(model, draws);
    }
}
