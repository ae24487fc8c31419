namespace EdgeTester.Formats;

/// <summary>Spreadsheets (.xlsx, .ods, .fods): every sheet with a frequency and an impedance is read.</summary>
internal sealed class SpreadsheetFormat : ISpectrumFormat
{
    public string Name => "spreadsheet";

    public bool Recognises(DataFile file) => ExcelSheets.Is(file) || OpenDocumentSheets.Is(file);

    public SpectrumFile Read(DataFile file)
    {
        var sheets = ExcelSheets.Is(file) ? ExcelSheets.Read(file) : OpenDocumentSheets.Read(file);
        var assembler = new SpectrumAssembler(file);
        foreach (var sheet in sheets)
            if (sheet.Rows.Count > 0 && !Read(file, sheet, assembler))
                assembler.Note($"sheet {TextFile.Quoted(sheet.Name)} names no frequency and impedance");
        return assembler.Finish(Name);
    }

    private static bool Read(DataFile file, Sheet sheet, SpectrumAssembler assembler)
    {
        for (var k = 0; k < Math.Min(sheet.Rows.Count, 50); k++)
        {
            if (
                ImpedanceLayout.FromNames(sheet.Rows[k].Cells.Select(cell => cell.Text).ToArray())
                is not { } layout
            )
                continue;
            var rows = sheet
                .Rows.Skip(k + 1)
                .TakeWhile(row => row.Cells.Any(cell => cell.Text.Length > 0))
                .ToArray();
            var points = ImpedanceTable.Read($"{file.Name}, sheet {sheet.Name}", rows, layout, 0, false);
            if (layout.IsPhaseUnitUnsaid)
            {
                points = PhaseUnit.Settle(points, out var unit);
                assembler.Note(unit);
            }
            assembler.Note(layout.Note);
            assembler.Add(points, $"{Path.GetFileName(file.Name)} {sheet.Name}", layout.Sign);
            return true;
        }
        return false;
    }
}
