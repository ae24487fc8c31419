using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Residuals of the Kramers-Kronig test against frequency.</summary>
public static class ResidualFigure
{
    /// <summary>Both parts in percent of |Z|.</summary>
    public static string Of(string title, KramersKronigSection section)
    {
        var f = ValueRange.Of(section.FrequencyHz, positive: true);
        var largest = ValueRange
            .Of(section.RealResidualPercent.Concat(section.ImaginaryResidualPercent))
            .Largest;
        var half = Math.Max(largest * 1.1, 0.05);
        double[] ends = [f.Minimum, f.Maximum];
        return new Plot(
            $"Kramers-Kronig residuals of {title}",
            new LogAxis(f.Minimum, f.Maximum, "Frequency / Hz"),
            new LinearAxis(-half, half, "Residual / % of |Z|")
        )
            .Add(new("", ends, [0, 0], Mark.DashedLine, "s3"))
            .Add(new("Z′", section.FrequencyHz, section.RealResidualPercent, Mark.Circle, "s1"))
            .Add(new("Z″", section.FrequencyHz, section.ImaginaryResidualPercent, Mark.Circle, "s2"))
            .Render();
    }
}
