using EdgeTester.Report.Model;
using EdgeTester.Report.Svg;

namespace EdgeTester.Report.Figures;

/// <summary>Modulus and phase against frequency.</summary>
public static class BodeFigure
{
    /// <summary>One spectrum with its model.</summary>
    public static string Of(SpectrumSection section)
    {
        var f = section.Measured.FrequencyHz;
        var modulus = section.Measured.Impedance.Select(z => z.Magnitude).ToArray();
        var phase = section.Measured.Impedance.Select(z => -z.Phase * 180 / Math.PI).ToArray();
        var moduli = ValueRange.Of(modulus, positive: true);
        var phases = ValueRange.Of(phase).Padded(0.06);
        var frequencies = ValueRange.Of(f, positive: true);
        var degrees = new LinearAxis(Math.Min(phases.Minimum, 0), Math.Max(phases.Maximum, 10), "−phase / °");
        var plot = new Plot(
            $"Bode plot of {section.Title}",
            new LogAxis(frequencies.Minimum, frequencies.Maximum, "Frequency / Hz"),
            new LogAxis(moduli.Minimum * 0.8, moduli.Maximum * 1.25, "|Z| / Ω")
        )
        {
            RightAxis = degrees,
        };
        if (section.Circuit is { } circuit)
        {
            var real = circuit.RealOhm;
            var imaginary = circuit.ImaginaryOhm;
            plot.Add(
                new(
                    "",
                    circuit.FrequencyHz,
                    real.Select((v, k) => Math.Sqrt(v * v + imaginary[k] * imaginary[k])).ToArray(),
                    Mark.Line,
                    "s2"
                )
            );
            plot.Add(
                new(
                    "fit",
                    circuit.FrequencyHz,
                    real.Select((v, k) => -Math.Atan2(imaginary[k], v) * 180 / Math.PI).ToArray(),
                    Mark.Line,
                    "s2"
                )
                {
                    OnRight = true,
                }
            );
        }
        plot.Add(new("|Z| (left)", f, modulus, Mark.Circle, "s1"));
        plot.Add(new("−phase (right)", f, phase, Mark.Circle, "s3") { OnRight = true });
        return plot.Render();
    }
}
