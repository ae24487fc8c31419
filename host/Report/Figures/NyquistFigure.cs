using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Complex-plane pictures: -Z'' against Z' with the same scale on both axes.</summary>
public static class NyquistFigure
{
    /// <summary>One spectrum with its model.</summary>
    public static string Of(SpectrumSection section)
    {
        var z = section.Measured.Impedance;
        var series = new List<Series>();
        if (section.Circuit is { } circuit)
            series.Add(new("circuit fit", circuit.RealOhm, Negated(circuit.ImaginaryOhm), Mark.Line, "s2"));
        series.Add(
            new(
                "measured",
                z.Select(v => v.Real).ToArray(),
                z.Select(v => -v.Imaginary).ToArray(),
                Mark.Circle,
                "s1"
            )
        );
        return Draw($"Nyquist plot of {section.Title}", series, 560);
    }

    /// <summary>All spectra of a series, coloured from first to last.</summary>
    public static string OfSeries(IReadOnlyList<SpectrumSection> sections, string caption)
    {
        var series = sections
            .Select(
                (section, k) =>
                    new Series(
                        k == 0 ? "first"
                            : k == sections.Count - 1 ? "last"
                            : "",
                        section.Measured.Impedance.Select(v => v.Real).ToArray(),
                        section.Measured.Impedance.Select(v => -v.Imaginary).ToArray(),
                        Mark.CircleAndLine,
                        Ramp.Colour(sections.Count < 2 ? 0 : k / (sections.Count - 1.0))
                    )
            )
            .ToList();
        return Draw(caption, series, 560);
    }

    private static double[] Negated(IReadOnlyList<double> values) => values.Select(v => -v).ToArray();

    private static string Draw(string caption, IReadOnlyList<Series> series, double width)
    {
        var across = ValueRange.Of(series.SelectMany(s => s.X));
        var up = ValueRange.Of(series.SelectMany(s => s.Y));
        var (x, y, frameHeight) = EqualScale.Fit(across, up, Plot.FrameWidthOf(width));
        var scale = Scale.For(Math.Max(across.Largest, up.Largest), "Ω");
        var plot = new Plot(
            caption,
            new LinearAxis(x.Minimum, x.Maximum, $"Z′ / {scale.Unit}", scale.Factor),
            new LinearAxis(y.Minimum, y.Maximum, $"−Z″ / {scale.Unit}", scale.Factor)
        )
        {
            Width = width,
            Height = Plot.HeightOf(frameHeight),
        };
        foreach (var one in series)
            plot.Add(one);
        return plot.Render();
    }
}
