using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The section of a method: figures with interval, criterion and window, tables, pictures.</summary>
internal static class MethodHtml
{
    /// <summary>Rows of a table that stand on the page; the file beside it has all.</summary>
    private const int MostRows = 40;

    public static void Write(HtmlWriter page, MethodSection section)
    {
        page.Element("h2", section.Title);
        if (section.Error is { } error)
        {
            page.Warnings([error]);
            return;
        }
        var result = section.Result!;
        page.Element("p", $"{result.Label}: {section.Reason}.", "soft");
        page.Warnings(result.Warnings);
        WriteFigures(page, result.Figures);
        page.Raw("<div class=\"pair\">");
        foreach (var picture in result.Pictures)
            PictureHtml.Write(page, picture);
        page.Raw("</div>");
        foreach (var table in result.Tables)
            WriteTable(page, table);
    }

    private static void WriteFigures(HtmlWriter page, IReadOnlyList<DerivedQuantity> figures)
    {
        if (figures.Count == 0)
            return;
        page.Table(
            ["Quantity", "Value ± standard uncertainty", "95 % interval", "How it was found"],
            figures
                .Select(f => f.InFieldUnits())
                .Select(f =>
                    new[]
                    {
                        f.Name,
                        QuantityText.Of(f.Value, f.StandardError, f.Unit),
                        QuantityText.Interval(f.Lower95, f.Upper95, f.Unit),
                        string.Join(' ', How(f)),
                    }
                )
        );
    }

    private static IEnumerable<string> How(DerivedQuantity figure)
    {
        yield return figure.Equation + ".";
        if (figure.Criterion.Length > 0)
            yield return figure.Criterion;
        if (figure.Window is { } window)
            yield return $"Data: {window}.";
        foreach (var warning in figure.Warnings)
            yield return "Mind: " + warning;
    }

    private static void WriteTable(HtmlWriter page, MethodTable table)
    {
        if (table.Rows == 0)
            return;
        page.Raw("<details")
            .Raw(table.Rows <= 12 ? " open=\"open\">" : ">")
            .Element("summary", $"{table.Title}, {table.Rows} {(table.Rows == 1 ? "row" : "rows")}");
        var shown = RunHtml.Selected(table.Rows, MostRows);
        if (shown.Length < table.Rows)
            page.Element(
                "p",
                $"{shown.Length} of {table.Rows} rows, spread evenly; the file has all.",
                "soft"
            );
        var hasRemarks = table.Remarks.Count == table.Rows;
        page.Table(
            [
                .. table.Columns.Select(c =>
                    c.Unit.Length > 0 ? $"{c.Name} / {QuantityText.Unit(c.Unit)}" : c.Name
                ),
                .. hasRemarks ? new[] { "" } : [],
            ],
            shown.Select(row =>
                table
                    .Columns.Select(c => Cell(c.Values[row]))
                    .Concat(hasRemarks ? [table.Remarks[row]] : [])
                    .ToArray()
            )
        );
        page.Download(
            new CsvData(
                FileStem.Of(table.Title) + ".csv",
                table.Columns.Select(c => (FileStem.Of($"{c.Name} {c.Unit}"), c.Values)).ToArray()
            )
        );
        page.Raw("</details>");
    }

    /// <summary>Counts without decimals, everything else with five digits.</summary>
    private static string Cell(double value) =>
        !double.IsFinite(value) ? "–"
        : value == Math.Round(value) && Math.Abs(value) < 1e7 ? QuantityText.Digits(value, 1)
        : QuantityText.Digits(value, 5);
}
