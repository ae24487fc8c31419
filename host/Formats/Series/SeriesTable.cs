using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>Reads the rows of a cycler's table by its header.</summary>
internal static class SeriesTable
{
    /// <summary>Reads all rows into a series.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="format">The format in words.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="comma">A comma is the decimal sign.</param>
    public static SeriesBuilder Read(
        DataFile file,
        string format,
        IReadOnlyList<string> header,
        IEnumerable<Row> rows,
        bool comma
    )
    {
        var builder = new SeriesBuilder(file, format);
        var chosen = SeriesColumn.Choose(header);
        var sign = DischargeMark.Find(header);
        var lists = chosen.ToDictionary(pair => pair.Key, pair => builder.Column(pair.Value.Column));
        var required = chosen
            .Where(pair =>
                pair.Value.Column == BdfColumns.TestTime
                || pair.Value.Column == BdfColumns.Voltage
                || pair.Value.Column == BdfColumns.Current
            )
            .Select(pair => pair.Key)
            .ToHashSet();
        foreach (var row in rows)
        foreach (var (index, column) in chosen)
        {
            var value = Value(file.Name, row, index, comma, required.Contains(index)) * column.Factor;
            if (column.Column == BdfColumns.Current && sign is { } mark && mark.Holds(row))
                value = -Math.Abs(value);
            lists[index].Add(value);
        }
        if (
            format != "Battery Data Format"
            && (builder.Has(BdfColumns.ChargingCapacity) || builder.Has(BdfColumns.DischargingCapacity))
        )
            builder.Note(
                "charging and discharging capacity are as the instrument counts them: some count anew each cycle or step"
            );
        if (sign is not null)
            builder.Note("the current's sign was taken from the column of states: discharging is negative");
        return builder;
    }

    private static double Value(string name, Row row, int index, bool comma, bool required)
    {
        if (!required && (index >= row.Cells.Count || row.Cells[index].Text.Length == 0))
            return double.NaN;
        if (index < row.Cells.Count && TryClock(row.Cells[index].Text, out var seconds))
            return seconds;
        if (required || NumberText.TryParse(row.Cells[index].Text, comma, out _))
            return ImpedanceTable.Number(name, row, index, comma);
        return double.NaN;
    }

    /// <summary>A duration such as "27:00:10.500" or "0d 03:00:00".</summary>
    private static bool TryClock(string text, out double seconds)
    {
        seconds = 0;
        if (!text.Contains(':') || text.Length > 40)
            return false;
        var days = 0.0;
        var d = text.IndexOf('d');
        if (d > 0 && !double.TryParse(text[..d], NumberStyles.Float, CultureInfo.InvariantCulture, out days))
            return false;
        var parts = text[(d > 0 ? d + 1 : 0)..].Trim().Split(':');
        if (parts.Length != 3)
            return false;
        foreach (var part in parts)
        {
            if (
                !double.TryParse(
                    part,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
                return false;
            seconds = seconds * 60 + value;
        }
        seconds += days * 86400;
        return true;
    }
}

/// <summary>The column that says whether a row of an unsigned current is a discharge (Maccor).</summary>
internal readonly record struct DischargeMark(int Column)
{
    public static DischargeMark? Find(IReadOnlyList<string> header)
    {
        for (var k = 0; k < header.Count; k++)
            if (
                header[k].Trim().ToLowerInvariant() is "state" or "md" or "mode"
                && header.Any(name => name.Trim().StartsWith("Rec", StringComparison.OrdinalIgnoreCase))
            )
                return new DischargeMark(k);
        return null;
    }

    public bool Holds(Row row) => Column < row.Cells.Count && row.Cells[Column].Text is "D" or "d";
}
