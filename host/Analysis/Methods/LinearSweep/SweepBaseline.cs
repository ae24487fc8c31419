using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>The straight line through the quiet part of a sweep.</summary>
/// <param name="Line">Current in A against voltage in V.</param>
/// <param name="Noise">Standard deviation of a row about the line in A.</param>
/// <param name="End">Index of the first row after the quiet part.</param>
/// <param name="Rows">Rows of the quiet part.</param>
internal sealed record SweepBaseline(LineFit Line, double Noise, int End, int Rows)
{
    /// <summary>First guess of the quiet part: below this share of the largest current.</summary>
    private const double QuietShare = 0.05;

    /// <summary>The first rows, in which the cell charges, do not count.</summary>
    private const double ChargingShare = 0.05;

    /// <summary>So many rows in a row above three deviations are no longer noise.</summary>
    private const int Consecutive = 5;

    public static SweepBaseline Of(SweepData sweep)
    {
        var first = (int)(ChargingShare * sweep.Count);
        var middle = RobustScatter.Median(sweep.Current.AsSpan(first, Math.Max(5, sweep.Count / 10)));
        var distance = sweep.Current.Select(i => Math.Abs(i - middle)).ToArray();
        var largest = distance.Skip(first).Max();
        var end = first;
        var quiet = Math.Max(QuietShare * largest, 6 * RobustScatter.Noise(sweep.Current));
        while (end < sweep.Count && distance[end] <= quiet)
            end++;
        end = Math.Max(end, Math.Min(sweep.Count, first + 5));
        var line = Fit(sweep, first, end);
        for (var pass = 0; pass < 8; pass++)
        {
            var noise = Deviation(sweep, line, first, first + Math.Max(5, (end - first) / 2));
            var departure = Departure(sweep, line, first + (end - first) / 2, end, noise);
            if (departure == end)
                break;
            end = Math.Max(departure, first + 5);
            line = Fit(sweep, first, end);
        }
        return new SweepBaseline(line, Deviation(sweep, line, first, end), end, end - first);
    }

    /// <summary>Current beyond the line in the direction of the sweep, one a row.</summary>
    public double[] Excess(SweepData sweep) =>
        sweep.Voltage.Select((v, k) => sweep.Direction * (sweep.Current[k] - Line.At(v))).ToArray();

    private static LineFit Fit(SweepData sweep, int first, int end) =>
        LineFit.Of(sweep.Voltage[first..end], sweep.Current[first..end], null, isSeries: true);

    private static double Deviation(SweepData sweep, LineFit line, int first, int end) =>
        RobustScatter.Deviation(
            Enumerable
                .Range(first, end - first)
                .Select(k => sweep.Current[k] - line.At(sweep.Voltage[k]))
                .ToArray()
        );

    private static int Departure(SweepData sweep, LineFit line, int from, int end, double noise)
    {
        var count = 0;
        for (var k = from; k < end; k++)
        {
            count =
                Math.Abs(sweep.Current[k] - line.At(sweep.Voltage[k])) > 3 * noise && noise > 0
                    ? count + 1
                    : 0;
            if (count == Consecutive)
                return k - Consecutive + 1;
        }
        return end;
    }
}
