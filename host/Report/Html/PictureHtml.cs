using EdgeTester.Analysis.Methods;
using EdgeTester.Report.Figures;

namespace EdgeTester.Report.Html;

/// <summary>A picture of an evaluation on a page, with its numbers.</summary>
internal static class PictureHtml
{
    /// <summary>Writes it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="picture">What is drawn.</param>
    public static void Write(HtmlWriter page, MethodPicture picture) =>
        page.Figure(PictureFigure.Of(picture), picture.Title + ".", Data(picture));

    /// <summary>The numbers of a picture: columns x, y and the ends of the bars of each series.</summary>
    public static CsvData Data(MethodPicture picture)
    {
        var columns = new List<(string, IReadOnlyList<double>)>();
        foreach (var series in picture.Series)
        {
            var name = FileStem.Of(series.Name.Length > 0 ? series.Name : "series");
            var height = series.OnRight ? picture.Right ?? picture.Y : picture.Y;
            columns.Add(($"{name}_{Column(picture.X)}", series.X));
            columns.Add(($"{name}_{Column(height)}", series.Y));
            if (series.Lower is { } lower)
                columns.Add(($"{name}_{Column(height)}_lower95", lower));
            if (series.Upper is { } upper)
                columns.Add(($"{name}_{Column(height)}_upper95", upper));
        }
        return new CsvData(FileStem.Of(picture.Title) + ".csv", columns);
    }

    private static string Column(PictureAxis axis) => FileStem.Of(axis.Quantity + " " + axis.Unit);
}
