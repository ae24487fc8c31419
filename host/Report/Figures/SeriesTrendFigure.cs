using EdgeTester.Report.Html;
using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Quantities of one unit along a series, with 95 % bars.</summary>
public static class SeriesTrendFigure
{
    /// <summary>Beyond this ratio of the largest to the smallest value the axis is logarithmic.</summary>
    private const double LogarithmicFrom = 30;

    /// <summary>Draws trends that share their unit.</summary>
    public static string Of(IReadOnlyList<SeriesTrend> trends, string axisTitle)
    {
        var unit = QuantityText.Unit(trends[0].Unit);
        var across = ValueRange.Of(trends.SelectMany(t => t.At)).Padded(0.03);
        var values = ValueRange.Of(trends.SelectMany(t => t.Values));
        var known = values.IsEmpty ? new ValueRange(0, 1) : values;
        var isLogarithmic = known.Minimum > 0 && known.Maximum > LogarithmicFrom * known.Minimum;
        var plot = new Plot(
            string.Join(", ", trends.Select(t => t.Name)) + " along the series",
            new LinearAxis(across.Minimum, across.Maximum, axisTitle),
            isLogarithmic
                ? new LogAxis(known.Minimum / 1.5, known.Maximum * 1.5, Title("Value", unit))
                : Linear(trends, known, unit)
        )
        {
            Height = 260,
        };
        for (var k = 0; k < trends.Count; k++)
            plot.Add(
                new Series(
                    trends[k].Name,
                    trends[k].At,
                    trends[k].Values,
                    Mark.CircleAndLine,
                    "s" + (k % 6 + 1)
                )
                {
                    Lower = trends[k].Lower95,
                    Upper = trends[k].Upper95,
                }
            );
        return plot.Render();
    }

    private static LinearAxis Linear(IReadOnlyList<SeriesTrend> trends, ValueRange values, string unit)
    {
        // Bars belong into the picture as long as they do not press the values flat.
        var bars = ValueRange.Of(trends.SelectMany(t => t.Lower95.Concat(t.Upper95)));
        var span = Math.Max(values.Maximum - values.Minimum, 0.02 * Math.Abs(values.Maximum));
        var lower = bars.IsEmpty
            ? values.Minimum
            : Math.Max(Math.Min(bars.Minimum, values.Minimum), values.Minimum - 3 * span);
        var upper = bars.IsEmpty
            ? values.Maximum
            : Math.Min(Math.Max(bars.Maximum, values.Maximum), values.Maximum + 3 * span);
        var padded = new ValueRange(lower, upper).Padded(0.08);
        var scale = unit is "Ω" or "F" or "H" or "s" ? Scale.For(values.Largest, unit) : new Scale(unit, 1);
        return new LinearAxis(
            lower >= 0 && lower < 0.3 * upper ? 0 : padded.Minimum,
            padded.Maximum,
            Title("Value", scale.Unit),
            scale.Factor
        );
    }

    private static string Title(string name, string unit) => unit.Length > 0 ? $"{name} / {unit}" : name;
}
