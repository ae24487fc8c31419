namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>8: supplies come, go and dip while a 3.8 V cell of 20 ohm is connected.</summary>
public static class PowerCheck
{
    // Thresholds of the supervisor's dividers; it disarms within 30 us, the series switch and the relay's driver follow.
    private const string Supervisor = """
        bsup sup 0 v=3.3*(0.5+0.5*tanh(20*(v(vp9)-8.24)))*(0.5+0.5*tanh(20*(-v(vm9)-8.16)))*(0.5+0.5*tanh(20*(v(vp5)-4.6)))
        rsup sup sup1 1k
        csup sup1 0 30n
        bcmd relay_cmd 0 v=v(cmdq)*(0.5+0.5*tanh(8*(v(sup1)-1.65)))*v(v33)/3.3
        """;

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        // Rails: time/voltage pairs as a share of the nominal value. The command is what firmware would have left in the latch.
        var up = Simulate(spice, "up", "0 0 2m 0 12m 1 30m 1", "0", cancellation);
        var down = Simulate(spice, "down", "0 1 5m 1 20m 0 30m 0", "3.3", cancellation);
        var dip = Simulate(spice, "dip", "0 1 5m 1 8m 0.6 10m 0.6 13m 1 30m 1", "3.3", cancellation);
        double Set(IReadOnlyList<double[]> rows) =>
            rows.Where(r => r[0] is > 3e-3 and < 5e-3).Average(r => r[1]);
        double Excess(IReadOnlyList<double[]> rows) =>
            rows.Where(r => r[0] > 4e-3).Max(r => Math.Abs(r[1])) / Math.Abs(Set(rows)) - 1;
        double Opened(IReadOnlyList<double[]> rows) => rows.First(r => r[0] > 5e-3 && r[2] < 0.5)[0];
        double After(IReadOnlyList<double[]> rows) =>
            rows.Where(r => r[0] > Opened(rows) + 50e-6 && r[0] < Opened(rows) + 10e-3)
                .Max(r => Math.Abs(r[1]));
        return new SpiceResult(
            8,
            "power-up, power-down and brown-out with a cell of 3.8 V",
            3,
            [
                new("current at power-up", 1e6 * up.Max(r => Math.Abs(r[1])), "uA", 1),
                new(
                    "power-down: current above the set-point before the switch opens",
                    100 * Excess(down),
                    "%",
                    5
                ),
                new("power-down: current after the switch has opened", 1e6 * After(down), "uA", 1),
                new(
                    "brown-out: current above the set-point before the switch opens",
                    100 * Excess(dip),
                    "%",
                    5
                ),
                new("brown-out: current while it is open", 1e6 * After(dip), "uA", 1),
            ],
            [
                new(
                    "power",
                    "Cell current while the supplies go",
                    "time / ms",
                    "mA",
                    false,
                    [
                        new("power-up", [.. Thin(up)]),
                        new("power-down", [.. Thin(down)]),
                        new("brown-out", [.. Thin(dip)]),
                    ]
                ),
            ]
        );
    }

    private static IEnumerable<(double, double)> Thin(IReadOnlyList<double[]> rows) =>
        rows.Where((_, k) => k % 8 == 0).Select(r => (r[0] * 1e3, r[1] * 1e3));

    private static IReadOnlyList<double[]> Simulate(
        Ngspice spice,
        string name,
        string share,
        string command,
        CancellationToken cancellation
    )
    {
        string Rail(double volt) =>
            string.Join(
                ' ',
                share
                    .Split(' ')
                    .Select(
                        (w, k) =>
                            k % 2 == 0
                                ? w
                                : DeckWriter.N(
                                    double.Parse(w, System.Globalization.CultureInfo.InvariantCulture) * volt
                                )
                    )
            );
        var deck = Bench.Whole("power " + name);
        deck.Add(Supervisor);
        // The latch's outputs are released by the supervisor; a dip clears the arming, which only firmware gives back.
        deck.Add(
            command == "0" ? "vcmdq cmdq 0 0"
            : name == "dip" ? "vcmdq cmdq 0 pwl(0 3.3 6.4m 3.3 6.41m 0)"
            : "vcmdq cmdq 0 3.3"
        );
        deck.Add(
            ".control\nset wr_singlescale\nset noaskquit\nalter rcell = 20\nalter vcell = 3.8\nalter vdac = 1.75\n"
                + $"tran 20u 22m 0 20u\nlinearize i(vammeter) v(run)\nwrdata power-{name}.txt i(vammeter) v(run)\nquit\n.endc"
        );
        var text = deck.ToString()
            .Replace("vp9s vp9 0 9", $"vp9s vp9 0 pwl({Rail(9)})")
            .Replace("vm9s vm9 0 -9", $"vm9s vm9 0 pwl({Rail(-9)})")
            .Replace("vp5s vp5 0 5", $"vp5s vp5 0 pwl({Rail(5)})")
            .Replace("vm5s vm5 0 -5", $"vm5s vm5 0 pwl({Rail(-5)})")
            .Replace("v33s v33 0 3.3", $"v33s v33 0 pwl({Rail(3.3)})")
            .Replace("vrels vrel 0 5", $"vrels vrel 0 pwl({Rail(5)})")
            .Replace(
                "vsense sense_coil 0 0",
                "xsense sense_coil 0 sense_on VSW ron=10\nrsense sense_coil vrel 1e6\nbsense sense_on 0 v=v(relay_cmd)"
            )
            .Replace("vrelay relay_cmd 0 0\n", "\n");
        spice.Run($"8-{name}", text, cancellation);
        return spice.Read($"power-{name}.txt");
    }
}
