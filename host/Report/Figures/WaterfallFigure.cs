using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>The distributions of a series above one another, with the relaxations that are followed through them.</summary>
public static class WaterfallFigure
{
    /// <summary>More rows than this cannot be told apart.</summary>
    private const int MostRows = 40;

    /// <summary>How much of the tallest peak one row is shifted against the one before, at the most.</summary>
    private const double LargestShift = 0.35;

    /// <summary>Draws a series.</summary>
    public static string Of(SeriesRelaxation relaxation, string caption)
    {
        var tau = relaxation.TauSeconds;
        var rows = relaxation.GammaOhm;
        var step = (rows.Count + MostRows - 1) / MostRows;
        var tallest = Math.Max(ValueRange.Of(rows.SelectMany(r => r)).Maximum, 1e-30);
        var shift = rows.Count < 2 ? 0 : Math.Min(LargestShift, 4.0 / rows.Count) * tallest;
        var scale = Scale.For(tallest, "Ω");
        var lowest = Math.Min(0, ValueRange.Of(rows.SelectMany(r => r)).Minimum);
        var plot = new Plot(
            caption,
            new LogAxis(tau.FirstOrDefault(1), tau.LastOrDefault(10), "Relaxation time τ / s"),
            new LinearAxis(
                lowest,
                tallest * 1.05 + shift * (rows.Count - 1),
                $"γ(ln τ) / {scale.Unit}, each row shifted up",
                scale.Factor
            )
        )
        {
            Height = 420,
        };
        // From the last to the first, so that the earlier rows, which stand lower, lie in front.
        for (var k = (rows.Count - 1) / step * step; k >= 0; k -= step)
            plot.Add(
                new(
                    k == 0 ? "first"
                        : k + step > rows.Count - 1 ? "last"
                        : "",
                    tau,
                    rows[k].Select(g => g + k * shift).ToArray(),
                    Mark.Line,
                    Ramp.Colour(rows.Count < 2 ? 0 : k / (rows.Count - 1.0))
                )
            );
        foreach (var track in relaxation.Tracks)
            plot.Add(
                new(
                    $"relaxation {track.Id}",
                    track.TauSeconds.Values,
                    track
                        .TauSeconds.Values.Select(
                            (t, i) => At(tau, rows[track.Spectrum[i]], t) + track.Spectrum[i] * shift
                        )
                        .ToArray(),
                    Mark.DashedLine,
                    "s" + ((track.Id - 1) % 6 + 1)
                )
            );
        return plot.Render();
    }

    private static double At(IReadOnlyList<double> tau, IReadOnlyList<double> gamma, double at)
    {
        var k = 1;
        while (k < tau.Count - 1 && tau[k] < at)
            k++;
        if (tau.Count < 2)
            return gamma.FirstOrDefault(double.NaN);
        var share = Math.Clamp(Math.Log(at / tau[k - 1]) / Math.Log(tau[k] / tau[k - 1]), 0, 1);
        return gamma[k - 1] + share * (gamma[k] - gamma[k - 1]);
    }
}
