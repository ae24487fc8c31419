using System.Numerics;
using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>
/// 9: what ripple of the supplies, and a voltage that both sense lines have in common, leave in voltage and current, 100 Hz to 100 kHz. The
/// difference amplifier's array is off by its match of 0.05 %.
/// </summary>
public static class SupplyRejectionCheck
{
    private const string CommonMode = "common mode";

    private static readonly (string[] Sources, string Name)[] Ripples =
    [
        (["vp9s"], "+9 V"),
        (["vm9s"], "-9 V"),
        (["vp5s"], "+5 V"),
        (["vm5s"], "-5 V"),
        (["vcmp", "vcmn"], CommonMode),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("rejection");
        var control = new StringBuilder(
            ".control\nset wr_singlescale\nset appendwrite\nset noaskquit\nalter rcell = 1k\nalter vrange0 = 3.3\nalter rrn1_1 = 10005\n"
        );
        foreach (var (sources, name) in Ripples)
        {
            // The source sits in the sense lines alone, so screens that follow them would drive WE: here only the amplifiers count.
            if (name == CommonMode)
                control.Append("alter ccab2 = 1e-16\nalter ccab3 = 1e-16\nalter ccab4 = 1e-16\n");
            foreach (var source in sources)
                control.Append($"alter @{source}[acmag] = 1\n");
            control.Append(
                "ac dec 3 100 100k\nwrdata psrr.txt real(v(vcell)) imag(v(vcell)) real(v(ish)) imag(v(ish))\ndestroy all\n"
            );
            foreach (var source in sources)
                control.Append($"alter @{source}[acmag] = 0\n");
        }
        deck.Add(control + "quit\n.endc");
        // In series with both sense lines: the cell itself stays where it is.
        var text = deck.ToString()
            .Replace("rsp sp_cell ce 0.1", "vcmp sp_cell spc dc 0 ac 0\nrsp spc ce 0.1")
            .Replace("rsn sn_cell we 0.1", "vcmn sn_cell snc dc 0 ac 0\nrsn snc we 0.1");
        spice.Run("9-rejection", text, cancellation);
        return Judge(spice.Read("psrr.txt"));
    }

    private static SpiceResult Judge(IReadOnlyList<double[]> rows)
    {
        var length = rows.Count / Ripples.Length;
        double Db(double[] r, int at) => -20 * Math.Log10(new Complex(r[at], r[at + 1]).Magnitude + 1e-15);
        List<SpiceCurve> curves = [];
        double Least(IEnumerable<double[]> part) => part.Min(r => Math.Min(Db(r, 1), Db(r, 3)));
        var low = double.PositiveInfinity;
        var high = double.PositiveInfinity;
        List<double[]> common = [];
        for (var s = 0; s < Ripples.Length; s++)
        {
            var part = rows.Skip(s * length).Take(length).ToList();
            curves.Add(
                new SpiceCurve($"cell voltage, {Ripples[s].Name}", [.. part.Select(r => (r[0], Db(r, 1)))])
            );
            if (Ripples[s].Name == CommonMode)
            {
                common = part;
                continue;
            }
            low = Math.Min(low, Least(part.Where(r => r[0] <= 1000)));
            high = Math.Min(high, Least(part));
        }
        return new SpiceResult(
            9,
            "rejection of the supplies' ripple and of common mode",
            Ripples.Length,
            [
                new("least rejection to 1 kHz", low, "dB", 60, true),
                new("least rejection to 100 kHz (with 1 mV of ripple: 0.1 mV)", high, "dB", 20, true),
                new(
                    "common mode of the sense lines to 1 kHz",
                    common.Where(r => r[0] <= 1000).Min(r => Db(r, 1)),
                    "dB",
                    66,
                    true
                ),
                new("common mode to 100 kHz", common.Min(r => Db(r, 1)), "dB", 40, true),
            ],
            [
                new(
                    "rejection",
                    "Rejection of supply ripple and common mode",
                    "frequency / Hz",
                    "rejection / dB",
                    true,
                    curves
                ),
            ]
        );
    }
}
