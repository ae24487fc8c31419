using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Fitting;

/// <summary>Which variables have an error at a minimum, and their covariance for unit variance of the residuals.</summary>
internal sealed class Uncertainty
{
    private readonly double[,] _covariance;
    private readonly ParameterState[] _states;

    private Uncertainty(int[] used, double[,] covariance, ParameterState[] states)
    {
        Used = used;
        _covariance = covariance;
        _states = states;
    }

    /// <summary>The variables that have an error.</summary>
    public int[] Used { get; }

    /// <summary>Covariance of two of the variables in <see cref="Used"/>, by their places there, for unit variance.</summary>
    public double VariableCovariance(int a, int b) => _covariance[a, b];

    public static Uncertainty Of(ParameterMap map, double[] x, double[] jacobian, int rows)
    {
        var states = new ParameterState[map.Count];
        for (var j = 0; j < map.Count; j++)
        {
            var tolerance = 1e-9 * (map.Upper[j] - map.Lower[j]);
            states[j] =
                x[j] - map.Lower[j] <= tolerance ? ParameterState.AtLowerLimit
                : map.Upper[j] - x[j] <= tolerance ? ParameterState.AtUpperLimit
                : ParameterState.Free;
        }
        while (true)
        {
            var used = Enumerable.Range(0, map.Count).Where(j => states[j] == ParameterState.Free).ToArray();
            var covariance = Numerics.Covariance.Of(jacobian, rows, used, out var rank);
            if (rank == used.Length)
                return new Uncertainty(used, covariance, states);
            // The variable that moves the model least is the one that nothing can be said about.
            var weakest = used.MinBy(j => VectorMath.Norm(jacobian.AsSpan(j * rows, rows)));
            states[weakest] = ParameterState.Undetermined;
        }
    }

    public ParameterState StateOf(ParameterMap map, int parameter)
    {
        var variables = map.VariablesOf(parameter);
        if (variables.Length == 0)
            return ParameterState.Fixed;
        // An ordered parameter whose increment is zero still moves with the one before it.
        var own = _states[variables[^1]];
        if (own is ParameterState.Free or ParameterState.Undetermined || variables.Length == 1)
            return own;
        return variables.Any(j => _states[j] == ParameterState.Free) ? ParameterState.Free : own;
    }

    /// <summary>Covariance of the parameters in their units.</summary>
    public double[,] ParameterCovariance(ParameterMap map, double[] values, double variance)
    {
        var n = values.Length;
        var place = new Dictionary<int, int>();
        for (var k = 0; k < Used.Length; k++)
            place[Used[k]] = k;
        var result = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var k = i; k < n; k++)
        {
            var sum = 0.0;
            foreach (var a in map.VariablesOf(i))
                if (place.TryGetValue(a, out var row))
                    foreach (var b in map.VariablesOf(k))
                        if (place.TryGetValue(b, out var column))
                            sum += _covariance[row, column];
            result[i, k] = result[k, i] = sum * variance * map.Slope(i, values[i]) * map.Slope(k, values[k]);
        }
        return result;
    }
}
