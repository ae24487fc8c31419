namespace EdgeTester.Analysis.Relaxation;

/// <summary>Quantiles of a mixture of weighted draws and normal distributions.</summary>
internal sealed class MixtureQuantiles
{
    private const int PointsOfNormal = 48;
    private static readonly double[] Normal = Enumerable
        .Range(0, PointsOfNormal)
        .Select(k => NormalDistribution.Quantile((k + 0.5) / PointsOfNormal))
        .ToArray();

    private double[] _values = new double[256];
    private double[] _weights = new double[256];
    private int _count;
    private double _total;

    public bool IsEmpty => _count == 0;

    public void Clear()
    {
        _count = 0;
        _total = 0;
    }

    public void Add(double value, double weight)
    {
        if (weight <= 0)
            return;
        if (_count == _values.Length)
        {
            Array.Resize(ref _values, 2 * _count);
            Array.Resize(ref _weights, 2 * _count);
        }
        _values[_count] = value;
        _weights[_count++] = weight;
        _total += weight;
    }

    public void AddNormal(double mean, double deviation, double weight)
    {
        foreach (var z in Normal)
            Add(mean + z * deviation, weight / PointsOfNormal);
    }

    /// <summary>The values below which the given shares (rising, each between 0 and 1) of the weight lie.</summary>
    public double[] At(params ReadOnlySpan<double> shares)
    {
        Array.Sort(_values, _weights, 0, _count);
        var result = new double[shares.Length];
        var below = 0.0;
        var next = 0;
        for (var k = 0; k < _count && next < shares.Length; k++)
        {
            // Each value stands at the middle of its weight; between them the share is a line.
            var here = below + _weights[k] / 2;
            while (next < shares.Length && here >= shares[next] * _total)
            {
                var before = k == 0 ? here : below - _weights[k - 1] / 2;
                var t = here > before ? (shares[next] * _total - before) / (here - before) : 1;
                result[next++] = k == 0 ? _values[0] : _values[k - 1] + t * (_values[k] - _values[k - 1]);
            }
            below += _weights[k];
        }
        while (next < shares.Length)
            result[next++] = _values[Math.Max(_count - 1, 0)];
        return result;
    }
}
