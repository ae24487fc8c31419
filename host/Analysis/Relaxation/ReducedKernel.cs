namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The weighted Debye kernel and the linear terms in series, projected on the few directions of the 2N observations
/// that they can reach: the kernel is so smooth that a third of the dimensions hold all of it to rounding.
/// </summary>
internal sealed class ReducedKernel
{
    private readonly WeightedSpectrum _data;
    private readonly double[] _directions;

    public ReducedKernel(WeightedSpectrum data, SeriesTerms series, LogarithmGrid grid)
    {
        _data = data;
        Version = data.Version;
        int observations = 2 * data.Points,
            nodes = grid.Nodes.Length;
        IsReduced = series.IsLinear;
        SeriesCount = series.Count;

        var weight = new double[observations];
        for (var k = 0; k < observations; k++)
            weight[k] = data.Weight(k);
        var columns = new double[(series.Count + nodes) * observations];
        series.Evaluate(series.Start(), new double[observations], columns);
        for (var node = 0; node < nodes; node++)
        for (var k = 0; k < observations; k++)
            columns[(series.Count + node) * observations + k] = grid.Kernel[k * nodes + node];
        for (var j = 0; j < series.Count + nodes; j++)
        for (var k = 0; k < observations; k++)
            columns[j * observations + k] *= weight[k];

        if (!IsReduced)
        {
            Rows = observations;
            _directions = [];
            Kernel = columns.AsSpan(series.Count * observations).ToArray();
            Series = [];
            return;
        }
        _directions = Directions(columns, series.Count + nodes, observations, out var rank);
        Rows = rank;
        var projected = new double[(series.Count + nodes) * rank];
        for (var j = 0; j < series.Count + nodes; j++)
            Dense.Multiply(
                _directions,
                rank,
                observations,
                columns.AsSpan(j * observations, observations),
                projected.AsSpan(j * rank, rank)
            );
        // The phase element enters by its logarithm, the others linearly.
        Series = projected.AsSpan(0, series.Count * rank).ToArray();
        Kernel = projected.AsSpan(series.Count * rank).ToArray();
    }

    public int Version { get; }

    /// <summary>False with a nonlinear term in series, which leaves every fixed set of directions.</summary>
    public bool IsReduced { get; }

    public int Rows { get; }

    public int SeriesCount { get; }

    /// <summary>One column of <see cref="Rows"/> for each node.</summary>
    public double[] Kernel { get; }

    /// <summary>One column of <see cref="Rows"/> for each term in series at the values of its start.</summary>
    public double[] Series { get; }

    /// <summary>
    /// 2N values over sigma in the reduced directions, and the square of what lies outside of them.
    /// </summary>
    public double[] Project(ReadOnlySpan<double> values, out double outside)
    {
        var weighted = new double[values.Length];
        for (var k = 0; k < weighted.Length; k++)
            weighted[k] = _data.Weight(k) * values[k];
        outside = 0;
        if (!IsReduced)
            return weighted;
        var projected = new double[Rows];
        Dense.Multiply(_directions, Rows, weighted.Length, weighted, projected);
        for (var r = 0; r < Rows; r++)
            Dense.Add(weighted, _directions.AsSpan(r * weighted.Length, weighted.Length), -projected[r]);
        outside = Dense.Dot(weighted, weighted);
        return projected;
    }

    /// <summary>Orthonormal directions of the columns by Gram-Schmidt, the longest remainder next.</summary>
    private static double[] Directions(double[] columns, int count, int length, out int rank)
    {
        var rest = (double[])columns.Clone();
        var norm = new double[count];
        for (var j = 0; j < count; j++)
        {
            var column = rest.AsSpan(j * length, length);
            norm[j] = Dense.Dot(column, column);
            // Columns of very different length (R, L) count alike.
            var scale = norm[j] > 0 ? 1 / Math.Sqrt(norm[j]) : 0;
            for (var k = 0; k < length; k++)
                column[k] *= scale;
            norm[j] = norm[j] > 0 ? 1 : 0;
        }
        var directions = new double[Math.Min(count, length) * length];
        rank = 0;
        while (rank < Math.Min(count, length))
        {
            var next = Array.IndexOf(norm, norm.Max());
            if (norm[next] < 1e-26)
                break;
            var direction = directions.AsSpan(rank * length, length);
            rest.AsSpan(next * length, length).CopyTo(direction);
            // A second pass against the earlier directions keeps them orthogonal to rounding.
            for (var r = 0; r < rank; r++)
            {
                var earlier = directions.AsSpan(r * length, length);
                Dense.Add(direction, earlier, -Dense.Dot(direction, earlier));
            }
            var size = 1 / Math.Sqrt(Dense.Dot(direction, direction));
            for (var k = 0; k < length; k++)
                direction[k] *= size;
            for (var j = 0; j < count; j++)
            {
                if (norm[j] < 1e-26)
                    continue;
                var column = rest.AsSpan(j * length, length);
                Dense.Add(column, direction, -Dense.Dot(column, direction));
                norm[j] = Dense.Dot(column, column);
            }
            norm[next] = 0;
            rank++;
        }
        return directions;
    }
}
