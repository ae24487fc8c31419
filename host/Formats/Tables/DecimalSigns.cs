namespace EdgeTester.Formats;

/// <summary>Settles what comma and point mean in a table whose numbers have commas in them.</summary>
internal static class DecimalSigns
{
    /// <summary>Rewrites every number with a decimal point and without groups of thousands.</summary>
    /// <param name="name">Name of the file, for errors.</param>
    /// <param name="table">A table with decimal commas, or with commas between thousands.</param>
    /// <param name="note">What a reader should know; empty where there is nothing.</param>
    /// <exception cref="DataFileException">A number can be read in two ways, or a sign means two things.</exception>
    public static TextTable Settle(string name, TextTable table, out string note)
    {
        Usage comma = new(),
            point = new();
        foreach (var row in table.Rows)
        foreach (var cell in row.Cells)
            if (GroupedNumber.Of(cell.Text) is { } number)
            {
                comma.Count(number.Comma, row, cell);
                point.Count(number.Point, row, cell);
            }
        var commaIs = comma.Role(name, "comma", point);
        var pointIs = point.Role(name, "point", comma);
        note =
            commaIs == SignRole.Grouping ? "the comma was taken as the separator of thousands"
            : pointIs == SignRole.Grouping ? "the point was taken as the separator of thousands"
            : commaIs == SignRole.Decimal && pointIs == SignRole.Decimal
                ? "mixed decimal separators: comma and point were both taken as the decimal sign"
            : "";
        return table with
        {
            DecimalComma = false,
            Rows = table
                .Rows.Select(row => new Row(
                    row.Line,
                    row.Cells.Select(cell =>
                            GroupedNumber.Of(cell.Text) is null
                                ? cell
                                : cell with
                                {
                                    Text = GroupedNumber.Plain(cell.Text, commaIs, pointIs),
                                }
                        )
                        .ToArray()
                ))
                .ToArray(),
        };
    }

    /// <summary>How one of the signs is used in a table: the first cell of each role.</summary>
    private sealed class Usage
    {
        private readonly Dictionary<SignRole, (Row Row, Cell Cell)> _first = [];

        private bool Has(SignRole role) => _first.ContainsKey(role);

        public void Count(SignRole role, Row row, Cell cell) => _first.TryAdd(role, (row, cell));

        /// <summary>What the sign means in the whole table.</summary>
        public SignRole Role(string name, string word, Usage other)
        {
            if (Has(SignRole.Grouping) && Has(SignRole.Decimal))
                throw At(
                    name,
                    _first[SignRole.Grouping],
                    $"the {word} separates thousands here and decimals in line {_first[SignRole.Decimal].Row.Line + 1}: write all numbers alike"
                );
            if (Has(SignRole.Grouping))
                return SignRole.Grouping;
            if (Has(SignRole.Decimal))
                return SignRole.Decimal;
            if (!Has(SignRole.Ambiguous))
                return SignRole.None;
            if (
                !other.Has(SignRole.Grouping)
                && (other.Has(SignRole.Decimal) || other.Has(SignRole.Ambiguous))
            )
                throw At(
                    name,
                    _first[SignRole.Ambiguous],
                    "decimal comma and decimal point are mixed, and this number can be read in two ways: write all numbers with a decimal point"
                );
            return SignRole.Decimal;
        }

        private static DataFileException At(string name, (Row Row, Cell Cell) place, string reason) =>
            new(
                name,
                place.Row.Line + 1,
                place.Cell.Column + 1,
                $"{TextFile.Quoted(place.Cell.Text)}: {reason}"
            );
    }
}
