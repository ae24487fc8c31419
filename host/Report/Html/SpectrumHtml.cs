using EdgeTester.Report.Figures;
using EdgeTester.Report.Model;

namespace EdgeTester.Report.Html;

/// <summary>The section of one spectrum: pictures, verdict and tables.</summary>
internal static class SpectrumHtml
{
    public static void Write(HtmlWriter page, SpectrumSection section, string fileStem)
    {
        page.Raw("<section class=\"spectrum\">").Element("h3", section.Title);
        page.Element("p", Summary(section), "soft");
        page.Warnings(section.Warnings);
        if (section.KramersKronig is { } test)
            page.Element("p", "Kramers-Kronig: " + test.Verdict, test.IsValid ? "good" : "bad");
        page.Raw("<div class=\"pair\">");
        var f = section.Measured.FrequencyHz;
        var z = section.Measured.Impedance;
        var points = new CsvData(
            fileStem + "-impedance.csv",
            [
                ("frequency_hz", f),
                ("real_ohm", z.Select(v => v.Real).ToArray()),
                ("imaginary_ohm", z.Select(v => v.Imaginary).ToArray()),
            ]
        );
        page.Figure(NyquistFigure.Of(section), "Nyquist plot, same scale on both axes.", points);
        page.Figure(
            BodeFigure.Of(section),
            "Modulus (left) and phase (right) against frequency.",
            section.Circuit is { } c
                ? new CsvData(
                    fileStem + "-fit.csv",
                    [
                        ("frequency_hz", c.FrequencyHz),
                        ("real_ohm", c.RealOhm),
                        ("imaginary_ohm", c.ImaginaryOhm),
                    ]
                )
                : points
        );
        if (section.Relaxation is { } relaxation)
            page.Figure(
                RelaxationFigure.Of(section.Title, relaxation),
                $"Distribution of relaxation times with its 95 % band; {relaxation.Method}.",
                new CsvData(
                    fileStem + "-drt.csv",
                    [
                        ("tau_s", relaxation.TauSeconds),
                        ("gamma_ohm", relaxation.GammaOhm),
                        ("gamma_lower_ohm", relaxation.GammaLowerOhm),
                        ("gamma_upper_ohm", relaxation.GammaUpperOhm),
                    ]
                )
            );
        if (section.KramersKronig is { FrequencyHz.Count: > 0 } kk)
            page.Figure(
                ResidualFigure.Of(section.Title, kk),
                "Residuals of the linear Kramers-Kronig test.",
                new CsvData(
                    fileStem + "-kk.csv",
                    [
                        ("frequency_hz", kk.FrequencyHz),
                        ("real_residual_percent", kk.RealResidualPercent),
                        ("imaginary_residual_percent", kk.ImaginaryResidualPercent),
                    ]
                )
            );
        page.Raw("</div>");
        WriteTables(page, section);
        page.Raw("</section>");
    }

    private static string Summary(SpectrumSection section)
    {
        var f = section.Measured.FrequencyHz;
        var range =
            $"{section.Measured.Count} {(section.Measured.Count == 1 ? "point" : "points")}, {QuantityText.Of(f[0], "Hz")} to {QuantityText.Of(f[^1], "Hz")}";
        var time = double.IsFinite(section.ElapsedSeconds)
            ? $", {QuantityText.Duration(section.ElapsedSeconds)} after the start"
            : "";
        var cycle = section.Cycle is { } number ? $", cycle {number}" : "";
        return range + time + cycle + ".";
    }

    private static void WriteTables(HtmlWriter page, SpectrumSection section)
    {
        if (section.Circuit is { } circuit)
        {
            page.Raw("<p>Circuit ").Element("code", circuit.Circuit);
            if (double.IsFinite(circuit.ResidualRmsPercent))
                page.Text($", residual {QuantityText.Digits(circuit.ResidualRmsPercent, 3)} % of |Z| (rms)");
            if (double.IsFinite(circuit.ChiSquare))
                page.Text($", χ² = {QuantityText.Digits(circuit.ChiSquare, 4)}");
            page.Text(".");
            if (circuit.Reason.Length > 0)
                page.Text(" " + circuit.Reason);
            page.Raw("</p>");
            page.Table(
                ["Parameter", "Value ± standard error", "95 % interval", "Remark"],
                circuit.Parameters.Select(p =>
                    new[]
                    {
                        p.Name,
                        QuantityText.Of(p.Value, p.StandardError, p.Unit),
                        QuantityText.Interval(p.Lower95, p.Upper95, p.Unit),
                        p.Remark,
                    }
                )
            );
        }
        if (section.Relaxation is { Peaks.Count: > 0 } relaxation)
            page.Table(
                ["DRT peak", "τ", "95 % interval", "Resistance", "95 % interval", "Probability"],
                relaxation.Peaks.Select(
                    (p, k) =>
                        new[]
                        {
                            $"{k + 1}",
                            QuantityText.Of(p.TauSeconds, "s"),
                            QuantityText.Interval(p.TauLowerSeconds, p.TauUpperSeconds, "s"),
                            QuantityText.Of(p.ResistanceOhm, "ohm"),
                            QuantityText.Interval(p.ResistanceLowerOhm, p.ResistanceUpperOhm, "ohm"),
                            double.IsFinite(p.Probability)
                                ? QuantityText.Digits(p.Probability * 100, 3) + " %"
                                : "–",
                        }
                )
            );
    }
}
