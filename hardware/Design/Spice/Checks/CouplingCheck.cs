using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>11: the AC coupling after the multiplexer has moved from 0 V to a cell of 4 V: pre-charge, then what is left.</summary>
public static class CouplingCheck
{
    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = new DeckWriter("AC coupling");
        deck.AddSheet(
            WaveformSheet.Create(),
            "",
            c => c.Block is "AC inputs" or "Pre-charge" && c.Part.Name != "D"
        );
        deck.Add(
            """
            v33s v33 0 3.3
            vbias0 vbias 0 1.11
            vbusv bus_v 0 pulse(0 4 10m 1u 1u 1 2)
            vbusi bus_i 0 pulse(0 1 10m 1u 1u 1 2)
            vmux0s mux0 0 pulse(0 3.3 10m 1u 1u 1 2)
            vmux1s mux1 0 0
            vmux2s mux2 0 0
            vmux3s mux3 0 0
            """
        );
        deck.Add(Bench.Options);
        deck.Add(
            ".control\nset wr_singlescale\nset noaskquit\ntran 20u 60m 0 20u\nlinearize v(ain_v) v(ain_i) v(precharge)\nwrdata coupling.txt v(ain_v) v(ain_i) v(precharge)\nquit\n.endc"
        );
        spice.Run("11-coupling", deck.ToString(), cancellation);
        var rows = spice.Read("coupling.txt");
        var late = rows.Where(r => r[0] > 50e-3).ToList();
        var switched = rows.LastOrDefault(r => r[3] > 1.65)?[0] ?? 0;
        return new SpiceResult(
            11,
            "AC coupling: pre-charge after a step of 4 V",
            1,
            [
                new("left of 4 V 40 ms after the step", 1e3 * late.Max(r => Math.Abs(r[1] - 1.11)), "mV", 5),
                new("left of 1 V at the shunt's input", 1e3 * late.Max(r => Math.Abs(r[2] - 1.11)), "mV", 5),
                new("pre-charge lasts at least", 1e3 * (switched - 10e-3), "ms", 5, true),
                new("pre-charge lasts at most", 1e3 * (switched - 10e-3), "ms", 25),
            ],
            [
                new(
                    "coupling",
                    "AC input after a step of 4 V",
                    "time / ms",
                    "volt",
                    false,
                    [new("AIN3", [.. rows.Where((_, k) => k % 5 == 0).Select(r => (r[0] * 1e3, r[1]))])]
                ),
            ]
        );
    }
}
