using System.Text;
using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.KiCad;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Output;

/// <summary>Every file that is made from the source, by its path from the root of the repository.</summary>
public static class GeneratedFiles
{
    /// <summary>Path to content.</summary>
    public static IReadOnlyDictionary<string, byte[]> Write(Board board)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        void Add(string path, string text) => files[path] = Encoding.UTF8.GetBytes(text);
        foreach (var project in Projects.All(board))
        {
            var drawn = project.Board;
            var drawings = ProjectWriter.Draw(drawn);
            foreach (var (name, text) in ProjectWriter.Write(drawn, drawings))
                Add($"{project.KiCadFolder}/{name}", text);
            Add($"{project.KiCadFolder}/{drawn.Name}.net", NetlistFile.Write(new Netlist(drawn)));
            Add(project.BillPath, Bom.BillOfMaterials.Of(drawn).ToCsv());
            Drawings(files, project, drawings);
        }
        Add(PinsFile.Path, PinsFile.Write(PinPlan.Pins));
        Add("hardware/pin-out.md", PinOutPage.Write());
        Add("hardware/error-budget.md", FigurePages.Budget(Budget.ErrorBudget.Of()));
        Add("hardware/options.md", OptionsPage.Write());
        Add("hardware/cost.md", FigurePages.Cost(board));
        return files;
    }

    private static void Drawings(
        SortedDictionary<string, byte[]> files,
        Project project,
        IReadOnlyDictionary<string, SheetDrawing> drawings
    )
    {
        var (board, folder) = (project.Board, project.DrawingFolder);
        var pdf = new PdfDocument();
        const double Width = 841;
        const double Height = 594;
        SheetPainter.PaintRoot(board, pdf.AddPage(Width, Height), Width, Height);
        var root = new SvgCanvas(Width, Height);
        SheetPainter.PaintRoot(board, root, Width, Height);
        files[$"{folder}/root.svg"] = Encoding.UTF8.GetBytes(root.ToString());
        foreach (var (name, drawing) in drawings)
        {
            var page = name == "channel" ? "channel, eight times" : name;
            SheetPainter.Paint(drawing, pdf.AddPage(drawing.Width, drawing.Height), board.Title, page);
            var svg = new SvgCanvas(drawing.Width, drawing.Height);
            SheetPainter.Paint(drawing, svg, board.Title, page);
            files[$"{folder}/{name}.svg"] = Encoding.UTF8.GetBytes(svg.ToString());
        }
        files[$"{folder}/{board.Name}.pdf"] = pdf.ToBytes();
    }
}
