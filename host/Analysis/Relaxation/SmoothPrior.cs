namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The prior that ln gamma is a line bent by white noise: a Gaussian prior on its second difference. The flanks of
/// ZARC and Havriliak-Negami arcs are straight lines in ln gamma, which is why this prior suits them where one on the
/// curvature of gamma itself does not.
/// </summary>
internal static class SmoothPrior
{
    private const double LevelDeviation = 6;
    private const double SlopeDeviation = 0.8;
    private const double EndSlope = 0.8;
    private const double EndSlopeDeviation = 0.4;

    /// <param name="grid">The grids.</param>
    /// <param name="level">ln of the gamma expected before the data are seen.</param>
    /// <param name="bending">Standard deviation of the change of slope over one unit of ln tau.</param>
    /// <param name="start">ln gamma on the grid of the fit to begin with.</param>
    public static LogarithmPrior Build(LogarithmGrid grid, double level, double bending, double[] start)
    {
        var nodes = grid.Nodes;
        var m = nodes.Length;
        var step = grid.Step;
        var noise = bending * Math.Pow(step, 1.5);
        var centre = m / 2;
        var basis = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            basis[i * m] = LevelDeviation;
            basis[i * m + 1] = SlopeDeviation * (nodes[i] - nodes[centre]);
            // The remaining m - 2 components bend the line at the inner nodes, outwards from the centre.
            for (var j = 1; j < m - 1; j++)
            {
                var reach = j >= centre ? Math.Max(i - j, 0) : Math.Max(j - i, 0);
                basis[i * m + j + 1] = noise * reach;
            }
        }
        var conditions = new double[2 * m];
        Slope(0, 1, conditions.AsSpan(0, m));
        Slope(m - 2, m - 1, conditions.AsSpan(m, m));
        var mean = new double[m];
        Array.Fill(mean, level);
        var answer = grid.Interpolation;
        var answerBasis = new double[grid.Answer.Length * m];
        for (var i = 0; i < grid.Answer.Length; i++)
            foreach (var (node, share) in answer[i])
                Dense.Add(answerBasis.AsSpan(i * m, m), basis.AsSpan(node * m, m), share);
        var answerMean = new double[grid.Answer.Length];
        Array.Fill(answerMean, level);
        return new LogarithmPrior
        {
            Count = m,
            Mean = mean,
            Basis = basis,
            AnswerMean = answerMean,
            AnswerBasis = answerBasis,
            Conditions = conditions,
            ConditionValues = [EndSlope / EndSlopeDeviation, -EndSlope / EndSlopeDeviation],
            Start = Coordinates(start),
        };

        void Slope(int from, int to, Span<double> row)
        {
            Dense.Add(row, basis.AsSpan(to * m, m), 1 / (step * EndSlopeDeviation));
            Dense.Add(row, basis.AsSpan(from * m, m), -1 / (step * EndSlopeDeviation));
        }

        double[] Coordinates(double[] f)
        {
            var xi = new double[m];
            xi[0] = (f[centre] - level) / LevelDeviation;
            xi[1] = (f[centre] - f[centre - 1]) / step / SlopeDeviation;
            for (var j = 1; j < m - 1; j++)
                xi[j + 1] = (f[j + 1] - 2 * f[j] + f[j - 1]) / noise;
            return xi;
        }
    }
}
