using System.Globalization;
using System.Xml;

namespace EdgeTester.Formats;

/// <summary>Reads the sheets of an OpenDocument spreadsheet, packed (.ods) or flat (.fods).</summary>
internal static class OpenDocumentSheets
{
    public static bool Is(DataFile file) =>
        (file.StartsWith("PK"u8) && file.Extension == ".ods")
        || (file.Extension == ".fods" && !file.LooksBinary);

    public static IReadOnlyList<Sheet> Read(DataFile file)
    {
        if (file.Extension == ".ods")
            return SheetFile.With(
                file,
                archive =>
                {
                    using var content =
                        SheetFile.Xml(archive, "content.xml")
                        ?? throw file.Refuse("the archive is no spreadsheet (content.xml is missing)");
                    return Read(content);
                }
            );
        try
        {
            using var flat = SheetFile.Xml(new MemoryStream(file.Bytes, false));
            return Read(flat);
        }
        catch (XmlException e)
        {
            throw new DataFileException(
                file.Name,
                e.LineNumber,
                e.LinePosition,
                "the spreadsheet is damaged or cut"
            );
        }
        catch (InvalidDataException e)
        {
            throw file.Refuse(e.Message);
        }
    }

    private static List<Sheet> Read(XmlReader xml)
    {
        var sheets = new List<Sheet>();
        var rows = new List<Row>();
        var cells = new List<Cell>();
        var (line, rowRepeat, cellRepeat, text, count) = (0, 1, 1, "", 0);
        var inCell = false;
        while (xml.Read())
        {
            var start = xml.NodeType == XmlNodeType.Element;
            var end = xml.NodeType == XmlNodeType.EndElement || (start && xml.IsEmptyElement);
            if (start && xml.LocalName == "table")
            {
                rows = [];
                line = 0;
                sheets.Add(new Sheet(Attribute(xml, "name") ?? "", rows));
            }
            else if (start && xml.LocalName == "table-row")
                (cells, rowRepeat) = ([], Repeat(xml, "number-rows-repeated"));
            else if (start && xml.LocalName is "table-cell" or "covered-table-cell")
                (cellRepeat, text, inCell) = (
                    Repeat(xml, "number-columns-repeated"),
                    Attribute(xml, "value") ?? "",
                    true
                );
            else if (xml.NodeType == XmlNodeType.Text && inCell && text.Length == 0)
                text = xml.Value;
            if (end && xml.LocalName is "table-cell" or "covered-table-cell")
            {
                inCell = false;
                // Empty cells to the edge of the sheet are written as one, repeated a thousand times.
                for (
                    var k = 0;
                    k
                        < (
                            text.Length > 0
                                ? cellRepeat
                                : Math.Min(cellRepeat, SheetFile.MaximumColumns - cells.Count)
                        );
                    k++
                )
                    cells.Add(new Cell(text, cells.Count));
                count += cellRepeat;
                if (
                    cells.Count > SheetFile.MaximumColumns
                    || (text.Length > 0 && count > SheetFile.MaximumCells)
                )
                    throw new InvalidDataException("the spreadsheet is too large");
            }
            else if (end && xml.LocalName == "table-row")
            {
                while (cells.Count > 0 && cells[^1].Text.Length == 0)
                    cells.RemoveAt(cells.Count - 1);
                if (cells.Count > 0)
                    rows.Add(new Row(line, cells));
                line += rowRepeat;
            }
        }
        return sheets;
    }

    private static int Repeat(XmlReader xml, string name) =>
        int.TryParse(Attribute(xml, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Clamp(count, 1, 1 << 20)
            : 1;

    private static string? Attribute(XmlReader xml, string name)
    {
        for (var k = 0; k < xml.AttributeCount; k++)
        {
            xml.MoveToAttribute(k);
            if (xml.LocalName != name || xml.Prefix == "calcext")
                continue;
            var value = xml.Value;
            xml.MoveToElement();
            return value;
        }
        xml.MoveToElement();
        return null;
    }
}
