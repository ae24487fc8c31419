using EdgeTester.Report.Html;
using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Quantities of one unit followed through a run, with 95 % bars.</summary>
public static class TrendFigure
{
    /// <summary>Draws up to six trends that share their unit.</summary>
    public static string Of(IReadOnlyList<Trend> trends)
    {
        var unit = QuantityText.Unit(trends[0].Unit);
        var times = ValueRange.Of(trends.SelectMany(t => t.ElapsedSeconds));
        var clock = Scale.ForTime(times.IsEmpty ? 0 : times.Maximum);
        var values = ValueRange.Of(trends.SelectMany(t => t.Values));
        var scale = unit == "Ω" || unit == "F" ? Scale.For(values.Largest, unit) : new Scale(unit, 1);
        var padded = values.Padded(0.08);
        var zero = values.Minimum >= 0 && values.Minimum < 0.5 * values.Maximum;
        var across = times.Padded(0.02);
        var plot = new Plot(
            string.Join(", ", trends.Select(t => t.Name)) + " against time",
            new LinearAxis(across.Minimum, across.Maximum, $"Time / {clock.Unit}", clock.Factor),
            new LinearAxis(
                zero ? 0 : padded.Minimum,
                padded.Maximum,
                scale.Unit.Length > 0 ? $"Value / {scale.Unit}" : "Value",
                scale.Factor
            )
        );
        for (var k = 0; k < trends.Count; k++)
        {
            var trend = trends[k];
            plot.Add(
                new Series(
                    trend.Name,
                    trend.ElapsedSeconds,
                    trend.Values,
                    Mark.CircleAndLine,
                    "s" + (k % 6 + 1)
                )
                {
                    Lower = trend.Values.Select((v, i) => v - 1.96 * trend.StandardErrors[i]).ToArray(),
                    Upper = trend.Values.Select((v, i) => v + 1.96 * trend.StandardErrors[i]).ToArray(),
                }
            );
        }
        return plot.Render();
    }
}
