using System.Text;
using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.KiCad;
using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Output;

/// <summary>Every file that is made from the source, by its path from the root of the repository.</summary>
public static class GeneratedFiles
{
    /// <summary>Path to content.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(Board board)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        void Add(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);
        var drawings = ProjectWriter.Draw(board);
        foreach (var (name, text) in ProjectWriter.Write(board, drawings))
            Add($"{ProjectWriter.Folder}/{name}", text);
        Add($"{ProjectWriter.Folder}/{board.Name}.net", NetlistFile.Write(new Netlist(board)));
        Add(PinsFile.Path, PinsFile.Write(PinPlan.Pins));
        Add("hardware/pin-out.md", PinOutPage.Write());
        Add("hardware/error-budget.md", FigurePages.Budget(Budget.ErrorBudget.Of()));
        Add("hardware/cost.md", FigurePages.Cost(board));
        Add("hardware/bom.csv", Bom.BillOfMaterials.Of(board).ToCsv());
        Drawings(files, board, drawings);
        return files;
    }

    private static void Drawings(
        SortedDictionary<string, byte[]> files,
        Board board,
        IReadOnlyDictionary<string, SheetDrawing> drawings
    )
    {
        var pdf = new PdfDocument();
        const double Width = 841;
        const double Height = 594;
        SheetPainter.PaintRoot(board, pdf.AddPage(Width, Height), Width, Height);
        var root = new SvgCanvas(Width, Height);
        SheetPainter.PaintRoot(board, root, Width, Height);
        files["hardware/drawings/root.svg"] = Encoding.UTF8.GetBytes(root.ToString());
        foreach (var (name, drawing) in drawings)
        {
            var page = name == "channel" ? "channel, eight times" : name;
            SheetPainter.Paint(drawing, pdf.AddPage(drawing.Width, drawing.Height), page);
            var svg = new SvgCanvas(drawing.Width, drawing.Height);
            SheetPainter.Paint(drawing, svg, page);
            files[$"hardware/drawings/{name}.svg"] = Encoding.UTF8.GetBytes(svg.ToString());
        }
        files[$"hardware/drawings/{board.Name}.pdf"] = pdf.ToBytes();
    }
}
