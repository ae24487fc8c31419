using EdgeTester.Report.Html;
using EdgeTester.Report.Model;

namespace EdgeTester.Report;

/// <summary>
/// Draws reports as one self-contained HTML file each: pictures are inline SVG, their numbers are carried as CSV, nothing is loaded from
/// elsewhere and no script runs. Pure: the same model gives the same text.
/// </summary>
public static class ReportWriter
{
    /// <summary>Most spectra of files that get pictures of their own.</summary>
    private const int MostDetailed = 24;

    /// <summary>The report of a run.</summary>
    /// <returns>A whole HTML document that is also well-formed XML.</returns>
    public static string Write(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlWriter();
        RunHtml.WriteHead(page, report);
        RunHtml.WriteResults(page, report);
        foreach (var section in report.Methods)
            MethodHtml.Write(page, section);
        RunHtml.WriteTrends(page, report);
        RunHtml.WriteSamples(page, report);
        RunHtml.WriteSpectra(page, report);
        RunHtml.WritePlan(page, report);
        RunHtml.WriteEvents(page, report);
        CertificateHtml.Write(page, report.Certificate);
        WriteProvenance(page, report.Provenance);
        return page.Page(report.Title);
    }

    /// <summary>The report of impedance files.</summary>
    /// <returns>A whole HTML document that is also well-formed XML.</returns>
    public static string Write(ImpedanceFileReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlWriter();
        page.Element("h1", report.Title);
        if (report.Failures.Count > 0)
        {
            page.Element("h2", "Files that could not be used");
            page.Table(["File", "Why"], report.Failures.Select(f => new[] { f.Name, f.Value }));
        }
        if (report.Series is { } series)
            SeriesHtml.Write(page, series);
        if (report.Spectra.Count > 0)
            page.Element("h2", report.Spectra.Count == 1 ? "Spectrum" : $"{report.Spectra.Count} spectra");
        var shown = RunHtml.Selected(report.Spectra.Count, MostDetailed);
        if (shown.Length < report.Spectra.Count)
            page.Element(
                "p",
                $"{shown.Length} of them follow in detail, spread evenly; for others give fewer files.",
                "soft"
            );
        foreach (var k in shown)
            SpectrumHtml.Write(page, report.Spectra[k], FileStem.Of(report.Spectra[k].Title));
        WriteProvenance(page, report.Provenance);
        return page.Page(report.Title);
    }

    /// <summary>The report of what methods found in files.</summary>
    /// <returns>A whole HTML document that is also well-formed XML.</returns>
    public static string Write(MethodFileReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlWriter();
        page.Element("h1", report.Title);
        if (report.Facts.Count > 0)
            page.Table(["File", "What it is"], report.Facts.Select(f => new[] { f.Name, f.Value }));
        foreach (var section in report.Methods)
            MethodHtml.Write(page, section);
        WriteProvenance(page, report.Provenance);
        return page.Page(report.Title);
    }

    /// <summary>The report of published measurements that were done again.</summary>
    /// <returns>A whole HTML document that is also well-formed XML.</returns>
    public static string Write(ReproductionReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlWriter();
        ReproductionHtml.WriteHead(page, report);
        foreach (var section in report.Sections)
            ReproductionHtml.WriteSection(page, section);
        WriteProvenance(page, report.Provenance);
        return page.Page(report.Title);
    }

    /// <summary>The numbers of every picture of such a report: file name and content, in the order of the page.</summary>
    public static IEnumerable<(string FileName, string Text)> Numbers(ReproductionReport report) =>
        report.Sections.SelectMany(section =>
            section.Pictures.Select(picture =>
            {
                var data = PictureHtml.Data(picture);
                return ($"{section.Name}-{data.FileName}", data.Text());
            })
        );

    private static void WriteProvenance(HtmlWriter page, Provenance provenance)
    {
        page.Raw("<footer><p>").Text(provenance.Software);
        page.Text($", written {provenance.WrittenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.").Raw("</p>");
        if (provenance.RawDataSha256.Length > 0)
            page.Raw("<p>SHA-256 of the raw data: ").Element("code", provenance.RawDataSha256).Raw("</p>");
        page.Raw("</footer>");
    }
}
