using System.IO.Compression;
using System.Xml;

namespace EdgeTester.Formats;

/// <summary>Reads the sheets of an Office Open XML workbook (.xlsx), numbers and texts as they are stored.</summary>
internal static class ExcelSheets
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static bool Is(DataFile file) => file.StartsWith("PK"u8) && file.Extension is ".xlsx" or ".xlsm";

    public static IReadOnlyList<Sheet> Read(DataFile file) =>
        SheetFile.With(file, archive => Read(file, archive));

    private static List<Sheet> Read(DataFile file, ZipArchive archive)
    {
        var texts = ReadTexts(archive);
        var targets = ReadTargets(archive);
        var sheets = new List<Sheet>();
        var cells = 0;
        using var book =
            SheetFile.Xml(archive, "xl/workbook.xml")
            ?? throw file.Refuse("the archive is no workbook (xl/workbook.xml is missing)");
        while (book.Read())
        {
            if (book.NodeType != XmlNodeType.Element || book.LocalName != "sheet")
                continue;
            var id = book.GetAttribute("id", Relations) ?? "";
            if (!targets.TryGetValue(id, out var path))
                continue;
            using var sheet = SheetFile.Xml(archive, path);
            if (sheet is not null)
                sheets.Add(new Sheet(book.GetAttribute("name") ?? "", ReadRows(sheet, texts, ref cells)));
        }
        return sheets;
    }

    private static Dictionary<string, string> ReadTargets(ZipArchive archive)
    {
        var targets = new Dictionary<string, string>();
        using var relations = SheetFile.Xml(archive, "xl/_rels/workbook.xml.rels");
        while (relations?.Read() == true)
            if (
                relations.LocalName == "Relationship"
                && relations.GetAttribute("Id") is { } id
                && relations.GetAttribute("Target") is { } target
            )
                targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;
        return targets;
    }

    private static List<string> ReadTexts(ZipArchive archive)
    {
        var texts = new List<string>();
        using var table = SheetFile.Xml(archive, "xl/sharedStrings.xml");
        var inText = false;
        while (table?.Read() == true)
        {
            if (table.NodeType == XmlNodeType.Element && table.LocalName == "si")
                texts.Add("");
            if (table.LocalName == "t")
                inText = table.NodeType == XmlNodeType.Element && !table.IsEmptyElement;
            else if (
                inText
                && table.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace
                && texts.Count > 0
            )
                texts[^1] += table.Value;
        }
        return texts;
    }

    private static List<Row> ReadRows(XmlReader sheet, List<string> texts, ref int count)
    {
        var rows = new List<Row>();
        var cells = new List<Cell>();
        var (line, column, kind, inValue) = (-1, -1, "", false);
        while (sheet.Read())
        {
            switch (sheet.NodeType)
            {
                case XmlNodeType.Element when sheet.LocalName == "row":
                    line = int.TryParse(sheet.GetAttribute("r"), out var number) ? number - 1 : line + 1;
                    cells = [];
                    column = -1;
                    rows.Add(new Row(line, cells));
                    break;
                case XmlNodeType.Element when sheet.LocalName == "c":
                    column = ColumnOf(sheet.GetAttribute("r")) ?? column + 1;
                    kind = sheet.GetAttribute("t") ?? "";
                    if (
                        column < cells.Count
                        || column >= SheetFile.MaximumColumns
                        || ++count > SheetFile.MaximumCells
                    )
                        throw new InvalidDataException("a cell stands where no cell can stand");
                    while (cells.Count <= column)
                        cells.Add(new Cell("", cells.Count));
                    break;
                case XmlNodeType.Element when sheet.LocalName is "v" or "t":
                    inValue = !sheet.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when sheet.LocalName is "v" or "t":
                    inValue = false;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.SignificantWhitespace when inValue && column >= 0 && column < cells.Count:
                    var text =
                        kind == "s"
                        && int.TryParse(sheet.Value, out var index)
                        && index >= 0
                        && index < texts.Count
                            ? texts[index]
                            : sheet.Value;
                    cells[column] = new Cell(cells[column].Text + text, column);
                    break;
            }
        }
        return rows;
    }

    /// <summary>The column of a reference such as "AB12", from 0.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (letter is < 'A' or > 'Z' || column > SheetFile.MaximumColumns)
                break;
            column = column * 26 + (letter - 'A' + 1);
        }
        return column > 0 ? column - 1 : null;
    }
}
