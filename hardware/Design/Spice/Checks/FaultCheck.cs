namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>3: faults at the cell while a channel runs, with the trip circuit of the drawing: peak current, load of the parts, time to open.</summary>
public static class FaultCheck
{
    private sealed record Fault(string Name, string Setup, bool MustTrip);

    // The fault comes at 0.2 ms. A stiff source stands for a wire on the wrong terminal.
    private static readonly Fault[] Faults =
    [
        new("short at 5 V, potentiostat", "xfault ce we fault VSW ron=0.01\nalter_pstat 5", true),
        new("short at 5 mA, galvanostat", "xfault ce we fault VSW ron=0.01\nalter_gstat 0.5", false),
        new(
            "reversed 4 V battery of 20 ohm, potentiostat at 4 V",
            "xfault ce f1 fault VSW ron=0.01\nrf f1 f1x 20\nbf f1x we v=-4\nalter_pstat 4",
            true
        ),
        new("+12 V on CE", "xfault ce f12 fault VSW ron=1\nvf f12 0 12\nalter_gstat 0.5", true),
        new("-12 V on CE", "xfault ce f12 fault VSW ron=1\nvf f12 0 -12\nalter_gstat 0.5", true),
        new("+12 V on S+", "xfault sp_cell f12 fault VSW ron=1\nvf f12 0 12\nalter_gstat 0.5", true),
        // The output ends about where the trip begins: it is enough that the voltage does.
        new("cell opens at 5 mA", "alter_open\nalter_gstat 0.5", false),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        List<SpiceFigure> figures = [];
        List<SpiceCurve> curves = [];
        var slowest = (Time: 0.0, Where: "");
        var peak = (Ampere: 0.0, Where: "");
        foreach (var (fault, k) in Faults.Select((f, k) => (f, k)))
        {
            var rows = Simulate(spice, fault, k, cancellation);
            var opened = rows.FirstOrDefault(r => r[0] > 0.2e-3 && r[1] < 1.65);
            if (fault.MustTrip)
            {
                var time = opened is null ? double.PositiveInfinity : opened[0] - 0.2e-3;
                if (time > slowest.Time)
                    slowest = (time, fault.Name);
            }
            else if (fault.Setup.Contains("alter_open", StringComparison.Ordinal))
                figures.Add(
                    new SpiceFigure($"highest voltage: {fault.Name}", rows.Max(r => Math.Abs(r[3])), "V", 7.6)
                );
            else if (opened is not null)
                figures.Add(new SpiceFigure($"trips although nothing is wrong: {fault.Name}", 1, "", 0));
            var most = rows.Where(r => r[0] > 0.2e-3).Max(r => Math.Abs(r[2]));
            if (most > peak.Ampere)
                peak = (most, fault.Name);
            curves.Add(
                new SpiceCurve(
                    fault.Name,
                    [
                        .. rows.Where(r => r[0] is > 0.18e-3 and < 0.3e-3)
                            .Select(r => ((r[0] - 0.2e-3) * 1e6, r[2] * 1e3)),
                    ]
                )
            );
        }
        figures.Insert(
            0,
            new SpiceFigure($"time from fault to open switch: {slowest.Where}", slowest.Time * 1e6, "us", 100)
        );
        figures.Insert(
            1,
            new SpiceFigure($"peak current in the output: {peak.Where}", peak.Ampere * 1e3, "mA", 200)
        );
        // The resistor in the output takes the peak for as long as the switch needs.
        figures.Insert(
            2,
            new SpiceFigure(
                "energy in the output resistor at the peak",
                peak.Ampere * peak.Ampere * 16.2 * slowest.Time * 1e6,
                "uJ",
                50
            )
        );
        return new SpiceResult(
            3,
            "faults: short, reversed battery, +-12 V, open cell",
            Faults.Length,
            figures,
            [
                new(
                    "faults",
                    "Output current after a fault",
                    "time after the fault / us",
                    "current / mA",
                    false,
                    curves
                ),
            ]
        );
    }

    private static IReadOnlyList<double[]> Simulate(
        Ngspice spice,
        Fault fault,
        int k,
        CancellationToken cancellation
    )
    {
        var deck = Bench.Whole(fault.Name);
        var control = ".control\nset wr_singlescale\nset noaskquit\nalter rcell = 300\n";
        var level = 1.25;
        foreach (var line in fault.Setup.Split('\n'))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "alter_pstat":
                    control += "alter vpstat = 3.3\n";
                    level += double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) / 6;
                    break;
                case "alter_gstat":
                    level += double.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
                    break;
                case "alter_open":
                    break;
                default:
                    deck.Add(line);
                    break;
            }
        }
        var isOpen = fault.Setup.Contains("alter_open", StringComparison.Ordinal);
        deck.Add("vfault fault 0 pulse(0 3.3 0.2m 0.1u 0.1u 1 2)");
        deck.Add(
            control
                + $"alter vdac = {DeckWriter.N(level)}\ntran 1u {(isOpen ? "0.85m" : "0.32m")} 0 1u\nlinearize v(run) v(drv) v(drv_r) v(ce)\n"
                + $"let iout = (v(drv)-v(drv_r))/16.2\nwrdata fault{k}.txt v(run) iout v(ce)\nquit\n.endc"
        );
        var text = deck.ToString()
            // The relay's bit is set from the start; the flip-flop begins cleared.
            .Replace("vrelay relay_cmd 0 0", "vrelay relay_cmd 0 3.3");
        if (isOpen)
            text = text.Replace(
                "rcell c1 c2 1k",
                "xopen c1 c1x nfault VSW ron=0.01\nbnf nfault 0 v=3.3-v(fault)\nrcell c1x c2 1k"
            );
        spice.Run($"3-fault{k}", text, cancellation);
        return spice.Read($"fault{k}.txt");
    }
}
