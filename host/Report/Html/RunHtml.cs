using EdgeTester.Report.Figures;
using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The parts of a run's report, from its head to its events.</summary>
internal static class RunHtml
{
    /// <summary>Most spectra that get pictures of their own.</summary>
    public const int DetailedSpectra = 6;

    public static void WriteHead(HtmlWriter page, RunReport report)
    {
        page.Element("h1", report.Title)
            .Raw("<p class=\"soft mono\">")
            .Text("run " + report.RunId)
            .Raw("</p>");
        page.Raw("<div class=\"badges\">").Element("span", report.State, "badge");
        if (report.Check is { } check)
        {
            var whole = check is { Missing: 0, Doubled: 0, Lost: 0 };
            page.Element(
                "span",
                $"{check.Missing} missing, {check.Doubled} doubled of {check.Records} records"
                    + (check.Lost > 0 ? $", {check.Lost} dropped by the tester" : ""),
                whole ? "badge good" : "badge bad"
            );
        }
        else
            page.Element("span", "records not checked", "badge warn");
        page.Raw("</div>");
        page.Warnings(report.Warnings);
        if (report.Facts.Count > 0)
        {
            page.Raw("<dl>");
            foreach (var fact in report.Facts)
                page.Raw("<div>").Element("dt", fact.Name).Element("dd", fact.Value).Raw("</div>");
            page.Raw("</dl>");
        }
    }

    public static void WriteResults(HtmlWriter page, RunReport report)
    {
        if (report.Results.Count == 0)
            return;
        page.Element("h2", "Results");
        page.Table(
            ["Quantity", "Value ± standard uncertainty", "95 % interval", "How it was found"],
            report.Results.Select(r =>
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

    public static void WritePlan(HtmlWriter page, RunReport report)
    {
        if (report.PlanInWords.Count == 0)
            return;
        page.Element("h2", "Plan").Raw("<ol class=\"plan\">");
        foreach (var line in report.PlanInWords)
            page.Element("li", line);
        page.Raw("</ol>");
    }

    public static void WriteSamples(HtmlWriter page, RunReport report)
    {
        if (report.Samples is not { ElapsedSeconds.Count: > 0 } trace)
            return;
        page.Element("h2", "Voltage and current");
        var data = new CsvData(
            "samples.csv",
            [
                ("elapsed_s", trace.ElapsedSeconds),
                ("voltage_v", trace.VoltageVolt),
                ("current_a", trace.CurrentAmpere),
            ]
        );
        page.Figure(SampleFigure.Voltage(trace), "Cell voltage.", data);
        page.Figure(SampleFigure.Current(trace), "Current, charging positive.", data);
    }

    public static void WriteTrends(HtmlWriter page, RunReport report)
    {
        var trends = report.Trends.Where(t => t.ElapsedSeconds.Count > 1).ToArray();
        if (trends.Length == 0)
            return;
        page.Element("h2", "Trends");
        page.Raw("<div class=\"pair\">");
        foreach (var group in trends.GroupBy(t => t.Unit))
        foreach (var chunk in group.Chunk(6))
            page.Figure(
                TrendFigure.Of(chunk),
                "Bars are 95 % intervals.",
                new CsvData(
                    "trend.csv",
                    chunk
                        .SelectMany(t =>
                            new (string, IReadOnlyList<double>)[]
                            {
                                ($"{FileStem.Of(t.Name)}_elapsed_s", t.ElapsedSeconds),
                                ($"{FileStem.Of(t.Name)}_{FileStem.Of(t.Unit)}", t.Values),
                                ($"{FileStem.Of(t.Name)}_standard_error", t.StandardErrors),
                            }
                        )
                        .ToArray()
                )
            );
        page.Raw("</div>");
    }

    public static void WriteSpectra(HtmlWriter page, RunReport report)
    {
        var spectra = report.Spectra;
        if (spectra.Count == 0)
            return;
        page.Element("h2", "Impedance");
        if (spectra.Count > 1)
            WriteSeries(page, spectra);
        var shown = Selected(spectra.Count, DetailedSpectra);
        if (shown.Length < spectra.Count)
            page.Element(
                "p",
                $"{shown.Length} of {spectra.Count} spectra follow in detail, spread over the run.",
                "soft"
            );
        foreach (var k in shown)
            SpectrumHtml.Write(page, spectra[k], $"spectrum-{k}");
    }

    private static void WriteSeries(HtmlWriter page, IReadOnlyList<SpectrumSection> spectra)
    {
        page.Raw("<div class=\"pair\">");
        page.Figure(
            NyquistFigure.OfSeries(spectra, $"Nyquist plots of {spectra.Count} spectra"),
            $"All {spectra.Count} spectra, from first to last.",
            new CsvData(
                "series-impedance.csv",
                [
                    (
                        "spectrum",
                        spectra.SelectMany((s, k) => s.Measured.FrequencyHz.Select(_ => (double)k)).ToArray()
                    ),
                    (
                        "elapsed_s",
                        spectra
                            .SelectMany(s => s.Measured.FrequencyHz.Select(_ => s.ElapsedSeconds))
                            .ToArray()
                    ),
                    ("frequency_hz", spectra.SelectMany(s => s.Measured.FrequencyHz).ToArray()),
                    ("real_ohm", spectra.SelectMany(s => s.Measured.Impedance.Select(z => z.Real)).ToArray()),
                    (
                        "imaginary_ohm",
                        spectra.SelectMany(s => s.Measured.Impedance.Select(z => z.Imaginary)).ToArray()
                    ),
                ]
            )
        );
        var relaxed = spectra.Where(s => s.Relaxation is not null).ToArray();
        if (relaxed.Length > 1)
            page.Figure(
                RelaxationFigure.OfSeries(relaxed, $"DRT of {relaxed.Length} spectra"),
                "Distributions of relaxation times, from first to last.",
                new CsvData(
                    "series-drt.csv",
                    [
                        (
                            "elapsed_s",
                            relaxed
                                .SelectMany(s => s.Relaxation!.TauSeconds.Select(_ => s.ElapsedSeconds))
                                .ToArray()
                        ),
                        ("tau_s", relaxed.SelectMany(s => s.Relaxation!.TauSeconds).ToArray()),
                        ("gamma_ohm", relaxed.SelectMany(s => s.Relaxation!.GammaOhm).ToArray()),
                    ]
                )
            );
        page.Raw("</div>");
    }

    public static void WriteEvents(HtmlWriter page, RunReport report)
    {
        if (report.Events.Count == 0)
            return;
        page.Element("h2", "Events");
        page.Table(
            ["Time", "What happened"],
            report.Events.Select(e => new[] { QuantityText.Duration(e.ElapsedSeconds), e.Text })
        );
    }

    /// <summary>At most so many of all, spread evenly.</summary>
    public static int[] Selected(int count, int most) =>
        count <= most
            ? Enumerable.Range(0, count).ToArray()
            : Enumerable
                .Range(0, most)
                .Select(k => (int)Math.Round(k * (count - 1) / (most - 1.0)))
                .Distinct()
                .ToArray();
}
