using System.Globalization;
using System.Text;

namespace EdgeTester.Hardware.Drawing;

/// <summary>A page as SVG.</summary>
public sealed class SvgCanvas(double width, double height) : ICanvas
{
    private readonly StringBuilder text = new();

    /// <inheritdoc/>
    public void Path(IReadOnlyList<Point> points, double strokeWidth, string color, bool isFilled = false)
    {
        var d = string.Join(' ', points.Select((p, k) => $"{(k == 0 ? 'M' : 'L')}{N(p.X)} {N(p.Y)}"));
        text.Append(
            $"<path d=\"{d}\" fill=\"{(isFilled ? color : "none")}\" stroke=\"{color}\" stroke-width=\"{N(strokeWidth)}\"/>\n"
        );
    }

    /// <inheritdoc/>
    public void Dot(Point at, double radius, string color) =>
        text.Append($"<circle cx=\"{N(at.X)}\" cy=\"{N(at.Y)}\" r=\"{N(radius)}\" fill=\"{color}\"/>\n");

    /// <inheritdoc/>
    public void Text(
        Point at,
        string words,
        double size,
        string color,
        int anchor = -1,
        bool isTurned = false
    )
    {
        var side = anchor switch
        {
            0 => " text-anchor=\"middle\"",
            1 => " text-anchor=\"end\"",
            _ => "",
        };
        var turn = isTurned ? $" transform=\"rotate(-90 {N(at.X)} {N(at.Y)})\"" : "";
        var escaped = words.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
        text.Append(
            $"<text x=\"{N(at.X)}\" y=\"{N(at.Y)}\" font-size=\"{N(size)}\" fill=\"{color}\"{side}{turn}>{escaped}</text>\n"
        );
    }

    /// <summary>The file.</summary>
    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}mm\" height=\"{N(height)}mm\" viewBox=\"0 0 {N(width)} {N(height)}\" font-family=\"Helvetica, Arial, sans-serif\">\n"
        + $"<rect width=\"{N(width)}\" height=\"{N(height)}\" fill=\"white\"/>\n{text}</svg>\n";

    private static string N(double value) =>
        (Math.Round(value, 3) + 0.0).ToString(CultureInfo.InvariantCulture);
}
