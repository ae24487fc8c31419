namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The second differences along an uneven time axis: how far each inner spectrum lies off the line through its
/// neighbours, scaled so that even steps give 1, -2, 1.
/// </summary>
internal sealed class TimeCoupling
{
    private readonly double[] _rows;

    public TimeCoupling(IReadOnlyList<double> times)
    {
        Count = times.Count;
        Rows = Math.Max(Count - 2, 0);
        _rows = new double[3 * Rows];
        var steps = Enumerable
            .Range(1, Math.Max(Count - 1, 0))
            .Select(k => times[k] - times[k - 1])
            .Order()
            .ToArray();
        var typical = steps.Length > 0 ? steps[steps.Length / 2] : 1;
        for (var t = 0; t < Rows; t++)
        {
            // Over a longer pause more change is to be expected: the variance of the difference grows with the span.
            var before = Math.Max((times[t + 1] - times[t]) / typical, 1e-3);
            var after = Math.Max((times[t + 2] - times[t + 1]) / typical, 1e-3);
            var spread = Math.Sqrt((before + after) / 2);
            _rows[3 * t] = 1 / before / spread;
            _rows[3 * t + 2] = 1 / after / spread;
            _rows[3 * t + 1] = -_rows[3 * t] - _rows[3 * t + 2];
        }
    }

    /// <summary>Number of spectra.</summary>
    public int Count { get; }

    /// <summary>Number of second differences.</summary>
    public int Rows { get; }

    /// <summary>Coefficient of spectrum t + offset (0 to 2) in difference t.</summary>
    public double Coefficient(int t, int offset) => _rows[3 * t + offset];

    /// <summary>Logarithm of the determinant of own + strength D^T D over the spectra.</summary>
    public double LogDeterminant(double own, double strength)
    {
        var matrix = new BandedMatrix(Count, Math.Min(2, Count - 1));
        for (var t = 0; t < Count; t++)
            matrix[t, t] = own;
        for (var t = 0; t < Rows; t++)
        for (var i = 0; i < 3; i++)
        for (var j = 0; j <= i; j++)
            matrix[t + i, t + j] += strength * Coefficient(t, i) * Coefficient(t, j);
        return matrix.TryFactor() ? matrix.LogDeterminant() : double.NaN;
    }
}
