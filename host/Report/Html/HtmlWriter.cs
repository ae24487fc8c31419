using System.Globalization;
using System.Text;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Html;

/// <summary>Writes a page that is HTML and well-formed XML at once; every text is escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _page = new();

    public HtmlWriter Raw(string markup)
    {
        _page.Append(markup);
        return this;
    }

    public HtmlWriter Text(string text)
    {
        _page.Append(SvgText.Escape(text));
        return this;
    }

    /// <summary>An element that holds only text.</summary>
    public HtmlWriter Element(string name, string text, string style = "")
    {
        _page.Append('<').Append(name);
        if (style.Length > 0)
            _page.Append(" class=\"").Append(style).Append('"');
        _page.Append('>').Append(SvgText.Escape(text)).Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>A list of warnings; nothing where there is none.</summary>
    public void Warnings(IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0)
            return;
        Raw("<ul class=\"warnings\">");
        foreach (var warning in warnings)
            Element("li", warning);
        Raw("</ul>");
    }

    /// <summary>A table whose cells are text.</summary>
    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Raw("<div class=\"scroll\"><table><thead><tr>");
        foreach (var title in head)
            Element("th", title);
        Raw("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Raw("<tr>");
            foreach (var cell in row)
                Element("td", cell, cell.Length < 40 ? "num" : "");
            Raw("</tr>");
        }
        Raw("</tbody></table></div>");
    }

    /// <summary>A picture, its caption and its numbers as a file that the page itself carries.</summary>
    public void Figure(string svg, string caption, CsvData data)
    {
        Raw("<figure>").Raw(svg).Raw("<figcaption>").Text(caption).Raw(" ");
        Link(data);
        Raw("</figcaption></figure>");
    }

    /// <summary>Numbers as a file that the page itself carries.</summary>
    public void Download(CsvData data)
    {
        Raw("<p class=\"soft download\">");
        Link(data);
        Raw("</p>");
    }

    private void Link(CsvData data)
    {
        Raw($"<a download=\"{SvgText.Escape(data.FileName)}\" href=\"data:text/csv;base64,");
        Raw(Convert.ToBase64String(Encoding.UTF8.GetBytes(data.Text()))).Raw("\">numbers (CSV)</a>");
    }

    public string Page(string title) =>
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>"
        + $"<title>{SvgText.Escape(title)}</title><style>{StyleSheet.Text}</style></head><body><main>"
        + _page
        + "</main></body></html>\n";
}

/// <summary>The numbers of a picture as columns.</summary>
internal sealed record CsvData(
    string FileName,
    IReadOnlyList<(string Name, IReadOnlyList<double> Values)> Columns
)
{
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => c.Name)).Append('\n');
        var rows = Columns.Count == 0 ? 0 : Columns.Max(c => c.Values.Count);
        for (var row = 0; row < rows; row++)
            text.AppendJoin(
                    ',',
                    Columns.Select(c =>
                        row < c.Values.Count && double.IsFinite(c.Values[row])
                            ? c.Values[row].ToString("R", CultureInfo.InvariantCulture)
                            : ""
                    )
                )
                .Append('\n');
        return text.ToString();
    }
}
