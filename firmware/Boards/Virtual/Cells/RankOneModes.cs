namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>
/// The decay modes of RC nodes that are fed through a resistor from a voltage: the eigenvalues and vectors of
/// diag(rates) + weight c c', all rates distinct and not negative, weight positive, by the secular equation (Golub 1973,
/// doi:10.1137/1015032). Its roots are found as distances from the nearest rate, so that rates of 1e-13 to 1e9 per second
/// keep their digits.
/// </summary>
public sealed class RankOneModes
{
    private readonly double[] vectors;

    /// <summary>Solves the eigenproblem; the cost is some N^2 operations.</summary>
    /// <param name="rates">Rates in ascending order in 1/s.</param>
    /// <param name="coupling">c, none of them zero.</param>
    /// <param name="weight">Above 0.</param>
    public RankOneModes(ReadOnlySpan<double> rates, ReadOnlySpan<double> coupling, double weight)
    {
        int n = rates.Length;
        Rates = new double[n];
        Participation = new double[n];
        vectors = new double[n * n];
        var squares = new double[n];
        double sum = 0;
        for (int k = 0; k < n; k++)
        {
            squares[k] = coupling[k] * coupling[k] * weight;
            sum += squares[k];
        }
        var gaps = new double[n];
        for (int mode = 0; mode < n; mode++)
        {
            double interval = mode + 1 < n ? rates[mode + 1] - rates[mode] : sum;
            // With the pole nearest to the root as origin the differences below lose nothing.
            int origin = mode + 1 < n && Secular(rates, squares, mode, interval / 2) < 0 ? mode + 1 : mode;
            double offset = Root(rates, squares, mode, origin, interval);
            Rates[mode] = rates[origin] + offset;
            double norm = 0;
            for (int k = 0; k < n; k++)
            {
                gaps[k] = rates[k] - rates[origin] - offset;
                double entry = coupling[k] / gaps[k];
                vectors[mode * n + k] = entry;
                norm += entry * entry;
            }
            norm = 1 / Math.Sqrt(norm);
            double participation = 0;
            for (int k = 0; k < n; k++)
            {
                vectors[mode * n + k] *= norm;
                participation += vectors[mode * n + k] * coupling[k];
            }
            Participation[mode] = participation;
        }
    }

    /// <summary>Decay rate of each mode in 1/s, ascending.</summary>
    public double[] Rates { get; }

    /// <summary>c' u of each mode: how it is driven, and how it shows at the terminals.</summary>
    public double[] Participation { get; }

    /// <summary>Mode amplitudes of a vector.</summary>
    public void ToModes(ReadOnlySpan<double> vector, Span<double> modes)
    {
        int n = Rates.Length;
        for (int mode = 0; mode < n; mode++)
        {
            var row = vectors.AsSpan(mode * n, n);
            double sum = 0;
            for (int k = 0; k < n; k++)
            {
                sum += row[k] * vector[k];
            }
            modes[mode] = sum;
        }
    }

    /// <summary>The vector of mode amplitudes.</summary>
    public void FromModes(ReadOnlySpan<double> modes, Span<double> vector)
    {
        int n = Rates.Length;
        vector[..n].Clear();
        for (int mode = 0; mode < n; mode++)
        {
            double amplitude = modes[mode];
            var row = vectors.AsSpan(mode * n, n);
            for (int k = 0; k < n; k++)
            {
                vector[k] += amplitude * row[k];
            }
        }
    }

    private static double Secular(ReadOnlySpan<double> rates, double[] squares, int origin, double offset)
    {
        double value = 1;
        for (int k = 0; k < squares.Length; k++)
        {
            value += squares[k] / (rates[k] - rates[origin] - offset);
        }
        return value;
    }

    // The secular function rises from minus to plus infinity over each interval. Newton on a model that has the interval's two poles
    // and is exact in value and slope at the last guess; bisection where that leaves the bracket.
    private static double Root(
        ReadOnlySpan<double> rates,
        double[] squares,
        int mode,
        int origin,
        double interval
    )
    {
        double low = origin == mode ? 0 : -interval;
        double high = origin == mode ? interval : 0;
        if (mode + 1 < squares.Length)
        {
            if (origin == mode)
            {
                high = interval / 2;
            }
            else
            {
                low = -interval / 2;
            }
        }
        double offset = 0.5 * (low + high);
        double pole = squares[origin];
        for (int i = 0; i < 100; i++)
        {
            // Split: 1 + rest(x) - pole/x, with the rest taken as a straight line.
            double rest = 1;
            double slope = 0;
            for (int k = 0; k < squares.Length; k++)
            {
                if (k == origin)
                {
                    continue;
                }
                double inverse = 1 / (rates[k] - rates[origin] - offset);
                rest += squares[k] * inverse;
                slope += squares[k] * inverse * inverse;
            }
            double value = rest - pole / offset;
            if (value < 0)
            {
                low = offset;
            }
            else
            {
                high = offset;
            }
            // slope x^2 + (rest - slope x0) x - pole = 0; the positive root for the interval above the pole, else the negative one.
            double b = rest - slope * offset;
            double root = Math.Sqrt(b * b + 4 * slope * pole);
            double next =
                origin == mode
                    ? (b > 0 ? 2 * pole / (b + root) : (root - b) / (2 * slope))
                    : (b < 0 ? 2 * pole / (b - root) : -(root + b) / (2 * slope));
            if (!(next > low && next < high))
            {
                next = Middle(low, high);
            }
            if (Math.Abs(next - offset) <= 3e-15 * Math.Abs(next))
            {
                return next;
            }
            offset = next;
        }
        return offset;
    }

    // Brackets span many decades: halve the logarithm where both ends have a sign.
    private static double Middle(double low, double high)
    {
        if (low > 0)
        {
            return Math.Sqrt(low * high);
        }
        if (high < 0)
        {
            return -Math.Sqrt(low * high);
        }
        return low == 0 ? high / 1024 : low / 1024;
    }
}
