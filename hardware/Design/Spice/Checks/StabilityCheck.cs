using System.Numerics;
using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>
/// 1: loop gain of both loops, held and not, over cells, ranges and cables. The loop is opened between error amplifier and output
/// stage, where a low impedance drives a high one (R. D. Middlebrook, https://doi.org/10.1080/00207217508920421, voltage injection).
/// </summary>
public static class StabilityCheck
{
    private const int PerDecade = 8;

    private static readonly (string Name, double Inductance, double Capacitance)[] Cables =
    [
        ("1 m", 0.5e-6, 200e-12),
        ("none", 1e-9, 1e-12),
        ("long", 2e-6, 1e-9),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop(
            "loop gain",
            rename: new Dictionary<string, string> { [BreakPin()] = "EA_BRK" }
        );
        deck.Add("vloop ea_brk ea_out dc 0 ac 1");
        List<(string Cable, string Mode, int Range, BenchCell Cell)> cases = [];
        var control = new StringBuilder(".control\nset wr_singlescale\nset appendwrite\nset noaskquit\n");
        foreach (var (cable, inductance, capacitance) in Cables)
        {
            control.Append($"alter lcell = {DeckWriter.N(inductance)}\n");
            foreach (var name in new[] { "ccab1", "ccab4" })
                control.Append($"alter {name} = {DeckWriter.N(capacitance)}\n");
            foreach (var (mode, pstat, held) in Modes)
            {
                // Held loops cross far below the frequencies at which a cable matters.
                if (held && cable != Cables[0].Name)
                    continue;
                control.Append(Bench.Mode(pstat, held));
                for (var range = 0; range < 4; range++)
                {
                    control.Append(Bench.Range(range));
                    foreach (var cell in BenchCell.All)
                    {
                        cases.Add((cable, mode, range, cell));
                        control.Append(cell.Alter);
                        control.Append(
                            $"ac dec {PerDecade} {(held ? "0.01" : "1")} 30meg\nlet t = -v(ea_out)/v(ea_brk)\n"
                        );
                        control.Append("wrdata loop.txt real(t) imag(t)\ndestroy all\n");
                    }
                }
            }
        }
        deck.Add(control + "quit\n.endc");
        spice.Run("1-stability", deck.ToString(), cancellation);
        return Judge(cases, spice.Read("loop.txt"));
    }

    private static readonly (string Name, bool Potentiostat, bool Held)[] Modes =
    [
        ("galvanostat", false, false),
        ("potentiostat", true, false),
        ("galvanostat held", false, true),
        ("potentiostat held", true, true),
    ];

    private static string BreakPin()
    {
        var sum = Sheets
            .ChannelSheet.Create()
            .Components.First(c =>
                c.Part == Parts.Passives.Resistor && c.Nets["1"] == "EA_OUT" && c.Nets["2"] == "SUM"
            );
        return $"{sum.Reference}.1";
    }

    private static SpiceResult Judge(
        List<(string Cable, string Mode, int Range, BenchCell Cell)> cases,
        IReadOnlyList<double[]> rows
    )
    {
        var sweeps = Sweeps(rows);
        if (sweeps.Count != cases.Count)
            throw new SpiceException($"{cases.Count} loops were asked for, {sweeps.Count} came");
        var worst = new Dictionary<string, (double Margin, string Where)>();
        List<SpiceCurve> curves = [];
        for (var k = 0; k < cases.Count; k++)
        {
            var (cable, mode, range, cell) = cases[k];
            var points = sweeps[k];
            var margin = PhaseMargin(points);
            var where = $"{mode}, {cell.Name}, range {range}, cable {cable}";
            if (!worst.TryGetValue(mode, out var known) || margin < known.Margin)
                worst[mode] = (margin, where);
            if (cable == "1 m" && mode == "potentiostat" && range == 1)
                curves.Add(
                    new SpiceCurve(
                        cell.Name,
                        [.. points.Select(p => (p[0], 20 * Math.Log10(new Complex(p[1], p[2]).Magnitude)))]
                    )
                );
        }
        return new SpiceResult(
            1,
            "loop gain: phase margin over all cells, ranges, modes and cables",
            cases.Count,
            [
                .. worst.Values.Select(w => new SpiceFigure(
                    $"least phase margin: {w.Where}",
                    w.Margin,
                    "degree",
                    45,
                    true
                )),
            ],
            [
                new(
                    "loop-gain",
                    "Loop gain, potentiostat, 1 mA range",
                    "frequency / Hz",
                    "loop gain / dB",
                    true,
                    curves
                ),
            ]
        );
    }

    // A new sweep begins where the frequency falls back.
    private static List<List<double[]>> Sweeps(IReadOnlyList<double[]> rows)
    {
        List<List<double[]>> sweeps = [];
        double last = double.PositiveInfinity;
        foreach (var row in rows)
        {
            if (row[0] <= last)
                sweeps.Add([]);
            sweeps[^1].Add(row);
            last = row[0];
        }
        return sweeps;
    }

    /// <summary>Least margin over all crossings of 0 dB; 180 where the gain never reaches one.</summary>
    /// <param name="points">Rows of frequency in Hz, real and imaginary part of the loop gain.</param>
    public static double PhaseMargin(IReadOnlyList<double[]> points)
    {
        double least = 180;
        for (var k = 1; k < points.Count; k++)
        {
            var a = new Complex(points[k - 1][1], points[k - 1][2]);
            var b = new Complex(points[k][1], points[k][2]);
            var (la, lb) = (Math.Log(a.Magnitude), Math.Log(b.Magnitude));
            if (la > 0 == lb > 0)
                continue;
            var share = la / (la - lb);
            var turn = (b / a).Phase;
            // Distance of the crossing from -1 on the unit circle, to either side.
            var phase = Math.IEEERemainder(a.Phase + share * turn - Math.PI, 2 * Math.PI);
            least = Math.Min(least, Math.Abs(phase) * 180 / Math.PI);
        }
        return least;
    }
}
