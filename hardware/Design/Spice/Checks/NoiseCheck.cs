using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>5: noise of the front end at the converters' inputs, 0.1 to 100 Hz, each range.</summary>
public static class NoiseCheck
{
    private static readonly (string Node, string Name, double Limit)[] Outputs =
    [
        ("adc_i", "shunt", 5),
        ("adc_v", "coarse voltage", 5),
        ("adc_f", "fine voltage", 10),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("noise", withNoise: true);
        var control = new StringBuilder(
            ".control\nset wr_singlescale\nset appendwrite\nset noaskquit\nalter rcell = 1k\nalter @vdac[acmag] = 1\n"
        );
        for (var range = 0; range < 4; range++)
        {
            control.Append(Bench.Range(range));
            foreach (var (node, _, _) in Outputs)
                control.Append(
                    $"noise v({node}) vdac dec 5 0.1 100\nsetplot noise1\nwrdata noise.txt onoise_spectrum\ndestroy all\n"
                );
        }
        deck.Add(control + "quit\n.endc");
        spice.Run("5-noise", deck.ToString(), cancellation);
        var rows = spice.Read("noise.txt");
        var count = 4 * Outputs.Length;
        var length = rows.Count / count;
        List<SpiceFigure> figures = [];
        List<SpiceCurve> curves = [];
        for (var o = 0; o < Outputs.Length; o++)
        {
            var worst = (Volt: 0.0, Range: 0);
            for (var range = 0; range < 4; range++)
            {
                var part = rows.Skip((range * Outputs.Length + o) * length).Take(length).ToList();
                double sum = 0;
                for (var k = 1; k < part.Count; k++)
                    sum +=
                        (part[k][1] * part[k][1] + part[k - 1][1] * part[k - 1][1])
                        / 2
                        * (part[k][0] - part[k - 1][0]);
                if (Math.Sqrt(sum) > worst.Volt)
                    worst = (Math.Sqrt(sum), range);
                if (range == 0)
                    curves.Add(new SpiceCurve(Outputs[o].Name, [.. part.Select(p => (p[0], p[1] * 1e9))]));
            }
            figures.Add(
                new SpiceFigure(
                    $"noise at the {Outputs[o].Name} input, 0.1 to 100 Hz, range {worst.Range}",
                    worst.Volt * 1e6,
                    "uV rms",
                    Outputs[o].Limit
                )
            );
        }
        return new SpiceResult(
            5,
            "noise of the front end",
            count,
            figures,
            [new("noise", "Noise on the 10 mA range", "frequency / Hz", "nV / sqrt(Hz)", true, curves)]
        );
    }
}
