using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Voltage against charge of one plating.</summary>
internal sealed class PlatingCurve
{
    /// <summary>Rows about an extreme through which a parabola is laid, as a share of the charge to either side.</summary>
    private const double ExtremeReach = 0.1;

    private readonly int _sign;

    private PlatingCurve(double[] time, double[] charge, double[] voltage, int sign)
    {
        (Time, Charge, Voltage, _sign) = (time, charge, voltage, sign);
    }

    public double[] Time { get; }

    /// <summary>Charge since the begin in C, positive.</summary>
    public double[] Charge { get; }

    public double[] Voltage { get; }

    public int Count => Time.Length;

    public static PlatingCurve Of(CellRecord record, HalfCycle half)
    {
        var time = record.Time(half.Step).ToArray();
        var current = record.Current(half.Step);
        var charge = new double[time.Length];
        for (var k = 1; k < time.Length; k++)
            charge[k] = charge[k - 1] + 0.5 * Math.Abs(current[k] + current[k - 1]) * (time[k] - time[k - 1]);
        return new PlatingCurve(time, charge, record.Voltage(half.Step).ToArray(), half.Direction);
    }

    /// <summary>
    /// The first extreme of |V|: the voltage goes up to it and comes back by more than five deviations of the noise and a hundredth. Null
    /// where it does not come back.
    /// </summary>
    public (int Row, UncertainValue Volt, double Freedom)? Extreme(int end)
    {
        if (end < 12)
            return null;
        var noise = RobustScatter.Noise(Voltage.AsSpan(0, end));
        var top = 0;
        for (var k = 1; k < end; k++)
            if (_sign * Voltage[k] > _sign * Voltage[top])
                top = k;
        var later = Charge[end - 1] - Charge[top];
        // An extreme within the last hundredth is the end of a rise.
        if (top < 3 || later < 0.02 * Charge[end - 1])
            return null;
        var after = RobustScatter.Median(Voltage.AsSpan(top + (end - top) / 2, end - top - (end - top) / 2));
        if (_sign * (Voltage[top] - after) < Math.Max(5 * noise, 0.01 * Math.Abs(Voltage[top])))
            return null;
        var best = Parabola(top, end, noise);
        return best is null
            ? (top, new UncertainValue(Voltage[top], noise), double.PositiveInfinity)
            : (top, best.Value.Volt, best.Value.Freedom);
    }

    /// <summary>The stretch of a share of the whole charge whose line is the flattest, and the mean over it.</summary>
    public (UncertainValue Volt, double Freedom, DataWindow Window, bool IsFlat)? Flattest(
        int from,
        int end,
        double share
    )
    {
        var whole = Charge[end - 1];
        var length = Math.Min(share * whole, 0.5 * (whole - Charge[from]));
        (double Slope, int First, int Last)? best = null;
        const int places = 40;
        for (var p = 0; p <= places; p++)
        {
            var start = Charge[from] + (whole - Charge[from] - length) * p / places;
            var first = Index(start);
            var last = Math.Min(Index(start + length), end);
            if (last - first < 6)
                continue;
            var slope = Math.Abs(LineFit.Of(Charge[first..last], Voltage[first..last]).Slope);
            if (best is null || slope < best.Value.Slope)
                best = (slope, first, last);
        }
        if (best is not { } found)
            return null;
        var (a, b) = (found.First, found.Last);
        var middle = Charge[a..b].Average();
        var line = LineFit.Of(
            Charge[a..b].Select(q => q - middle).ToArray(),
            Voltage[a..b],
            null,
            isSeries: true
        );
        return (
            new UncertainValue(line.Intercept, line.InterceptError),
            line.DegreesOfFreedom,
            new DataWindow("time", Time[a], Time[b - 1], "s", b - a),
            Math.Abs(line.Slope) * (Charge[b - 1] - Charge[a]) <= 0.02 * Math.Abs(line.Intercept)
        );
    }

    /// <summary>The line through the last twentieth at its end.</summary>
    public (UncertainValue Volt, double Freedom) End(int end)
    {
        var first = Math.Min(Index(0.95 * Charge[end - 1]), Math.Max(0, end - 6));
        if (end - first < 4)
            return (new UncertainValue(Voltage[Math.Max(0, end - 1)], double.NaN), 1);
        var x = Charge[first..end].Select(q => q - Charge[end - 1]).ToArray();
        var line = LineFit.Of(x, Voltage[first..end], null, isSeries: true);
        return (new UncertainValue(line.Intercept, line.InterceptError), line.DegreesOfFreedom);
    }

    public MethodPicture Draw(CellDescription cell)
    {
        var rows = Pictures.Thin(Count);
        var (factor, unit) = cell.AreaSquareMeter is { } area
            ? (1 / (area.Value * 36000), "mAh/cm2")
            : (1 / 3.6, "mAh");
        return new MethodPicture(
            "One-way plating",
            new PictureAxis("capacity", unit),
            new PictureAxis("voltage", "V"),
            [
                new PictureSeries(
                    "voltage",
                    rows.Select(k => Charge[k] * factor).ToArray(),
                    rows.Select(k => Voltage[k]).ToArray(),
                    PictureMark.Line
                ),
            ]
        );
    }

    private (UncertainValue Volt, double Freedom)? Parabola(int top, int end, double noise)
    {
        // Wide enough that noise does not decide, narrow enough that the peak is a parabola.
        for (var reach = ExtremeReach; reach > 0.01; reach *= 0.6)
        {
            var first = Index(Charge[top] * (1 - 3 * reach));
            var last = Math.Min(end, Index(Charge[top] * (1 + 3 * reach)) + 1);
            if (last - first < 7)
                return null;
            var x = Charge[first..last].Select(q => q / Charge[top] - 1).ToArray();
            var fit = PolynomialFit.Of(x, Voltage[first..last], 3);
            if (fit.ResidualDeviation > 1.5 * noise && reach * 0.6 > 0.01)
                continue;
            var at = Vertex(fit, x[0], x[^1]);
            return (new UncertainValue(fit.At(at), fit.ErrorAt(at)), fit.DegreesOfFreedom);
        }
        return null;
    }

    private double Vertex(PolynomialFit fit, double from, double to)
    {
        var best = from;
        for (var k = 0; k <= 400; k++)
        {
            var x = from + (to - from) * k / 400;
            if (_sign * fit.At(x) > _sign * fit.At(best))
                best = x;
        }
        return best;
    }

    private int Index(double charge)
    {
        var found = Array.BinarySearch(Charge, charge);
        return Math.Clamp(found < 0 ? ~found : found, 0, Count - 1);
    }
}
