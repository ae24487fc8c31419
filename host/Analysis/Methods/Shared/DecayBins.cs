namespace EdgeTester.Analysis.Methods;

/// <summary>
/// The rows of a decay gathered in bins that widen with time, each with its number of rows: an exponential hardly bends within one, and
/// ten thousand rows cost no more than a hundred.
/// </summary>
internal sealed class DecayBins
{
    private const int PerDecade = 40;
    private const int MostPlainRows = 200;

    private DecayBins(double[] time, double[] value, double[] weight, double scatter, int rows)
    {
        Time = time;
        Value = value;
        Weight = weight;
        Within = scatter;
        Rows = rows;
    }

    public double[] Time { get; }

    public double[] Value { get; }

    /// <summary>Rows of each bin.</summary>
    public double[] Weight { get; }

    /// <summary>Sum of squares of the rows about the straight line or mean of their own bin.</summary>
    public double Within { get; }

    public int Rows { get; }

    public int Count => Time.Length;

    public static DecayBins Of(ReadOnlySpan<double> time, ReadOnlySpan<double> values)
    {
        var rows = time.Length;
        var (t, y, w) = (new List<double>(), new List<double>(), new List<double>());
        var start = time[0];
        var within = 0.0;
        for (var k = 0; k < rows; )
        {
            var end = k + 1;
            if (rows > MostPlainRows)
            {
                var edge = (time[k] - start) * Math.Pow(10, 1.0 / PerDecade);
                while (end < rows && time[end] - start <= edge)
                    end++;
            }
            double sumT = 0,
                sumY = 0;
            for (var i = k; i < end; i++)
            {
                sumT += time[i];
                sumY += values[i];
            }
            var n = end - k;
            var (meanT, meanY) = (sumT / n, sumY / n);
            double spread = 0,
                product = 0,
                square = 0;
            for (var i = k; i < end; i++)
            {
                spread += (time[i] - meanT) * (time[i] - meanT);
                product += (time[i] - meanT) * (values[i] - meanY);
                square += (values[i] - meanY) * (values[i] - meanY);
            }
            within += Math.Max(0, square - (spread > 0 ? product * product / spread : 0));
            t.Add(meanT - start);
            y.Add(meanY);
            w.Add(n);
            k = end;
        }
        return new DecayBins(t.ToArray(), y.ToArray(), w.ToArray(), within, rows);
    }
}
