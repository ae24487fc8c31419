namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>3: faults at the cell while a channel runs, with the trip circuit of the drawing: peak current, load of the parts, time to open.</summary>
public static class FaultCheck
{
    private const double Tick = 0.1e-6;
    private const double Trip = 7.24;
    private const double MonitorOhm = 7.5;

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
        // The loop runs to its end, which lies above the trip: the time counts from there.
        new("cell opens at 5 mA", "alter_open\nalter_gstat 0.5", true),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        List<SpiceFigure> figures = [];
        List<SpiceCurve> curves = [];
        var slowest = (Time: 0.0, Where: "");
        var peak = (Ampere: 0.0, Where: "");
        var afterwards = (Ampere: 0.0, Where: "");
        var charge = 0.0;
        foreach (var (fault, k) in Faults.Select((f, k) => (f, k)))
        {
            var rows = Simulate(spice, fault, k, cancellation);
            var opened = rows.FirstOrDefault(r => r[0] > 0.2e-3 && r[1] < 1.65);
            if (fault.MustTrip)
            {
                var isOpen = fault.Setup.Contains("alter_open", StringComparison.Ordinal);
                var from = isOpen ? rows.First(r => r[0] > 0.2e-3 && r[3] > Trip)[0] : 0.2e-3;
                var time = opened is null ? double.PositiveInfinity : opened[0] - from;
                if (isOpen)
                    figures.Add(
                        new SpiceFigure(
                            $"highest voltage: {fault.Name}",
                            rows.Max(r => Math.Abs(r[3])),
                            "V",
                            7.6
                        )
                    );
                if (time > slowest.Time)
                    slowest = (time, fault.Name);
            }
            else if (opened is not null)
                figures.Add(new SpiceFigure($"trips although nothing is wrong: {fault.Name}", 1, "", 0));
            var most = rows.Where(r => r[0] > 0.2e-3).Max(r => Math.Abs(r[2]));
            if (most > peak.Ampere)
                peak = (most, fault.Name);
            var later = rows.Where(r => r[0] > 0.2e-3 + 1.5e-6).Max(r => Math.Abs(r[2]));
            if (later > afterwards.Ampere)
                afterwards = (later, fault.Name);
            charge = Math.Max(
                charge,
                rows.Where(r => r[0] > 0.2e-3).Sum(r => Math.Max(0, Math.Abs(r[2]) - 0.1)) * Tick
            );
            curves.Add(
                new SpiceCurve(
                    fault.Name,
                    [
                        .. rows.Where((r, n) => n % 5 == 0 && r[0] is > 0.18e-3 and < 0.3e-3)
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
            new SpiceFigure(
                $"current from 1.5 us after the fault: {afterwards.Where}",
                afterwards.Ampere * 1e3,
                "mA",
                100
            )
        );
        // Before that the protected switch has not opened yet; what counts for the parts is the charge.
        figures.Insert(
            2,
            new SpiceFigure($"peak current before that: {peak.Where}", peak.Ampere * 1e3, "mA", 200)
        );
        figures.Insert(3, new SpiceFigure("charge above 100 mA", charge * 1e9, "nC", 200));
        // The resistor in the output takes the peak for as long as the switch needs.
        figures.Insert(
            4,
            new SpiceFigure(
                "energy in the output resistor until the switch is open",
                afterwards.Ampere * afterwards.Ampere * MonitorOhm * slowest.Time * 1e6
                    + peak.Ampere * peak.Ampere * MonitorOhm * 1.5e-6 * 1e6,
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
                + $"alter vdac = {DeckWriter.N(level)}\ntran {DeckWriter.N(Tick)} {(isOpen ? "0.85m" : "0.32m")} 0.19m {(isOpen ? "1u" : "0.25u")}\nlinearize v(run) v(drv) v(drv_r) v(ce)\n"
                + $"let iout = (v(drv)-v(drv_r))/{DeckWriter.N(MonitorOhm)}\nwrdata fault{k}.txt v(run) iout v(ce)\nquit\n.endc"
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
