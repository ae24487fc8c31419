using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Where the current crosses a threshold for good, from a smooth curve through the rows about it.</summary>
internal static class OnsetCrossing
{
    /// <summary>The curve is laid through rows within the first of these factors of the threshold that holds enough of them.</summary>
    private static readonly double[] _reaches = [1.1, 1.2, 1.35, 1.6, 2, 3];

    /// <summary>Enough where the threshold stands far above the noise; where it does not, more rows than this share the noise.</summary>
    private const int EnoughRows = 9;

    public static DerivedQuantity? Find(
        SweepData sweep,
        SweepBaseline baseline,
        double threshold,
        UncertainValue area,
        InstrumentUncertainty instrument,
        List<string> warnings
    )
    {
        var excess = baseline.Excess(sweep);
        if (threshold < 5 * baseline.Noise)
            warnings.Add(
                "Outside the range of validity: the threshold lies within five deviations of the noise; use a larger one or a smaller current range."
            );
        var crossing = Enumerable
            .Range(baseline.End / 2, Math.Max(0, sweep.Count - baseline.End / 2 - 2))
            .FirstOrDefault(
                k => excess[k] > threshold && excess[k + 1] > threshold && excess[k + 2] > threshold,
                -1
            );
        if (crossing < 0)
            return null;
        var (value, freedom) = Curve(sweep, excess, crossing, threshold, baseline.Noise);
        // How far the onset moves where the current or the area is off by a share.
        var perShare =
            Math.Abs(
                Curve(sweep, excess, crossing, threshold * 1.05, baseline.Noise).Value.Value
                    - Curve(sweep, excess, crossing, threshold / 1.05, baseline.Noise).Value.Value
            ) / (2 * Math.Log(1.05));
        var share = Math.Sqrt(
            Math.Pow(area.StandardError / area.Value, 2) + Math.Pow(instrument.CurrentGain, 2)
        );
        return new UncertaintyBudget()
            .Add(value, freedom)
            .Add(new UncertainValue(0, perShare * share))
            .AddGain(instrument.VoltageGain)
            .Add(new UncertainValue(0, instrument.VoltageOffset))
            .Figure(
                "onset by threshold",
                "V",
                v => (v[0] + v[1]) * v[2] + v[3],
                "i(V) = baseline(V) + threshold",
                "convention; the criterion states it"
            );
    }

    /// <summary>Parabola of ln excess against voltage, weighted with the share that noise has in each row, solved for the threshold.</summary>
    private static (UncertainValue Value, double DegreesOfFreedom) Curve(
        SweepData sweep,
        double[] excess,
        int crossing,
        double threshold,
        double noise
    )
    {
        var enough = threshold > 30 * noise ? EnoughRows : 3 * EnoughRows;
        var rows = _reaches
            .Select(reach => Rows(excess, crossing, threshold, reach))
            .FirstOrDefault(found => found.Length >= enough, Rows(excess, crossing, threshold, _reaches[^1]));
        var at = sweep.Voltage[crossing];
        if (rows.Length < 5)
        {
            var before = Math.Max(0, crossing - 1);
            var share = (threshold - excess[before]) / (excess[crossing] - excess[before]);
            var gap = at - sweep.Voltage[before];
            var slope = (excess[crossing] - excess[before]) / (gap == 0 ? 1 : gap);
            // The noise moves the crossing, and between two rows the curve may bend.
            var error = Math.Sqrt(Math.Pow(noise / slope, 2) + gap * gap / 12);
            return (
                new UncertainValue(sweep.Voltage[before] + Math.Clamp(share, 0, 1) * gap, Math.Abs(error)),
                double.PositiveInfinity
            );
        }
        var x = rows.Select(k => sweep.Voltage[k] - at).ToArray();
        var y = rows.Select(k => Math.Log(excess[k] / threshold)).ToArray();
        // The curve's own value and not the noisy row says how much a row counts, or low rows would pull it.
        var smooth = LineFit.Of(x, y);
        var w = x.Select(v => Math.Exp(2 * smooth.At(v))).ToArray();
        var curve = rows.Length >= 8 ? PolynomialFit.Of(x, y, 2, w) : PolynomialFit.Of(x, y, 1, w);
        var root = curve.Root(0, x[0], x[^1]);
        return (
            new UncertainValue(at + root, curve.ErrorAt(root) / Math.Abs(curve.SlopeAt(root))),
            curve.DegreesOfFreedom
        );
    }

    private static int[] Rows(double[] excess, int crossing, double threshold, double reach)
    {
        var (first, last) = (crossing, crossing);
        while (first > 0 && excess[first - 1] > threshold / reach)
            first--;
        while (
            last + 1 < excess.Length
            && excess[last + 1] < threshold * reach
            && excess[last + 1] > threshold / reach
        )
            last++;
        return Enumerable.Range(first, last - first + 1).Where(k => excess[k] > 0).ToArray();
    }
}
