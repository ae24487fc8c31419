using System.Globalization;
using System.Text;

namespace EdgeTester.Report.Svg;

/// <summary>Draws one series inside the frame of a plot.</summary>
internal sealed class SeriesPainter(StringBuilder svg, Plot plot, Axis x, Axis y)
{
    public void Draw(Series series)
    {
        if (series.Mark == Mark.Band)
        {
            DrawBand(series);
            return;
        }
        if (series.Mark is Mark.Line or Mark.DashedLine or Mark.CircleAndLine)
            DrawLine(series);
        if (series.Lower is not null && series.Upper is not null)
            DrawErrorBars(series);
        if (series.Mark is Mark.Circle or Mark.CircleAndLine)
            DrawCircles(series);
    }

    private double Across(double value) => x.Share(value) * plot.FrameWidth;

    private double Down(double value) => (1 - y.Share(value)) * plot.FrameHeight;

    // Far outside the frame some viewers lose precision, so coordinates are held near it.
    private static double Held(double coordinate) => Math.Clamp(coordinate, -20_000, 20_000);

    private bool Locate(double valueX, double valueY, out double across, out double down)
    {
        across = Held(Across(valueX));
        down = Held(Down(valueY));
        return double.IsFinite(across) && double.IsFinite(down);
    }

    private void DrawLine(Series series)
    {
        var path = new StringBuilder();
        var open = false;
        for (var k = 0; k < series.X.Count; k++)
        {
            if (!Locate(series.X[k], series.Y[k], out var across, out var down))
            {
                open = false;
                continue;
            }
            path.Append(open ? 'L' : 'M').Append(CultureInfo.InvariantCulture, $"{across:0.##} {down:0.##}");
            open = true;
        }
        if (path.Length == 0)
            return;
        var dash = series.Mark == Mark.DashedLine ? " dashed" : "";
        svg.Append($"<path class=\"line{dash}{ClassOf(series)}\"{StyleOf(series, "stroke")} d=\"{path}\"/>");
    }

    private void DrawCircles(Series series)
    {
        var path = new StringBuilder();
        for (var k = 0; k < series.X.Count; k++)
            if (Locate(series.X[k], series.Y[k], out var across, out var down))
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"M{across - 2.6:0.##} {down:0.##}a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0"
                );
        if (path.Length > 0)
            svg.Append($"<path class=\"dots{ClassOf(series)}\"{StyleOf(series, "stroke")} d=\"{path}\"/>");
    }

    private void DrawErrorBars(Series series)
    {
        var path = new StringBuilder();
        for (var k = 0; k < series.X.Count; k++)
            if (
                Locate(series.X[k], series.Lower![k], out var across, out var low)
                && Locate(series.X[k], series.Upper![k], out _, out var high)
            )
                path.Append(
                    CultureInfo.InvariantCulture,
                    $"M{across:0.##} {low:0.##}V{high:0.##}M{across - 3:0.##} {low:0.##}h6M{across - 3:0.##} {high:0.##}h6"
                );
        if (path.Length > 0)
            svg.Append($"<path class=\"bars{ClassOf(series)}\"{StyleOf(series, "stroke")} d=\"{path}\"/>");
    }

    private void DrawBand(Series series)
    {
        var upper = new StringBuilder();
        var lower = new List<string>();
        for (var k = 0; k < series.X.Count; k++)
        {
            if (
                !Locate(series.X[k], series.Upper![k], out var across, out var high)
                || !Locate(series.X[k], series.Lower![k], out _, out var low)
            )
                continue;
            upper
                .Append(upper.Length == 0 ? 'M' : 'L')
                .Append(CultureInfo.InvariantCulture, $"{across:0.##} {high:0.##}");
            lower.Add(string.Create(CultureInfo.InvariantCulture, $"L{across:0.##} {low:0.##}"));
        }
        if (lower.Count < 2)
            return;
        lower.Reverse();
        svg.Append(
            $"<path class=\"band{ClassOf(series)}\"{StyleOf(series, "fill")} d=\"{upper}{string.Concat(lower)}Z\"/>"
        );
    }

    private static string ClassOf(Series series) => series.Style.StartsWith('#') ? "" : " " + series.Style;

    private static string StyleOf(Series series, string property) =>
        series.Style.StartsWith('#') ? $" style=\"{property}:{series.Style}\"" : "";
}
