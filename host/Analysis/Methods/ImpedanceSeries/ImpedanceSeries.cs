using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>How a series of spectra through time is evaluated.</summary>
public sealed record ImpedanceSeriesOptions
{
    /// <summary>The circuit of all spectra; null: the data choose one for all among those of a symmetric cell.</summary>
    public string? Circuit { get; init; }
}

/// <summary>
/// Method 9. Impedance of a symmetric cell through time: one circuit for all spectra, each fit started from the one before, and what
/// became of each part; where a part comes to rest its end is the asymptote of a sum of exponentials.
/// </summary>
public static class ImpedanceSeries
{
    private const int MostDrawn = 8;

    /// <summary>Evaluates all spectra of the measurement.</summary>
    /// <exception cref="MethodException">Fewer than three spectra with a time.</exception>
    public static ImpedanceSeriesResult Evaluate(
        CellMeasurement measurement,
        ImpedanceSeriesOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var spectra = SeriesOf(measurement);
        var choice = SymmetricImpedance.Choose(
            spectra.Select((s, k) => Named(s, k)).ToArray(),
            measurement.Label,
            options?.Circuit,
            cancellation
        );
        var points = spectra.Select((s, k) => SymmetricImpedance.Of(measurement, s, choice, k)).ToArray();
        var time = spectra.Select(s => s.TimeSeconds).ToArray();
        var warnings = points.SelectMany((_, k) => choice.Warnings(k)).ToList();
        if (measurement.Cell.AreaSquareMeter is null)
            warnings.Add("The area is missing: resistances are not by area.");
        ImpedanceTrend?[] trends =
        [
            Trend("interface resistance", p => p.Interface),
            Trend("bulk resistance", p => p.Bulk),
            Trend("grain boundary resistance", p => p.GrainBoundary),
            Trend("total resistance", p => p.Total),
        ];
        return new ImpedanceSeriesResult
        {
            Label = measurement.Label,
            Circuit = choice.Text,
            TimeSeconds = time,
            Points = points,
            Trends = trends.OfType<ImpedanceTrend>().ToArray(),
            Tables = [Table(time, points)],
            Pictures =
            [
                Picture(trends.OfType<ImpedanceTrend>(), time),
                Pictures.Nyquist(
                    "Impedance through time",
                    Spread(points.Length)
                        .Select(k =>
                            (TimeText(time[k]), points[k].Fit.Spectrum, (CircuitFitResult?)points[k].Fit)
                        )
                        .ToArray()
                ),
            ],
            Warnings = warnings.Distinct().ToArray(),
        };

        ImpedanceTrend? Trend(string name, Func<SymmetricImpedanceResult, ResistancePair?> part) =>
            part(points[0]) is null
                ? null
                : ImpedanceTrend.Of(name, time, points.Select(p => part(p)!.Resistance).ToArray());
    }

    /// <summary>Spectra with a time, in its order.</summary>
    internal static TimedSpectrum[] SeriesOf(CellMeasurement measurement)
    {
        var spectra = measurement
            .Spectra.Where(s => double.IsFinite(s.TimeSeconds))
            .OrderBy(s => s.TimeSeconds)
            .ToArray();
        if (spectra.Length < 3)
            throw new MethodException(
                $"{measurement.Label}: {spectra.Length} spectra with a time are too few for a series; measure at least three"
            );
        return spectra;
    }

    /// <summary>Which of many are drawn: the first, the last and some between.</summary>
    internal static IEnumerable<int> Spread(int count) =>
        count <= MostDrawn
            ? Enumerable.Range(0, count)
            : Enumerable
                .Range(0, MostDrawn)
                .Select(k => (int)Math.Round(k * (count - 1.0) / (MostDrawn - 1)))
                .Distinct();

    internal static string TimeText(double seconds) =>
        seconds >= 7200
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s");

    private static Spectrum Named(TimedSpectrum one, int k) =>
        one.Spectrum.Label.Length > 0
            ? one.Spectrum
            : Spectrum.Create(
                one.Spectrum.FrequencyHz,
                one.Spectrum.Impedance,
                $"spectrum {k + 1}",
                one.Spectrum.RelativeSigma
            );

    private static MethodTable Table(double[] time, SymmetricImpedanceResult[] points)
    {
        double[] Column(
            Func<SymmetricImpedanceResult, DerivedQuantity?> of,
            Func<DerivedQuantity, double> what
        ) => points.Select(p => of(p) is { } q ? what(q) : double.NaN).ToArray();
        return new MethodTable(
            "Parts of the impedance through time",
            new("time", "h", time.Select(t => t / 3600).ToArray()),
            new("Rb", "ohm", Column(p => p.Bulk?.Resistance, q => q.Value)),
            new("Rgb", "ohm", Column(p => p.GrainBoundary?.Resistance, q => q.Value)),
            new("Rint", "ohm", Column(p => p.Interface?.Resistance, q => q.Value)),
            new("standard error of Rint", "ohm", Column(p => p.Interface?.Resistance, q => q.StandardError)),
            new("total", "ohm", Column(p => p.Total.Resistance, q => q.Value)),
            new("residual", "%", points.Select(p => p.Fit.ResidualRmsPercent).ToArray())
        );
    }

    private static MethodPicture Picture(IEnumerable<ImpedanceTrend> trends, double[] time) =>
        new(
            "Resistances through time",
            new PictureAxis("time", "h"),
            new PictureAxis("resistance", "ohm"),
            trends
                .Select(t =>
                    Pictures.WithErrors(
                        t.Name,
                        time.Select(x => x / 3600).ToArray(),
                        t.Values,
                        PictureMark.PointsAndLine
                    )
                )
                .ToArray()
        );
}
