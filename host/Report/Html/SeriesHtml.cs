using EdgeTester.Report.Figures;
using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The part of a report that looks at all spectra together.</summary>
internal static class SeriesHtml
{
    public static void Write(HtmlWriter page, SeriesSection series)
    {
        page.Element("h2", "Series");
        page.Warnings(series.Warnings);
        if (series.Circuit.Length > 0)
        {
            page.Raw("<p>Circuit ").Element("code", series.Circuit);
            var known = series.ResidualRmsPercent.Where(double.IsFinite).ToArray();
            if (known.Length > 0)
                page.Text(
                    $", residual {QuantityText.Digits(known.Min(), 3)} to {QuantityText.Digits(known.Max(), 3)} % of |Z| (rms)"
                );
            page.Text(". ").Text(series.Reason).Raw("</p>");
        }
        page.Raw("<div class=\"pair\">");
        WriteSpectra(page, series);
        if (series.Relaxation is { } relaxation)
            WriteRelaxation(page, series, relaxation);
        foreach (var trend in series.Trends)
            WriteTrends(
                page,
                [trend],
                series.AxisTitle,
                $"{trend.Name} along the series; bars are 95 % intervals."
            );
        page.Raw("</div>");
        if (series.Results.Count > 0)
            page.Table(
                ["Quantity", "Value ± standard uncertainty", "95 % interval", "How it was found"],
                series.Results.Select(r =>
                    new[]
                    {
                        r.Name,
                        QuantityText.Of(r.Value, r.StandardUncertainty, r.Unit),
                        QuantityText.Interval(r.Lower95, r.Upper95, r.Unit),
                        r.Criterion,
                    }
                )
            );
    }

    private static void WriteSpectra(HtmlWriter page, SeriesSection series)
    {
        var points = series
            .Spectra.SelectMany(
                (s, k) =>
                    s.Measured.FrequencyHz.Zip(s.Measured.Impedance).Select(p => (At: series.At[k], Point: p))
            )
            .ToArray();
        page.Figure(
            NyquistFigure.OfSeries(series.Spectra, $"Nyquist plots of {series.Spectra.Count} spectra"),
            $"All {series.Spectra.Count} spectra, from first to last.",
            new CsvData(
                "series-impedance.csv",
                [
                    ("at", points.Select(p => p.At).ToArray()),
                    ("frequency_hz", points.Select(p => p.Point.First).ToArray()),
                    ("real_ohm", points.Select(p => p.Point.Second.Real).ToArray()),
                    ("imaginary_ohm", points.Select(p => p.Point.Second.Imaginary).ToArray()),
                ]
            )
        );
    }

    private static void WriteRelaxation(HtmlWriter page, SeriesSection series, SeriesRelaxation relaxation)
    {
        var cells = relaxation
            .GammaOhm.SelectMany(
                (row, k) =>
                    row.Select((gamma, j) => (At: series.At[k], Tau: relaxation.TauSeconds[j], Gamma: gamma))
            )
            .ToArray();
        page.Figure(
            WaterfallFigure.Of(relaxation, $"DRT of {relaxation.GammaOhm.Count} spectra"),
            $"Distributions of relaxation times, estimated together, from first (below) to last (above), and the relaxations that are followed; {relaxation.Method}.",
            new CsvData(
                "series-drt.csv",
                [
                    ("at", cells.Select(c => c.At).ToArray()),
                    ("tau_s", cells.Select(c => c.Tau).ToArray()),
                    ("gamma_ohm", cells.Select(c => c.Gamma).ToArray()),
                ]
            )
        );
        var tracks = relaxation.Tracks.Where(t => t.Spectrum.Count > 0).ToArray();
        foreach (var chunk in tracks.Chunk(6))
        {
            WriteTrends(
                page,
                chunk.Select(t => t.ResistanceOhm).ToArray(),
                series.AxisTitle,
                "Resistances of the DRT's relaxations; bars are 95 % intervals."
            );
            WriteTrends(
                page,
                chunk.Select(t => t.TauSeconds).ToArray(),
                series.AxisTitle,
                "Time constants of the DRT's relaxations; bars are 95 % intervals."
            );
        }
    }

    private static void WriteTrends(
        HtmlWriter page,
        IReadOnlyList<SeriesTrend> trends,
        string axisTitle,
        string caption
    ) =>
        page.Figure(
            SeriesTrendFigure.Of(trends, axisTitle),
            caption,
            new CsvData(
                $"series-{FileStem.Of(trends[0].Name)}.csv",
                trends
                    .SelectMany(t =>
                        new (string, IReadOnlyList<double>)[]
                        {
                            ($"{FileStem.Of(t.Name)}_at", t.At),
                            (FileStem.Of(t.Name), t.Values),
                            ($"{FileStem.Of(t.Name)}_lower_95", t.Lower95),
                            ($"{FileStem.Of(t.Name)}_upper_95", t.Upper95),
                        }
                    )
                    .ToArray()
            )
        );
}
