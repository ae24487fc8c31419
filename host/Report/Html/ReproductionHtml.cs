using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The parts of a report of reproduced measurements.</summary>
internal static class ReproductionHtml
{
    public static void WriteHead(HtmlWriter page, ReproductionReport report)
    {
        page.Element("h1", report.Title);
        page.Raw("<div class=\"badges\">")
            .Element("span", report.Verdict, report.IsGood ? "badge good" : "badge bad")
            .Raw("</div>");
        foreach (var line in report.Preamble)
            page.Element("p", line);
    }

    public static void WriteSection(HtmlWriter page, ReproductionSection section)
    {
        page.Element("h2", section.Title);
        page.Raw("<p class=\"soft mono\">").Text("edgetester reproduce --case " + section.Name).Raw("</p>");
        page.Table(
            [
                "Sample",
                "Figure",
                "Paper",
                "Cell truth",
                "Measured ± standard uncertainty",
                "95 % interval",
                "Difference",
                "Verdict",
            ],
            section.Figures.Select(f =>
                new[]
                {
                    f.Sample,
                    f.Quantity,
                    QuantityText.Of(f.Paper, f.Unit),
                    double.IsNaN(f.Truth) ? "–" : QuantityText.Of(f.Truth, f.Unit),
                    QuantityText.Of(f.Measured, f.StandardUncertainty, f.Unit),
                    QuantityText.Interval(f.Lower95, f.Upper95, f.Unit),
                    f.Difference,
                    f.Verdict,
                }
            )
        );
        foreach (var note in section.Notes)
            page.Element("p", note, "soft");
        page.Warnings(section.Warnings);
        if (section.Pictures.Count > 0)
        {
            page.Raw("<div class=\"pair\">");
            foreach (var picture in section.Pictures)
                PictureHtml.Write(page, picture);
            page.Raw("</div>");
        }
        if (section.Runs.Count == 0)
            return;
        page.Raw("<details><summary>Cells and plans</summary><ul>");
        foreach (var run in section.Runs)
            page.Element("li", run);
        page.Raw("</ul></details>");
    }
}
