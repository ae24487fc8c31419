using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Cell voltage and current against time, one picture each on the same axis of time.</summary>
public static class SampleFigure
{
    /// <summary>Cell voltage.</summary>
    public static string Voltage(SampleTrace trace) =>
        Draw("Cell voltage against time", "Cell voltage", "V", trace.ElapsedSeconds, trace.VoltageVolt, "s1");

    /// <summary>Current, charging positive.</summary>
    public static string Current(SampleTrace trace) =>
        Draw("Current against time", "Current", "A", trace.ElapsedSeconds, trace.CurrentAmpere, "s2");

    private static string Draw(
        string caption,
        string quantity,
        string unit,
        IReadOnlyList<double> seconds,
        IReadOnlyList<double> values,
        string style
    )
    {
        var (time, thinned) = Thinning.MinimumMaximum(seconds, values, 900);
        var across = ValueRange.Of(time);
        var up = ValueRange.Of(thinned);
        var clock = Scale.ForTime(across.IsEmpty ? 0 : across.Maximum - across.Minimum);
        var scale = Scale.For(up.Largest, unit);
        var padded = up.Padded(0.06);
        return new Plot(
            caption,
            new LinearAxis(across.Minimum, across.Maximum, $"Time / {clock.Unit}", clock.Factor),
            new LinearAxis(padded.Minimum, padded.Maximum, $"{quantity} / {scale.Unit}", scale.Factor)
        )
        {
            Width = 1120,
            Height = 250,
        }
            .Add(new Series("", time, thinned, Mark.Line, style))
            .Render();
    }
}
