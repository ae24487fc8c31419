using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The certificate in a run's report.</summary>
internal static class CertificateHtml
{
    public static void Write(HtmlWriter page, CertificateSection? certificate)
    {
        if (certificate is null)
            return;
        page.Element("h2", "Calibration certificate").Raw("<dl>");
        foreach (var fact in certificate.Facts)
            page.Raw("<div>").Element("dt", fact.Name).Element("dd", fact.Value).Raw("</div>");
        page.Raw("</dl>");
        if (certificate.Checks.Count > 0)
            page.Table(
                ["Checked after the adjustment", "Largest deviation", "Asked"],
                certificate.Checks.Select(row => row.ToArray())
            );
        if (certificate.Ranges.Count > 0)
            page.Table(
                ["Adjusted", "Channels", "Largest deviation before"],
                certificate.Ranges.Select(row => row.ToArray())
            );
        if (certificate.Standards.Count == 0)
            return;
        page.Element("h3", "Standards").Raw("<ul>");
        foreach (var standard in certificate.Standards)
            page.Element("li", standard);
        page.Raw("</ul>");
    }
}
