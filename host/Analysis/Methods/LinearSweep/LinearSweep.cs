using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How an onset is read.</summary>
public sealed record LinearSweepOptions
{
    /// <summary>Current density in A/m^2 above the baseline at which the threshold criterion puts the onset (0.1 = 10 uA/cm2).</summary>
    public double ThresholdAmperePerSquareMeter { get; init; } = 0.1;

    /// <summary>Lower end of the part of the rise that the tangent is laid through, as a share of the largest current above the baseline.</summary>
    public double TangentFrom { get; init; } = 0.2;

    /// <summary>Upper end of it.</summary>
    public double TangentTo { get; init; } = 0.8;
}

/// <summary>
/// Method 4. Onset of decomposition in a linear sweep, by two stated criteria: where the current leaves the baseline by a threshold, and
/// where the tangent to the rise meets the baseline. The baseline is a straight line (charging and leakage) through the quiet part.
/// </summary>
public static class LinearSweep
{
    private const int FewestRows = 30;
    private const string Source = "convention; the criterion states it";

    /// <summary>Evaluates the widest sweep of the measurement.</summary>
    /// <exception cref="MethodException">There is no sweep.</exception>
    public static LinearSweepResult Evaluate(CellMeasurement measurement, LinearSweepOptions? options = null)
    {
        options ??= new LinearSweepOptions();
        var sweep = SweepData.Widest(measurement, FewestRows);
        var warnings = new List<string>();
        var baseline = SweepBaseline.Of(sweep);
        if (baseline.Rows < 10)
            warnings.Add(
                "The current rises almost from the start: the baseline rests on few rows; start the sweep at a lower voltage."
            );
        var cell = measurement.Cell;
        if (cell.AreaSquareMeter is null)
            warnings.Add(
                "The area is missing: the threshold of the current density is taken for an area of 1 cm2."
            );
        var area = cell.AreaSquareMeter ?? new UncertainValue(1e-4);
        var threshold = options.ThresholdAmperePerSquareMeter * area.Value;
        var onset = OnsetCrossing.Find(sweep, baseline, threshold, area, cell.Instrument, warnings);
        var tangent = Tangent(sweep, baseline, options, cell.Instrument, warnings);
        var window = new DataWindow("voltage", sweep.From, sweep.To, "V", sweep.Count);
        if (onset is null)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The current stays below the threshold: the electrolyte is stable by this criterion up to {sweep.To:F3} V, where the sweep ends."
                )
            );
        return new LinearSweepResult
        {
            Label = measurement.Label,
            ThresholdOnset = onset is null
                ? null
                : onset with
                {
                    Criterion = string.Create(
                        CultureInfo.InvariantCulture,
                        $"Current density {options.ThresholdAmperePerSquareMeter / 10:G3} mA/cm2 above the baseline at {1000 * Math.Abs(sweep.ScanRate):G3} mV/s."
                    ),
                    Window = window,
                },
            TangentOnset = tangent is null
                ? null
                : tangent with
                {
                    Criterion = string.Create(
                        CultureInfo.InvariantCulture,
                        $"Tangent through {options.TangentFrom:P0} to {options.TangentTo:P0} of the largest current above the baseline, met with the baseline; {1000 * Math.Abs(sweep.ScanRate):G3} mV/s."
                    ),
                },
            StableUpTo = sweep.To,
            ScanRate = sweep.ScanRate,
            Pictures = [Picture(sweep, baseline, onset, tangent)],
            Warnings = warnings,
        };
    }

    private static DerivedQuantity? Tangent(
        SweepData sweep,
        SweepBaseline baseline,
        LinearSweepOptions options,
        InstrumentUncertainty instrument,
        List<string> warnings
    )
    {
        var excess = baseline.Excess(sweep);
        var top = Array.IndexOf(excess, excess.Max());
        var largest = excess[top];
        if (!(largest > 10 * baseline.Noise))
            return null;
        // The last way up to the top: what a bump before it does is not the rise.
        var first = top;
        while (first > baseline.End && excess[first - 1] > options.TangentFrom * largest)
            first--;
        var last = first;
        while (last < top && excess[last] < options.TangentTo * largest)
            last++;
        if (last - first < 5)
        {
            warnings.Add("The rise has too few rows for a tangent: sweep more slowly or record more often.");
            return null;
        }
        var x = sweep.Voltage[first..last];
        var y = sweep.Current[first..last];
        var line = LineFit.Of(x, y, null, isSeries: true);
        if (Bend(x, y, line) is var bend && bend > 0.1)
            warnings.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The rise is not straight (its slope changes by {bend:P0} along the tangent's part): the tangent's onset depends on where the sweep ends."
                )
            );
        var figure = new UncertaintyBudget()
            .Add(
                [baseline.Line.Intercept, baseline.Line.Slope],
                Matrix(baseline.Line),
                baseline.Line.DegreesOfFreedom
            )
            .Add([line.Intercept, line.Slope], Matrix(line), line.DegreesOfFreedom)
            .AddGain(instrument.VoltageGain)
            .Add(new UncertainValue(0, instrument.VoltageOffset))
            .Figure(
                "onset by tangent",
                "V",
                v => (v[0] - v[2]) / (v[3] - v[1]) * v[4] + v[5],
                "baseline a + b V and tangent c + d V meet at (a - c)/(d - b)",
                Source
            );
        return figure with { Window = new DataWindow("voltage", x.Min(), x.Max(), "V", x.Length) };
    }

    private static double[,] Matrix(LineFit line) =>
        new[,]
        {
            { line.InterceptError * line.InterceptError, line.Covariance },
            { line.Covariance, line.SlopeError * line.SlopeError },
        };

    /// <summary>Change of the slope from the first to the second half of the part, as a share, less what noise makes of it.</summary>
    private static double Bend(double[] x, double[] y, LineFit line)
    {
        var half = x.Length / 2;
        if (half < 5)
            return 0;
        var (a, b) = (LineFit.Of(x[..half], y[..half]), LineFit.Of(x[half..], y[half..]));
        var error = Math.Sqrt(a.SlopeError * a.SlopeError + b.SlopeError * b.SlopeError);
        return (Math.Abs(a.Slope - b.Slope) - 3 * error) / Math.Abs(line.Slope);
    }

    private static MethodPicture Picture(
        SweepData sweep,
        SweepBaseline baseline,
        DerivedQuantity? onset,
        DerivedQuantity? tangent
    )
    {
        var rows = Pictures.Thin(sweep.Count);
        var (low, high) = (sweep.Current.Min(), sweep.Current.Max());
        var series = new List<PictureSeries>
        {
            new(
                "current",
                rows.Select(k => sweep.Voltage[k]).ToArray(),
                rows.Select(k => sweep.Current[k]).ToArray(),
                PictureMark.Line
            ),
            new(
                "baseline",
                [sweep.From, sweep.To],
                [baseline.Line.At(sweep.From), baseline.Line.At(sweep.To)],
                PictureMark.DashedLine
            ),
        };
        if (onset is not null)
            series.Add(
                new PictureSeries(
                    "threshold",
                    [onset.Value, onset.Value],
                    [low, high],
                    PictureMark.DashedLine
                )
            );
        if (tangent is not null)
            series.Add(
                new PictureSeries(
                    "tangent",
                    [tangent.Value, tangent.Value],
                    [low, high],
                    PictureMark.DashedLine
                )
            );
        return new MethodPicture(
            "Linear sweep",
            new PictureAxis("voltage", "V"),
            new PictureAxis("current", "A"),
            series
        );
    }
}
