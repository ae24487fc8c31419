using System.Globalization;
using System.Text;

namespace EdgeTester.Hardware.Drawing;

/// <summary>Pages as PDF 1.4 with the reader's own Helvetica; no dates, so that the same drawing gives the same file.</summary>
public sealed class PdfDocument
{
    private readonly List<PdfPage> pages = [];

    /// <summary>Adds a page of so many millimetres.</summary>
    public ICanvas AddPage(double width, double height)
    {
        var page = new PdfPage(width, height);
        pages.Add(page);
        return page;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var file = new StringBuilder("%PDF-1.4\n");
        List<int> offsets = [];
        void Write(string body)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Write("<< /Type /Catalog /Pages 2 0 R >>");
        var kids = string.Join(' ', Enumerable.Range(0, pages.Count).Select(k => $"{4 + 2 * k} 0 R"));
        Write($"<< /Type /Pages /Count {pages.Count} /Kids [{kids}] >>");
        Write("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (var k = 0; k < pages.Count; k++)
        {
            var content = pages[k].Content;
            Write(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {pages[k].Size}] /Contents {5 + 2 * k} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            );
            Write($"<< /Length {content.Length} >>\nstream\n{content}endstream");
        }
        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            file.Append(offset.ToString("0000000000", CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        file.Append(
            CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private sealed class PdfPage(double width, double height) : ICanvas
    {
        private const double Scale = 72 / 25.4;

        // Helvetica's mean letter is about half as wide as it is high: enough to place right-aligned names.
        private const double LetterWidth = 0.56;

        private readonly StringBuilder content = new();

        public string Size => $"{N(width * Scale)} {N(height * Scale)}";

        public string Content => content.ToString();

        public void Path(IReadOnlyList<Point> points, double strokeWidth, string color, bool isFilled = false)
        {
            content.Append($"{Rgb(color)} RG {Rgb(color)} rg {N(strokeWidth * Scale)} w\n");
            for (var k = 0; k < points.Count; k++)
                content.Append($"{X(points[k])} {Y(points[k])} {(k == 0 ? "m" : "l")}\n");
            content.Append(isFilled ? "B\n" : "S\n");
        }

        public void Dot(Point at, double radius, string color)
        {
            List<Point> corners = [];
            for (var k = 0; k <= 12; k++)
                corners.Add(
                    at + new Point(radius * Math.Cos(k * Math.PI / 6), radius * Math.Sin(k * Math.PI / 6))
                );
            Path(corners, 0.05, color, true);
        }

        public void Text(
            Point at,
            string words,
            double size,
            string color,
            int anchor = -1,
            bool isTurned = false
        )
        {
            var back = (anchor + 1) / 2.0 * words.Length * size * LetterWidth;
            var from = isTurned ? at + new Point(0, back) : at + new Point(-back, 0);
            var matrix = isTurned ? "0 1 -1 0" : "1 0 0 1";
            var escaped = words.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)");
            content.Append(
                $"BT {Rgb(color)} rg /F1 {N(size * Scale)} Tf {matrix} {X(from)} {Y(from)} Tm ({escaped}) Tj ET\n"
            );
        }

        private static string X(Point p) => N(p.X * Scale);

        private string Y(Point p) => N((height - p.Y) * Scale);

        private static string N(double value) =>
            (Math.Round(value, 2) + 0.0).ToString(CultureInfo.InvariantCulture);

        private static string Rgb(string color)
        {
            string Part(int at) =>
                N(
                    int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                        / 255.0
                );
            return $"{Part(1)} {Part(3)} {Part(5)}";
        }
    }
}
