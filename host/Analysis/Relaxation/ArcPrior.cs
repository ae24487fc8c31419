namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The prior that gamma is a sum of arcs times exp(d), d a smooth Gaussian process: what the arcs cannot describe, d
/// may, and how far is left to the evidence. The arcs' own unknowns enter through their tangent at the best fit.
/// </summary>
internal static class ArcPrior
{
    /// <summary>Correlation length of d in units of ln tau (about half a decade).</summary>
    private const double Length = 1.0;

    /// <param name="grid">The grids.</param>
    /// <param name="data">The spectrum.</param>
    /// <param name="model">The fitted arcs.</param>
    /// <param name="fit">Where the arcs' own priors are.</param>
    /// <param name="deviation">Standard deviation of d; 0 for the arcs alone.</param>
    public static LogarithmPrior Build(
        LogarithmGrid grid,
        WeightedSpectrum data,
        ArcModel model,
        ArcFit fit,
        double deviation
    )
    {
        var first = model.Series.Count;
        var arcs = model.Unknowns.Length - first;
        var centres = deviation > 0 ? Centres(grid) : [];
        var count = arcs + centres.Length;
        var prior = Enumerable.Range(first, arcs).Select(k => fit.Prior(model, k)).ToArray();

        var cell = grid.AnswerCell;
        var (mean, basis) = Tangent(grid.Nodes, 0);
        var (answerMean, answerBasis) = Tangent(grid.Answer, cell);
        var start = new double[count];
        for (var k = 0; k < arcs; k++)
            start[k] = (model.Unknowns[first + k] - prior[k].Centre) / prior[k].Deviation;

        // The grid cannot hold a sharp arc; the arcs' exact impedance less the grid's takes that up.
        var rows = 2 * data.Points;
        var offset = new double[rows];
        model.Evaluate(model.Unknowns, offset, []);
        var series = new double[rows];
        model.Series.Evaluate(model.Unknowns, series, []);
        var gamma = model.Gamma(model.Unknowns, grid.Nodes, 0);
        var onGrid = new double[rows];
        Dense.Multiply(grid.Kernel, rows, gamma.Length, gamma, onGrid);
        for (var k = 0; k < rows; k++)
            offset[k] -= series[k] + onGrid[k];

        return new LogarithmPrior
        {
            Count = count,
            Mean = mean,
            Basis = basis,
            AnswerMean = answerMean,
            AnswerBasis = answerBasis,
            Start = start,
            Offset = offset,
        };

        (double[] Mean, double[] Basis) Tangent(double[] logTau, double width)
        {
            var f = new double[logTau.Length];
            var c = new double[logTau.Length * count];
            var gamma = model.Gamma(model.Unknowns, logTau, width);
            for (var m = 0; m < logTau.Length; m++)
                f[m] = Math.Log(gamma[m]);
            for (var k = 0; k < arcs; k++)
            {
                var moved = (double[])model.Unknowns.Clone();
                const double h = 1e-4;
                moved[first + k] += h;
                var there = model.Gamma(moved, logTau, width);
                for (var m = 0; m < logTau.Length; m++)
                    c[m * count + k] = (Math.Log(there[m]) - f[m]) / h * prior[k].Deviation;
            }
            for (var m = 0; m < logTau.Length; m++)
            {
                for (var k = 0; k < arcs; k++)
                    f[m] -=
                        c[m * count + k] * (model.Unknowns[first + k] - prior[k].Centre) / prior[k].Deviation;
                for (var k = 0; k < centres.Length; k++)
                    c[m * count + arcs + k] = deviation * Bump(logTau[m] - centres[k]);
            }
            return (f, c);
        }
    }

    private static double[] Centres(LogarithmGrid grid)
    {
        var spacing = 0.6 * Length;
        var count = (int)Math.Ceiling((grid.Nodes[^1] - grid.Nodes[0]) / spacing) + 1;
        return Enumerable.Range(0, count).Select(k => grid.Nodes[0] + k * spacing).ToArray();
    }

    /// <summary>Bumps whose squares add to about one everywhere, so that their common factor is a deviation.</summary>
    private static double Bump(double x)
    {
        const double width = Length / 1.4142135623730951;
        return Math.Sqrt(0.6 * Length / (Math.Sqrt(Math.PI) * width))
            * Math.Exp(-0.5 * x * x / (width * width));
    }
}
