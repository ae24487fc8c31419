using System.Numerics;
using System.Text;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>
/// 13: a channel's front end and that of R_cal to 1 MHz, behind their multiplexers: error of the impedance by the ratio to R_cal alone, and
/// after open, short and load at the cable's end. The measurement is made with other parts than the compensation: amplifiers slower by 3 %
/// (some 10 K), cable and stray 2 % larger; the standards themselves are off by 0.1 %, 0.5 pF and 5 nH.
/// </summary>
public static class MegahertzCheck
{
    private const double LoadOhm = 300;

    private static readonly BenchCell[] Standards =
    [
        new("open", 1e9),
        new("short", 1e-6),
        new("load", LoadOhm),
    ];

    private static readonly BenchCell[] Cells =
    [
        new("20 ohm", 20),
        new("100 ohm", 100),
        new("1 kohm", 1e3),
        new("2 kohm", 2e3),
        new("5 kohm", 5e3),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var known = Simulate(spice, "13-compensation", Standards, false, cancellation);
        var met = Simulate(spice, "13-measurement", Cells, true, cancellation);
        List<SpiceFigure> figures = [];
        var before = new List<SpiceCurve>();
        var after = new List<SpiceCurve>();
        foreach (var (cell, k) in Cells.Select((c, k) => (c, k)))
        {
            var points = met[k];
            var off = new List<(double, double)>();
            var left = new List<(double, double)>();
            for (var f = 0; f < points.Count; f++)
            {
                var (hz, measured) = points[f];
                off.Add((hz, 100 * (measured / cell.Ohm - 1).Magnitude));
                var truth = Compensated(measured, known[0][f].Z, known[1][f].Z, known[2][f].Z, hz);
                left.Add((hz, 100 * (truth / cell.Ohm - 1).Magnitude));
            }
            before.Add(new(cell.Name, off));
            after.Add(new(cell.Name, left));
            const double Limit = 1;
            figures.Add(
                new(
                    $"front end before compensation, 1 MHz, {cell.Name}: vector error",
                    off[^1].Item2,
                    "%",
                    25
                )
            );
            figures.Add(
                new(
                    $"front end after compensation, 1 MHz, {cell.Name}: vector error",
                    left[^1].Item2,
                    "%",
                    Limit
                )
            );
            figures.Add(
                new(
                    $"front end after compensation, to 200 kHz, {cell.Name}: vector error",
                    left.Where(p => p.Item1 <= 2.01e5).Max(p => p.Item2),
                    "%",
                    0.3
                )
            );
        }
        return new SpiceResult(
            13,
            "1 MHz module: front end by the ratio to R_cal, before and after open, short and load",
            Cells.Length + Standards.Length,
            figures,
            [
                Picture("megahertz-before", "Error by the ratio to R_cal alone", before),
                Picture("megahertz-after", "Error after open, short and load", after),
            ]
        );
    }

    private static SpicePicture Picture(string name, string title, IReadOnlyList<SpiceCurve> curves) =>
        new(name, title, "frequency / Hz", "vector error / %", true, curves);

    // Z = load * (open - load) (m - short) / ((open - m) (load - short)), all as they were measured.
    private static Complex Compensated(Complex m, Complex open, Complex shorted, Complex load, double hz)
    {
        var omega = 2 * Math.PI * hz;
        var standard = new Complex(1.001 * LoadOhm, omega * 5e-9);
        standard /= 1 + new Complex(0, omega * 0.5e-12) * standard;
        return standard * (open - load) * (m - shorted) / ((open - m) * (load - shorted));
    }

    private static List<List<(double Hz, Complex Z)>> Simulate(
        Ngspice spice,
        string name,
        IReadOnlyList<BenchCell> cells,
        bool isOther,
        CancellationToken cancellation
    )
    {
        var deck = Bench.Loop(name);
        deck.AddSheet(WaveformSheet.Create(), "w_", c => c.Block == "R_cal" || c.Reference == "U2");
        deck.Add("vmux0 w_mux0 0 0\nvwexc w_exc_source 0 dc 0 ac 1\nbexc exc_bus 0 v=v(w_exc_bus)");
        // On resistance and capacitance of the multiplexers, cables and module behind each output.
        foreach (
            var (node, bus) in new[]
            {
                ("vcell", "bus_v"),
                ("ish", "bus_i"),
                ("w_cal_v", "cal_bus_v"),
                ("w_cal_i", "cal_bus_i"),
            }
        )
            deck.Add($"rm_{bus} {node} {bus} 4.5\ncm_{bus} {bus} 0 170p");
        var control = new StringBuilder(".control\nset wr_singlescale\nset appendwrite\nset noaskquit\n");
        if (isOther)
            control.Append(
                "alter lcell = 0.51u\nalter ccab1 = 204p\nalter ccab2 = 102p\nalter ccab3 = 102p\nalter ccab4 = 204p\nalter cwe = 16.3p\n"
            );
        control.Append(Bench.Mode(false, true)).Append(Bench.Range(0));
        foreach (var cell in cells)
            control
                .Append(cell.Alter)
                .Append("ac dec 5 10k 1meg\n")
                .Append(
                    $"wrdata {name}.txt real(v(bus_v)) imag(v(bus_v)) real(v(bus_i)) imag(v(bus_i)) real(v(cal_bus_v)) imag(v(cal_bus_v)) real(v(cal_bus_i)) imag(v(cal_bus_i))\ndestroy all\n"
                );
        deck.Add(control + "quit\n.endc");
        var text = deck.ToString().Replace("vexcbus exc_bus 0 0\n", "\n");
        // The input capacitor sets the bandwidth of all amplifiers of the macro-models.
        if (isOther)
            text = text.Replace("Cg g 0 10p", "Cg g 0 10.3p");
        spice.Run(name, text, cancellation);
        var rows = spice.Read($"{name}.txt");
        var length = rows.Count / cells.Count;
        return
        [
            .. Enumerable
                .Range(0, cells.Count)
                .Select(k =>
                    rows.Skip(k * length)
                        .Take(length)
                        .Select(r =>
                            (
                                r[0],
                                100
                                    * (new Complex(r[1], r[2]) / new Complex(r[3], r[4]))
                                    / (new Complex(r[5], r[6]) / new Complex(r[7], r[8]))
                            )
                        )
                        .ToList()
                ),
        ];
    }
}
