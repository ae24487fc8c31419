using System.Globalization;
using System.Text;

namespace EdgeTester.Report.Svg;

/// <summary>
/// One picture: a frame, axes with titles and marks, series, a legend. Drawn as inline SVG that takes its colours from the page's style
/// sheet; well-formed XML, without scripts and without references to anything outside.
/// </summary>
public sealed class Plot(string caption, Axis x, Axis y)
{
    private const double Left = 64;
    private const double Top = 26;
    private const double Bottom = 46;
    private readonly List<Series> _series = [];

    /// <summary>Width of the picture in user units.</summary>
    public double Width { get; init; } = 560;

    /// <summary>Height of the picture in user units.</summary>
    public double Height { get; init; } = 340;

    /// <summary>An axis at the right, or null.</summary>
    public Axis? RightAxis { get; init; }

    /// <summary>Width that is left for an axis at the right.</summary>
    public double Right => RightAxis is null ? 16 : 60;

    /// <summary>Width of the frame in user units.</summary>
    public double FrameWidth => Width - Left - Right;

    /// <summary>Height of the frame in user units.</summary>
    public double FrameHeight => Height - Top - Bottom;

    /// <summary>Width of the frame of a plain picture of the given width.</summary>
    public static double FrameWidthOf(double width) => width - Left - 16;

    /// <summary>Height of a picture whose frame has the given height.</summary>
    public static double HeightOf(double frameHeight) => frameHeight + Top + Bottom;

    /// <summary>Adds a series; later ones are drawn on top.</summary>
    public Plot Add(Series series)
    {
        _series.Add(series);
        return this;
    }

    /// <summary>Draws the picture.</summary>
    public string Render()
    {
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot\" role=\"img\" viewBox=\"0 0 {Width:0.##} {Height:0.##}\" style=\"max-width:{Width * 1.25:0}px\">"
        );
        svg.Append("<title>").Append(SvgText.Escape(caption)).Append("</title>");
        DrawGrid(svg);
        // A nested svg clips what leaves the frame without needing an identity that could collide on the page.
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg x=\"{Left}\" y=\"{Top}\" width=\"{FrameWidth:0.##}\" height=\"{FrameHeight:0.##}\" viewBox=\"0 0 {FrameWidth:0.##} {FrameHeight:0.##}\">"
        );
        foreach (var series in _series)
            new SeriesPainter(svg, this, x, series.OnRight ? RightAxis ?? y : y).Draw(series);
        svg.Append("</svg>");
        Legend.Draw(svg, _series, Left, Width - Right);
        return svg.Append("</svg>").ToString();
    }

    private void DrawGrid(StringBuilder svg)
    {
        var bottom = Top + FrameHeight;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"frame\" x=\"{Left}\" y=\"{Top}\" width=\"{FrameWidth:0.##}\" height=\"{FrameHeight:0.##}\"/>"
        );
        foreach (var (value, label) in x.Marks((int)Math.Max(3, FrameWidth / 75)))
        {
            var at = Left + x.Share(value) * FrameWidth;
            Line(svg, label.Length > 0 ? "grid" : "minor", at, Top, at, bottom);
            if (label.Length > 0)
                SvgText.Write(svg, label, at, bottom + 16, "middle", "tick");
        }
        foreach (var (value, label) in y.Marks((int)Math.Max(3, FrameHeight / 42)))
        {
            var at = bottom - y.Share(value) * FrameHeight;
            Line(svg, label.Length > 0 ? "grid" : "minor", Left, at, Left + FrameWidth, at);
            if (label.Length > 0)
                SvgText.Write(svg, label, Left - 7, at + 4, "end", "tick");
        }
        SvgText.Write(svg, x.Title, Left + FrameWidth / 2, Height - 8, "middle", "label");
        SvgText.WriteUpright(svg, y.Title, 14, Top + FrameHeight / 2);
        if (RightAxis is null)
            return;
        foreach (var (value, label) in RightAxis.Marks((int)Math.Max(3, FrameHeight / 42)))
            if (label.Length > 0)
                SvgText.Write(
                    svg,
                    label,
                    Left + FrameWidth + 7,
                    bottom - RightAxis.Share(value) * FrameHeight + 4,
                    "start",
                    "tick"
                );
        SvgText.WriteUpright(svg, RightAxis.Title, Width - 8, Top + FrameHeight / 2);
    }

    private static void Line(StringBuilder svg, string style, double x1, double y1, double x2, double y2) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"{style}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\"/>"
        );
}
