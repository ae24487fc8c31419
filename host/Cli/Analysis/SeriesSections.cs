using EdgeTester.Analysis.Relaxation;
using EdgeTester.Report.Model;

namespace EdgeTester.Cli.Analysis;

/// <summary>A series' analysis as a section of a report.</summary>
internal static class SeriesSections
{
    /// <param name="analysis">The analysis.</param>
    /// <param name="sections">The sections of its spectra, in the order of the analysis' members.</param>
    public static SeriesSection Of(SeriesAnalysis analysis, IReadOnlyList<SpectrumSection> sections)
    {
        var at = analysis.Members.Select(m => m.At).ToArray();
        return new SeriesSection
        {
            AxisTitle = AxisTitle(analysis.Unit),
            At = at,
            Spectra = sections,
            Circuit = analysis.Circuit?.ToString() ?? "",
            Reason = analysis.Reason ?? "",
            ResidualRmsPercent = analysis
                .Fits.Select(f => f.Parameters is null ? double.NaN : f.ResidualRmsPercent)
                .ToArray(),
            Trends = Trends(analysis, at),
            Relaxation = analysis.Relaxation is { } drt ? Relaxation(drt) : null,
            Results = analysis
                .ActivationEnergies.Select(e => new ResultRow(
                    $"Activation energy of 1/{e.Name}",
                    e.ActivationEnergyEv,
                    "eV",
                    e.StandardErrorEv,
                    e.Lower95Ev,
                    e.Upper95Ev,
                    "ln(T/R) against 1/T, weighted with the errors of the fits"
                ))
                .ToArray(),
            Warnings = analysis.Warnings,
        };
    }

    private static string AxisTitle(string unit) =>
        unit switch
        {
            "number" => "Spectrum",
            "" => "Place in the series",
            "K" => "Temperature / K",
            "degC" or "°C" or "C" => "Temperature / °C",
            "s" or "min" or "h" or "d" => $"Time / {unit}",
            "cycle" => "Cycle",
            _ => unit,
        };

    private static SeriesTrend[] Trends(SeriesAnalysis analysis, double[] at)
    {
        if (analysis.Fits.FirstOrDefault(f => f.Parameters is not null)?.Parameters is not { } first)
            return [];
        return first
            .Select(
                (p, i) =>
                    new SeriesTrend(
                        p.Name,
                        p.Unit,
                        at,
                        analysis.Fits.Select(f => f.Parameters?[i].Value ?? double.NaN).ToArray(),
                        analysis.Fits.Select(f => f.Parameters?[i].Lower95 ?? double.NaN).ToArray(),
                        analysis.Fits.Select(f => f.Parameters?[i].Upper95 ?? double.NaN).ToArray()
                    )
            )
            .ToArray();
    }

    private static SeriesRelaxation Relaxation(RelaxationSeriesResult drt) =>
        new(
            drt.Method,
            drt.TauSeconds,
            drt.GammaOhm,
            drt.Tracks.Select(t => new SeriesTrack(
                    t.Id,
                    t.Points.Select(p => p.Spectrum).ToArray(),
                    Trend(t, "s", p => (p.TauSeconds, p.TauLowerSeconds, p.TauUpperSeconds)),
                    Trend(t, "ohm", p => (p.ResistanceOhm, p.ResistanceLowerOhm, p.ResistanceUpperOhm))
                ))
                .ToArray()
        );

    private static SeriesTrend Trend(
        RelaxationTrack track,
        string unit,
        Func<RelaxationPeak, (double Value, double Lower, double Upper)> read
    ) =>
        new(
            $"relaxation {track.Id}",
            unit,
            track.Points.Select(p => p.TimeSeconds).ToArray(),
            track.Points.Select(p => read(p.Peak).Value).ToArray(),
            track.Points.Select(p => read(p.Peak).Lower).ToArray(),
            track.Points.Select(p => read(p.Peak).Upper).ToArray()
        );
}
