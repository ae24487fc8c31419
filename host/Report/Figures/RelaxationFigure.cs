using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Distributions of relaxation times.</summary>
public static class RelaxationFigure
{
    /// <summary>gamma against tau with its credible band and peaks.</summary>
    public static string Of(string title, RelaxationSection section)
    {
        var tau = section.TauSeconds;
        var tall = ValueRange.Of(section.GammaOhm);
        // A band that is wide at the ends of the range must not press the peaks flat.
        var top = Math.Min(ValueRange.Of(section.GammaUpperOhm).Maximum, tall.Maximum * 1.6);
        var bottom = Math.Max(ValueRange.Of(section.GammaLowerOhm).Minimum, Math.Min(tall.Minimum, 0) * 1.6);
        var range = new ValueRange(Math.Min(bottom, 0), Math.Max(top, tall.Maximum)).Padded(0.04);
        var scale = Scale.For(tall.Largest, "Ω");
        var plot = new Plot(
            $"Distribution of relaxation times of {title}",
            new LogAxis(tau.FirstOrDefault(1), tau.LastOrDefault(10), "Relaxation time τ / s"),
            new LinearAxis(
                bottom < 0 ? range.Minimum : 0,
                range.Maximum,
                $"γ(ln τ) / {scale.Unit}",
                scale.Factor
            )
        );
        plot.Add(
            new("95 % band", tau, section.GammaOhm, Mark.Band, "s1")
            {
                Lower = section.GammaLowerOhm,
                Upper = section.GammaUpperOhm,
            }
        );
        plot.Add(new("γ", tau, section.GammaOhm, Mark.Line, "s1"));
        var peaks = section.Peaks;
        plot.Add(
            new(
                peaks.Count > 0 ? "peaks" : "",
                peaks.Select(p => p.TauSeconds).ToArray(),
                peaks.Select(p => Nearest(tau, section.GammaOhm, p.TauSeconds)).ToArray(),
                Mark.Circle,
                "s2"
            )
        );
        return plot.Render();
    }

    /// <summary>The distributions of a series, coloured from first to last.</summary>
    public static string OfSeries(IReadOnlyList<SpectrumSection> sections, string caption)
    {
        var known = sections.Where(s => s.Relaxation is not null).ToArray();
        var taus = ValueRange.Of(known.SelectMany(s => s.Relaxation!.TauSeconds), positive: true);
        var gammas = ValueRange.Of(known.SelectMany(s => s.Relaxation!.GammaOhm));
        var scale = Scale.For(gammas.Largest, "Ω");
        var plot = new Plot(
            caption,
            new LogAxis(taus.Minimum, taus.Maximum, "Relaxation time τ / s"),
            new LinearAxis(
                Math.Min(0, gammas.Minimum),
                gammas.Padded(0.05).Maximum,
                $"γ(ln τ) / {scale.Unit}",
                scale.Factor
            )
        );
        for (var k = 0; k < known.Length; k++)
            plot.Add(
                new(
                    k == 0 ? "first"
                        : k == known.Length - 1 ? "last"
                        : "",
                    known[k].Relaxation!.TauSeconds,
                    known[k].Relaxation!.GammaOhm,
                    Mark.Line,
                    Ramp.Colour(known.Length < 2 ? 0 : k / (known.Length - 1.0))
                )
            );
        return plot.Render();
    }

    private static double Nearest(IReadOnlyList<double> tau, IReadOnlyList<double> gamma, double at)
    {
        var best = double.NaN;
        var distance = double.PositiveInfinity;
        for (var k = 0; k < tau.Count; k++)
        {
            var here = Math.Abs(Math.Log(tau[k] / at));
            if (here < distance)
                (best, distance) = (gamma[k], here);
        }
        return best;
    }
}
