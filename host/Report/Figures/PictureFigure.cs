using EdgeTester.Analysis.Methods;
using EdgeTester.Report.Html;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Draws the pictures that evaluations describe.</summary>
public static class PictureFigure
{
    private const double Width = 560;
    private const int MostNamed = 6;
    private const int MostPoints = 1200;

    /// <summary>The picture as inline SVG.</summary>
    /// <param name="picture">What to draw; a value that is not finite leaves a gap.</param>
    public static string Of(MethodPicture picture)
    {
        var onLeft = picture.Series.Where(series => !series.OnRight || picture.Right is null).ToArray();
        var onRight = picture.Series.Except(onLeft).ToArray();
        var x = Range(picture.Series.Select(series => series.X), picture.X.IsLogarithmic);
        var y = Range(onLeft.SelectMany(Heights), picture.Y.IsLogarithmic);
        var plot = picture.IsEqualScale
            ? Equal(picture, x, y)
            : new Plot(picture.Title, AxisOf(picture.X, x, 0.03), AxisOf(picture.Y, y, 0.08))
            {
                Width = Width,
                RightAxis = picture.Right is { } right
                    ? AxisOf(right, Range(onRight.SelectMany(Heights), right.IsLogarithmic), 0.08)
                    : null,
            };
        var isRamp = picture.Series.Count(series => series.Name.Length > 0) > MostNamed;
        var style = 0;
        for (var k = 0; k < picture.Series.Count; k++)
        {
            // A series without a name belongs to the one before: the line through its points.
            style += k > 0 && picture.Series[k].Name.Length > 0 ? 1 : 0;
            plot.Add(Drawn(picture.Series[k], isRamp ? k : style, picture.Series.Count, isRamp));
        }
        return plot.Render();
    }

    private static Plot Equal(MethodPicture picture, ValueRange across, ValueRange up)
    {
        var (x, y, frameHeight) = EqualScale.Fit(across, up, Plot.FrameWidthOf(Width));
        return new Plot(picture.Title, AxisOf(picture.X, x, 0), AxisOf(picture.Y, y, 0))
        {
            Width = Width,
            Height = Plot.HeightOf(frameHeight),
        };
    }

    private static Series Drawn(PictureSeries series, int index, int count, bool isRamp)
    {
        // A line of thousands of points is thinned to its extremes; single points and bars stay as they are.
        var (x, y) =
            series.Mark == PictureMark.Line && series.Lower is null && series.X.Count > 2 * MostPoints
                ? Thinning.MinimumMaximum(series.X, series.Y, MostPoints)
                : (series.X, series.Y);
        return new Series(
            !isRamp || index == 0 || index == count - 1 ? series.Name : "",
            x,
            y,
            series.Mark switch
            {
                PictureMark.Line => Mark.Line,
                PictureMark.DashedLine => Mark.DashedLine,
                PictureMark.Points => Mark.Circle,
                _ => Mark.CircleAndLine,
            },
            isRamp ? Ramp.Colour(index / (count - 1.0)) : $"s{index % MostNamed + 1}"
        )
        {
            Lower = series.Lower,
            Upper = series.Upper,
            OnRight = series.OnRight,
        };
    }

    private static IEnumerable<IReadOnlyList<double>> Heights(PictureSeries series) =>
        new[] { series.Y, series.Lower, series.Upper }.OfType<IReadOnlyList<double>>();

    private static ValueRange Range(IEnumerable<IReadOnlyList<double>> values, bool isLogarithmic) =>
        ValueRange.Of(values.SelectMany(list => list), positive: isLogarithmic);

    private static Axis AxisOf(PictureAxis axis, ValueRange range, double padding)
    {
        var unit = QuantityText.Unit(axis.Unit);
        if (axis.IsLogarithmic)
        {
            var margin = range.IsEmpty ? 1 : Math.Pow(range.Maximum / range.Minimum, padding);
            return new LogAxis(range.Minimum / margin, range.Maximum * margin, Title(axis.Quantity, unit));
        }
        // What is read against zero is shown from zero where that is near.
        var isFromZero = padding > 0 && range.Minimum >= 0 && range.Minimum < 0.3 * range.Maximum;
        var padded = padding > 0 ? range.Padded(padding) : range;
        var scale = unit is "Ω" or "V" or "A" or "F" ? Scale.For(range.Largest, unit) : new Scale(unit, 1);
        return new LinearAxis(
            isFromZero ? 0 : padded.Minimum,
            padded.Maximum,
            Title(axis.Quantity, scale.Unit),
            scale.Factor
        );
    }

    private static string Title(string quantity, string unit) =>
        unit.Length > 0 ? $"{quantity} / {unit}" : quantity;
}
