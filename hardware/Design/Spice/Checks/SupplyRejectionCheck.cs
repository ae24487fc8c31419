using System.Numerics;
using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>9: what ripple of the supplies and common mode leave in voltage and current, 100 Hz to 100 kHz.</summary>
public static class SupplyRejectionCheck
{
    private static readonly (string Source, string Name)[] Sources =
    [
        ("vp9s", "+9 V"),
        ("vm9s", "-9 V"),
        ("vp5s", "+5 V"),
        ("vm5s", "-5 V"),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("rejection");
        deck.Add("vcm cmx 0 dc 0 ac 0");
        var control = new StringBuilder(
            ".control\nset wr_singlescale\nset appendwrite\nset noaskquit\nalter rcell = 1k\nalter vrange0 = 3.3\n"
        );
        foreach (var (source, _) in Sources)
            control.Append(
                $"alter @{source}[acmag] = 1\nac dec 3 100 100k\nwrdata psrr.txt real(v(vcell)) imag(v(vcell)) real(v(ish)) imag(v(ish))\ndestroy all\nalter @{source}[acmag] = 0\n"
            );
        deck.Add(control + "quit\n.endc");
        spice.Run("9-rejection", deck.ToString(), cancellation);
        var rows = spice.Read("psrr.txt");
        var length = rows.Count / Sources.Length;
        double Db(double[] r, int at) => -20 * Math.Log10(new Complex(r[at], r[at + 1]).Magnitude + 1e-15);
        List<SpiceCurve> curves = [];
        double low = double.PositiveInfinity;
        double high = double.PositiveInfinity;
        for (var s = 0; s < Sources.Length; s++)
        {
            var part = rows.Skip(s * length).Take(length).ToList();
            curves.Add(
                new SpiceCurve($"cell voltage, {Sources[s].Name}", [.. part.Select(r => (r[0], Db(r, 1)))])
            );
            low = Math.Min(low, part.Where(r => r[0] <= 1000).Min(r => Math.Min(Db(r, 1), Db(r, 3))));
            high = Math.Min(high, part.Min(r => Math.Min(Db(r, 1), Db(r, 3))));
        }
        return new SpiceResult(
            9,
            "rejection of the supplies' ripple",
            Sources.Length,
            [
                new("least rejection to 1 kHz", low, "dB", 60, true),
                new("least rejection to 100 kHz (with 1 mV of ripple: 0.1 mV)", high, "dB", 20, true),
            ],
            [new("rejection", "Rejection of supply ripple", "frequency / Hz", "rejection / dB", true, curves)]
        );
    }
}
