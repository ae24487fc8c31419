using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Records;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Method 10. Distributions of relaxation times through time, estimated together, with the peaks followed: position, area (a resistance)
/// and width with their credible intervals.
/// </summary>
public static class RelaxationMonitor
{
    /// <summary>A track that is seen in a smaller share of the spectra is not reported as a process.</summary>
    private const double SeenShare = 0.5;

    /// <summary>Half width of a 95 % interval in standard deviations.</summary>
    private const double Normal95 = 1.959963984540054;

    /// <summary>Evaluates all spectra of the measurement.</summary>
    /// <exception cref="MethodException">Fewer than three spectra with a time, or one that has no distribution.</exception>
    public static RelaxationMonitorResult Evaluate(
        CellMeasurement measurement,
        RelaxationOptions? options = null
    )
    {
        var spectra = ImpedanceSeries.SeriesOf(measurement);
        var time = spectra.Select(s => s.TimeSeconds).ToArray();
        RelaxationSeriesResult series;
        try
        {
            series = RelaxationSeries.Estimate(spectra.Select(s => s.Spectrum).ToArray(), time, options);
        }
        catch (Exception e) when (e is SpectrumException or ArgumentException)
        {
            throw new MethodException($"{measurement.Label}: {e.Message}");
        }
        var warnings = series.Warnings.ToList();
        var checks = spectra.Select(s => CheckedSpectrum.Of(s.Spectrum)).ToArray();
        warnings.AddRange(checks.SelectMany(c => c.Warnings));
        var processes = series
            .Tracks.Where(t => t.Points.Count >= SeenShare * spectra.Length)
            .Select((t, k) => Process(t, k + 1, time, measurement.Cell.Instrument.ImpedanceGain))
            .ToArray();
        if (processes.Length == 0)
            warnings.Add("No peak is seen in half of the spectra: there is nothing to follow.");
        return new RelaxationMonitorResult
        {
            Label = measurement.Label,
            Series = series,
            Processes = processes,
            Tables = processes.Select(Table).ToArray(),
            Pictures = Draw(series, processes, time),
            Warnings = warnings.Distinct().ToArray(),
        };
    }

    private static RelaxationProcess Process(
        RelaxationTrack track,
        int number,
        double[] time,
        double impedanceGain
    )
    {
        var window = new DataWindow(
            "time",
            track.Points[0].TimeSeconds,
            track.Points[^1].TimeSeconds,
            "s",
            track.Points.Count
        );
        DerivedQuantity Resistance(string name, RelaxationTrackPoint point) =>
            Peak(
                name,
                "ohm",
                point.Peak.ResistanceOhm,
                Wider(point.Peak.ResistanceOhm, point.Peak.ResistanceLowerOhm),
                Wider(point.Peak.ResistanceOhm, point.Peak.ResistanceUpperOhm),
                "area of the peak of gamma"
            );
        // The distribution knows the noise of its spectra, not the factor that they share.
        double Wider(double value, double bound) =>
            value
            + Math.Sign(bound - value)
                * Math.Sqrt(Math.Pow(bound - value, 2) + Math.Pow(Normal95 * impedanceGain * value, 2));
        DerivedQuantity Tau(string name, RelaxationTrackPoint point) =>
            Peak(
                name,
                "s",
                point.Peak.TauSeconds,
                point.Peak.TauLowerSeconds,
                point.Peak.TauUpperSeconds,
                "position of the peak of gamma"
            );
        DerivedQuantity Peak(
            string name,
            string unit,
            double value,
            double low,
            double high,
            string equation
        ) =>
            new(name, unit, value, (high - low) / (2 * Normal95), low, high, equation, "docs/analysis-drt.md")
            {
                Criterion =
                    "Peak of the distribution, estimated together with its neighbours in time; credible interval.",
                Window = window,
            };
        var (first, last) = (track.Points[0], track.Points[^1]);
        return new RelaxationProcess(
            number,
            track,
            Resistance($"resistance of tau{number} at the start", first),
            Resistance($"resistance of tau{number} at the end", last),
            Tau($"tau{number} at the start", first),
            Tau($"tau{number} at the end", last)
        );
    }

    private static MethodTable Table(RelaxationProcess process)
    {
        double[] Of(Func<RelaxationPeak, double> what) =>
            process.Track.Points.Select(p => what(p.Peak)).ToArray();
        return new MethodTable(
            $"Process tau{process.Number}",
            new("time", "h", process.Track.Points.Select(p => p.TimeSeconds / 3600).ToArray()),
            new("tau", "s", Of(p => p.TauSeconds)),
            new("tau from", "s", Of(p => p.TauLowerSeconds)),
            new("tau to", "s", Of(p => p.TauUpperSeconds)),
            new("resistance", "ohm", Of(p => p.ResistanceOhm)),
            new("resistance from", "ohm", Of(p => p.ResistanceLowerOhm)),
            new("resistance to", "ohm", Of(p => p.ResistanceUpperOhm)),
            new("width", "decades", Of(p => p.WidthDecades)),
            new("probability", "", Of(p => p.Probability))
        );
    }

    private static MethodPicture[] Draw(
        RelaxationSeriesResult series,
        RelaxationProcess[] processes,
        double[] time
    ) =>
        [
            new(
                "Distribution of relaxation times",
                new PictureAxis("tau", "s", IsLogarithmic: true),
                new PictureAxis("gamma", "ohm"),
                ImpedanceSeries
                    .Spread(time.Length)
                    .Select(k => new PictureSeries(
                        ImpedanceSeries.TimeText(time[k]),
                        series.TauSeconds,
                        series.GammaOhm[k],
                        PictureMark.Line
                    ))
                    .ToArray()
            ),
            new(
                "Resistance of each process through time",
                new PictureAxis("time", "h"),
                new PictureAxis("resistance", "ohm"),
                processes
                    .Select(p => new PictureSeries(
                        string.Create(CultureInfo.InvariantCulture, $"tau{p.Number}"),
                        p.Track.Points.Select(x => x.TimeSeconds / 3600).ToArray(),
                        p.Track.Points.Select(x => x.Peak.ResistanceOhm).ToArray()
                    )
                    {
                        Lower = p.Track.Points.Select(x => x.Peak.ResistanceLowerOhm).ToArray(),
                        Upper = p.Track.Points.Select(x => x.Peak.ResistanceUpperOhm).ToArray(),
                    })
                    .ToArray()
            ),
            new(
                "Time constant of each process through time",
                new PictureAxis("time", "h"),
                new PictureAxis("tau", "s", IsLogarithmic: true),
                processes
                    .Select(p => new PictureSeries(
                        string.Create(CultureInfo.InvariantCulture, $"tau{p.Number}"),
                        p.Track.Points.Select(x => x.TimeSeconds / 3600).ToArray(),
                        p.Track.Points.Select(x => x.Peak.TauSeconds).ToArray()
                    ))
                    .ToArray()
            ),
        ];
}
