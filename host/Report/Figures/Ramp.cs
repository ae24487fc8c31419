using System.Globalization;

namespace EdgeTester.Report.Figures;

/// <summary>Colours from early to late that read on a light and on a dark page and differ in lightness.</summary>
public static class Ramp
{
    private static readonly (double Red, double Green, double Blue)[] Stops =
    [
        (74, 88, 176),
        (36, 132, 168),
        (40, 160, 120),
        (150, 170, 50),
        (226, 150, 40),
        (214, 78, 60),
    ];

    /// <summary>The colour at a share of the way, 0 to 1, as "#rrggbb".</summary>
    public static string Colour(double share)
    {
        var at = Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * (Stops.Length - 1);
        var below = Math.Min((int)at, Stops.Length - 2);
        var rest = at - below;
        var (a, b) = (Stops[below], Stops[below + 1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"#{Mix(a.Red, b.Red, rest):x2}{Mix(a.Green, b.Green, rest):x2}{Mix(a.Blue, b.Blue, rest):x2}"
        );
    }

    private static int Mix(double from, double to, double share) =>
        (int)Math.Round(from + (to - from) * share);
}
