using System.Globalization;

namespace EdgeTester.Formats;

/// <summary>
/// Any text with a table of numbers: every delimiter, decimal point or comma, names of columns in many spellings or
/// none. Catches what no format before it has recognised.
/// </summary>
internal sealed class DelimitedFormat : ISpectrumFormat
{
    private const int MostTables = 64;

    public string Name => "text table";

    public bool Recognises(DataFile file) => !file.LooksBinary;

    public SpectrumFile Read(DataFile file)
    {
        var text = file.Text;
        var assembler = new SpectrumAssembler(file);
        var label = Path.GetFileName(file.Name);
        var main =
            TextTable.Find(text, 0, text.Lines.Length)
            ?? throw file.Refuse("there is no table of numbers in this text");
        ImpedanceLayout? layout = null;
        foreach (var (table, k) in Earlier(text, main).Select((table, k) => (table, k)))
        {
            layout = Add(file, table, layout, $"{label} part {k + 1}", assembler);
            assembler.Note(Interruption(text, table.End));
        }
        layout = Add(file, main, layout, label, assembler);
        var last = main;
        for (var k = 1; k < MostTables && last.End < text.Lines.Length; k++)
        {
            var next = TextTable.Find(text, last.End, text.Lines.Length);
            if (next is null || next.Rows.Count < 2 || next.Delimiter != main.Delimiter)
                break;
            if (next.Header is null)
                assembler.Note(Interruption(text, last.End));
            Add(file, next, layout, $"{label} table {k + 1}", assembler);
            last = next;
        }
        if (last.End < text.Lines.Length)
            assembler.Note($"the text from line {last.End + 1} on is no table and was left out");
        NoteMissing(text, main, assembler);
        assembler.NoteCut(text);
        return assembler.Finish(
            $"{Name}, {main.Delimiter.ToString().ToLowerInvariant()} separated{(main.DecimalComma ? ", decimal comma" : "")}"
        );
    }

    /// <summary>Tables of the same kind above the largest one: what an odd line cut off must not vanish.</summary>
    private static List<TextTable> Earlier(TextFile text, TextTable main)
    {
        var found = new List<TextTable>();
        for (var start = main.Start; found.Count < MostTables; )
        {
            var table = TextTable.Find(text, 0, start);
            if (
                table is null
                || main.Header is not null
                || table.Delimiter != main.Delimiter
                || table.Rows[0].Cells.Count != main.Rows[0].Cells.Count
                || table.Rows[0].Cells.Count < 3
            )
                break;
            found.Insert(0, table);
            start = table.Start;
        }
        return found;
    }

    private static string Interruption(TextFile text, int line)
    {
        while (line < text.Lines.Length && string.IsNullOrWhiteSpace(text.Lines[line]))
            line++;
        return line >= text.Lines.Length
            ? ""
            : $"line {line + 1}, {TextFile.Quoted(text.Lines[line])}, is no row of the table: the points above and below it were read as spectra of their own";
    }

    /// <summary>Some formats (P00, i2b) give the number of points in a line of its own above the table.</summary>
    private static void NoteMissing(TextFile text, TextTable table, SpectrumAssembler assembler)
    {
        for (var k = table.Start - 1; k >= Math.Max(0, table.Start - 2); k--)
            if (
                int.TryParse(
                    text.Lines[k].Trim(),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var announced
                )
                && announced > table.Rows.Count
            )
                assembler.Note(
                    $"{announced} points are announced, {table.Rows.Count} are there: the measurement ended early, or the file is cut"
                );
    }

    private static ImpedanceLayout Add(
        DataFile file,
        TextTable table,
        ImpedanceLayout? known,
        string label,
        SpectrumAssembler assembler
    )
    {
        if (table.Delimiter == Delimiter.Comma && table.Header is null)
            RefuseCommaTwice(file, table);
        if (table.DecimalComma)
        {
            table = DecimalSigns.Settle(file.Name, table, out var mixed);
            assembler.Note(mixed);
        }
        var width =
            table.Header?.Cells.Count
            ?? table.Rows.GroupBy(row => row.Cells.Count).MaxBy(group => group.Count())!.Key;
        var layout = table.Header is not null
            ? ImpedanceLayout.FromNames(table.Header.Cells.Select(cell => cell.Text).ToArray())
            : known ?? ImpedanceLayout.FromNumbers(Numbers(file, table, width));
        if (layout is null)
            throw NoImpedance(file, table, width);
        assembler.Note(layout.Note);
        var points = ImpedanceTable.Read(file.Name, table.Rows, layout, width, table.DecimalComma);
        if (layout.IsPhaseUnitUnsaid)
        {
            points = PhaseUnit.Settle(points, out var unit);
            assembler.Note(unit);
        }
        assembler.Add(points, label, layout.Sign);
        return layout;
    }

    /// <summary>A comma between columns and in the numbers makes two cells of each number.</summary>
    private static void RefuseCommaTwice(DataFile file, TextTable table)
    {
        var above = table.Start - 1;
        while (above >= 0 && string.IsNullOrWhiteSpace(file.Text.Lines[above]))
            above--;
        if (above < 0)
            return;
        var names = Delimiters.Split(file.Text.Lines[above], above, Delimiter.Comma).Cells;
        if (
            table.Rows[0].Cells.Count == 2 * names.Count
            && ImpedanceLayout.FromNames(names.Select(cell => cell.Text).ToArray()) is not null
        )
            throw new DataFileException(
                file.Name,
                table.Start + 1,
                0,
                $"the comma stands between the columns and in the numbers ({names.Count} names, {2 * names.Count} cells): write the numbers with a decimal point, or the columns with a semicolon"
            );
    }

    private static List<double[]> Numbers(DataFile file, TextTable table, int width)
    {
        var numbers = new List<double[]>();
        foreach (var row in table.Rows)
        {
            var used = Math.Min(3, width);
            var values = new double[used];
            for (var k = 0; k < used; k++)
                values[k] = ImpedanceTable.Number(file.Name, row, k, table.DecimalComma);
            numbers.Add(values);
        }
        return numbers;
    }

    private static DataFileException NoImpedance(DataFile file, TextTable table, int width)
    {
        var line = (table.Header?.Line ?? table.Start) + 1;
        if (table.Header is null)
            return new DataFileException(
                file.Name,
                line,
                0,
                $"the table has {width} column(s) and no names: an impedance needs frequency, Z' and Z''"
            );
        var names = string.Join(", ", table.Header.Cells.Take(8).Select(cell => TextFile.Quoted(cell.Text)));
        return new DataFileException(
            file.Name,
            line,
            0,
            $"no impedance here: the columns are {names}; a frequency and Z', Z'' or |Z|, phase are needed"
        );
    }
}
