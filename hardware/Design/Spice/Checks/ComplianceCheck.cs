using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>7: +-10 mA through a cell of +-6 V with the supplies at their lower limit.</summary>
public static class ComplianceCheck
{
    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("compliance");
        var control = new StringBuilder(
            ".control\nset wr_singlescale\nset appendwrite\nset noaskquit\nalter rcell = 0.1\nalter vp9s = 8.5\nalter vm9s = -8.5\nalter vp5s = 4.9\nalter vm5s = -4.9\n"
        );
        (double Volt, double Ampere)[] cases = [(6, 0.01), (-6, -0.01), (6, -0.01), (0, 0.01)];
        foreach (var (volt, ampere) in cases)
            control.Append(
                $"alter vcell = {DeckWriter.N(volt)}\nalter vdac = {DeckWriter.N(1.25 + ampere * 100)}\nop\nwrdata compliance.txt i(vammeter) v(ish)\ndestroy all\n"
            );
        deck.Add(control + "quit\n.endc");
        spice.Run("7-compliance", deck.ToString(), cancellation);
        var rows = spice.Read("compliance.txt");
        var worst = cases
            .Select((c, k) => (Case: c, Error: 100 * Math.Abs(rows[k][1] / c.Ampere - 1)))
            .MaxBy(x => x.Error);
        return new SpiceResult(
            7,
            "compliance: 10 mA at 6 V with +-8.5 V and +-4.9 V",
            cases.Length,
            [
                new(
                    $"error of the current at {worst.Case.Volt:F0} V, {worst.Case.Ampere * 1e3:F0} mA",
                    worst.Error,
                    "%",
                    0.2
                ),
            ],
            []
        );
    }
}
