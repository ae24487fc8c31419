using System.Globalization;
using System.Text;
using EdgeTester.Hardware.Drawing;
using EdgeTester.Hardware.Spice;

namespace EdgeTester.Hardware.Output;

/// <summary>The page of results and its pictures.</summary>
public static class ResultPage
{
    private static readonly string[] Colors =
    [
        "#22409a",
        "#b03020",
        "#1f7a1f",
        "#a06000",
        "#7030a0",
        "#008080",
        "#606060",
        "#c04090",
    ];

    /// <summary>File name to text: results.md and one SVG for each picture.</summary>
    public static IReadOnlyDictionary<string, string> Write(IReadOnlyList<SpiceResult> results)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var page = new StringBuilder(
            """
            # What the twelve simulations show

            Written by `./edgetester verify-hardware`; ngspice 39, decks made from the same source as the schematic (`hardware/Design/Spice`). Limits are
            what the board promises; the macro-models are this project's own, from data-sheet figures, not the vendors'.

            | check | conditions | figure | found | limit | |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var r in results)
        foreach (var f in r.Figures)
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Number} {r.Title} | {r.Conditions} | {f.What} | {f.Value:G4} {f.Unit} | {(f.IsMinimum ? "at least" : "at most")} {f.Limit:G4} {f.Unit} | {(f.Passed ? "good" : "**not kept**")} |\n"
            );
        page.Append('\n');
        foreach (var picture in results.SelectMany(r => r.Pictures))
        {
            page.Append($"![{picture.Title}]({picture.Name}.svg)\n\n");
            files[picture.Name + ".svg"] = Draw(picture);
        }
        files["results.md"] = page.ToString();
        return files;
    }

    /// <summary>One picture as SVG.</summary>
    public static string Draw(SpicePicture picture)
    {
        const double Width = 180;
        const double Height = 100;
        const double Left = 22;
        const double Right = 125;
        const double Top = 12;
        const double Bottom = 84;
        var canvas = new SvgCanvas(Width, Height);
        double Scale(double x) => picture.IsLogarithmicX ? Math.Log10(Math.Max(x, 1e-12)) : x;
        var points = picture.Curves.SelectMany(c => c.Points).Where(p => double.IsFinite(p.Y)).ToList();
        if (points.Count == 0)
            return canvas.ToString();
        var (x0, x1) = (points.Min(p => Scale(p.X)), points.Max(p => Scale(p.X)));
        var (y0, y1) = (points.Min(p => p.Y), points.Max(p => p.Y));
        if (y1 - y0 < 1e-12)
            (y0, y1) = (y0 - 1, y1 + 1);
        Point At(double x, double y) =>
            new(
                Left + (Scale(x) - x0) / Math.Max(x1 - x0, 1e-12) * (Right - Left),
                Bottom - (y - y0) / (y1 - y0) * (Bottom - Top)
            );
        canvas.Text(new Point(Left, 7), picture.Title, 4, "#222222");
        canvas.Path([new(Left, Top), new(Left, Bottom), new(Right, Bottom)], 0.3, "#222222");
        foreach (var y in Ticks(y0, y1))
        {
            var left = new Point(Left, At(picture.IsLogarithmicX ? Math.Pow(10, x0) : x0, y).Y);
            canvas.Path([left, new(Right, left.Y)], 0.1, "#cccccc");
            canvas.Text(left + new Point(-1, 1), Number(y), 2.8, "#222222", 1);
        }
        foreach (var x in picture.IsLogarithmicX ? Decades(x0, x1) : Ticks(x0, x1))
        {
            var foot = new Point(
                Left
                    + ((picture.IsLogarithmicX ? Math.Log10(x) : x) - x0)
                        / Math.Max(x1 - x0, 1e-12)
                        * (Right - Left),
                Bottom
            );
            canvas.Path([foot, new(foot.X, Top)], 0.1, "#cccccc");
            canvas.Text(foot + new Point(0, 4), Number(x), 2.8, "#222222", 0);
        }
        canvas.Text(new Point((Left + Right) / 2, Height - 6), picture.XAxis, 3.2, "#222222", 0);
        canvas.Text(new Point(5, (Top + Bottom) / 2), picture.YAxis, 3.2, "#222222", 0, true);
        for (var k = 0; k < picture.Curves.Count; k++)
        {
            var curve = picture.Curves[k];
            var color = Colors[k % Colors.Length];
            canvas.Path(
                [.. curve.Points.Where(p => double.IsFinite(p.Y)).Select(p => At(p.X, p.Y))],
                0.4,
                color
            );
            var y = Top + 4 + 4.6 * k;
            canvas.Path([new(Right + 3, y - 1), new(Right + 8, y - 1)], 0.6, color);
            canvas.Text(new Point(Right + 10, y), curve.Name, 2.7, "#222222");
        }
        return canvas.ToString();
    }

    private static IEnumerable<double> Ticks(double low, double high)
    {
        var raw = (high - low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step =
            (raw / power) switch
            {
                < 1.5 => 1,
                < 3.5 => 2,
                < 7.5 => 5,
                _ => 10,
            } * power;
        for (var k = (long)Math.Ceiling(low / step); k * step <= high; k++)
            yield return k * step;
    }

    private static IEnumerable<double> Decades(double low, double high)
    {
        for (var k = (int)Math.Ceiling(low); k <= high; k++)
            yield return Math.Pow(10, k);
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
