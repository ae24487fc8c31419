using System.Globalization;
using System.Text;

namespace EdgeTester.Report.Svg;

/// <summary>Names of the series, in a row above the frame.</summary>
internal static class Legend
{
    public static void Draw(StringBuilder svg, IReadOnlyList<Series> all, double left, double right)
    {
        var at = left;
        foreach (var series in all)
        {
            if (series.Name.Length == 0)
                continue;
            var width = 24 + series.Name.Length * 6.4 + 12;
            if (at + width > right + 20)
                break;
            var named = series.Style.StartsWith('#') ? "" : " " + series.Style;
            var stroke = series.Style.StartsWith('#') ? $" style=\"stroke:{series.Style}\"" : "";
            var fill = series.Style.StartsWith('#') ? $" style=\"fill:{series.Style}\"" : "";
            if (series.Mark == Mark.Band)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"band{named}\"{fill} d=\"M{at:0.##} 7h16v10h-16Z\"/>"
                );
            if (series.Mark is Mark.Line or Mark.DashedLine or Mark.CircleAndLine)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"line{(series.Mark == Mark.DashedLine ? " dashed" : "")}{named}\"{stroke} d=\"M{at:0.##} 12h16\"/>"
                );
            if (series.Mark is Mark.Circle or Mark.CircleAndLine)
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path class=\"dots{named}\"{stroke} d=\"M{at + 5.4:0.##} 12a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0\"/>"
                );
            SvgText.Write(svg, series.Name, at + 22, 16, "start", "tick");
            at += width;
        }
    }
}
