namespace EdgeTester.Analysis.Relaxation;

/// <summary>A local maximum of a curve: where it is and which part of the curve belongs to it.</summary>
/// <param name="Index">The highest grid point.</param>
/// <param name="Left">First grid point that belongs to the peak (a valley or the end of the grid).</param>
/// <param name="Right">Last grid point that belongs to the peak.</param>
/// <param name="Saddle">The grid point of the higher one of the two valleys that enclose the peak.</param>
/// <param name="Prominence">Height above that valley.</param>
internal readonly record struct CurvePeak(int Index, int Left, int Right, int Saddle, double Prominence);

/// <summary>Finds the peaks of a curve by their topographic prominence.</summary>
internal static class PeakFinder
{
    /// <summary>Peaks whose prominence is at least this share of the highest point are reported.</summary>
    public const double VisibleShare = 0.03;

    public static List<CurvePeak> Find(ReadOnlySpan<double> curve, double smallestProminence)
    {
        var tops = new List<int>();
        for (var k = 1; k + 1 < curve.Length; k++)
        {
            if (!(curve[k] > curve[k - 1]))
                continue;
            var end = k;
            while (end + 1 < curve.Length && curve[end + 1] == curve[k])
                end++;
            if (end + 1 < curve.Length && curve[end + 1] < curve[k])
                tops.Add((k + end) / 2);
            k = end;
        }

        var visible = new List<(int Top, int Saddle, double Prominence)>();
        foreach (var top in tops)
        {
            var (left, leftIsOpen) = Lowest(curve, top, -1);
            var (right, rightIsOpen) = Lowest(curve, top, 1);
            // The valley towards a higher peak counts; an open end counts only when both sides are open.
            int saddle;
            if (leftIsOpen == rightIsOpen)
                saddle = curve[left] > curve[right] ? left : right;
            else
                saddle = leftIsOpen ? right : left;
            var prominence = curve[top] - curve[saddle];
            if (prominence >= smallestProminence && prominence > 0)
                visible.Add((top, saddle, prominence));
        }

        var peaks = new List<CurvePeak>();
        for (var k = 0; k < visible.Count; k++)
        {
            var left = k == 0 ? 0 : LowestBetween(curve, visible[k - 1].Top, visible[k].Top);
            var right =
                k == visible.Count - 1
                    ? curve.Length - 1
                    : LowestBetween(curve, visible[k].Top, visible[k + 1].Top);
            peaks.Add(new CurvePeak(visible[k].Top, left, right, visible[k].Saddle, visible[k].Prominence));
        }
        return peaks;
    }

    private static (int Index, bool Open) Lowest(ReadOnlySpan<double> curve, int top, int step)
    {
        var lowest = top;
        for (var k = top + step; k >= 0 && k < curve.Length; k += step)
        {
            if (curve[k] > curve[top])
                return (lowest, false);
            if (curve[k] < curve[lowest])
                lowest = k;
        }
        return (lowest, true);
    }

    private static int LowestBetween(ReadOnlySpan<double> curve, int from, int to)
    {
        var lowest = from;
        for (var k = from; k <= to; k++)
            if (curve[k] < curve[lowest])
                lowest = k;
        return lowest;
    }
}
