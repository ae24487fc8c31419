using System.Numerics;
using System.Text;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>A simulated point of impedance: what the AC inputs see of cell and of R_cal.</summary>
/// <param name="Cell">Name of the cell.</param>
/// <param name="Range">Current range.</param>
/// <param name="Hz">Frequency.</param>
/// <param name="Voltage">Cell voltage per volt of excitation.</param>
/// <param name="Shunt">Shunt voltage per volt of excitation.</param>
/// <param name="Measured">Impedance by the ratio to R_cal in ohm.</param>
/// <param name="Truth">Impedance of the cell in ohm.</param>
public sealed record TransferPoint(
    string Cell,
    int Range,
    double Hz,
    Complex Voltage,
    Complex Shunt,
    Complex Measured,
    Complex Truth
);

/// <summary>4: the AC path, cell against R_cal, 10 Hz to 200 kHz, both through the drawing's own amplifiers and multiplexers.</summary>
public static class TransferCheck
{
    private static readonly (BenchCell Cell, int Range)[] Cases =
    [
        (new("20 ohm", 20), 0),
        (new("300 ohm", 300), 0),
        (new("5 kohm", 5e3), 0),
        (new("20 ohm + 1 kohm | 1 uF", 20, 1e-6, 1e3), 0),
        (new("1 kohm", 1e3), 1),
        (new("10 kohm", 1e4), 2),
    ];

    /// <summary>All points, for comparison with other models of the board.</summary>
    public static IReadOnlyList<TransferPoint> Simulate(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("AC transfer");
        deck.AddSheet(WaveformSheet.Create(), "w_", c => c.Block == "R_cal" || c.Reference == "U2");
        deck.Add("vmux0 w_mux0 0 0\nvwexc w_exc_source 0 dc 0 ac 1\nbexc exc_bus 0 v=v(w_exc_bus)");
        var control = new StringBuilder(
            ".control\nset wr_singlescale\nset appendwrite\nset noaskquit\nalter lcell = 1e-12\n"
        );
        foreach (var (cell, range) in Cases)
        {
            control.Append(Bench.Mode(false, true)).Append(Bench.Range(range)).Append(cell.Alter);
            control.Append($"alter vmux0 = {(range == 0 ? "0" : "3.3")}\n");
            control.Append("ac dec 4 10 200k\n");
            control.Append(
                "wrdata transfer.txt real(v(vcell)) imag(v(vcell)) real(v(ish)) imag(v(ish)) real(v(w_cal_v)) imag(v(w_cal_v)) real(v(w_cal_i)) imag(v(w_cal_i))\ndestroy all\n"
            );
        }
        deck.Add(control + "quit\n.endc");
        spice.Run("4-transfer", deck.ToString().Replace("vexcbus exc_bus 0 0\n", "\n"), cancellation);
        var rows = spice.Read("transfer.txt");
        var length = rows.Count / Cases.Length;
        List<TransferPoint> points = [];
        for (var k = 0; k < rows.Count; k++)
        {
            var r = rows[k];
            var (cell, range) = Cases[k / length];
            var (v, i) = (new Complex(r[1], r[2]), new Complex(r[3], r[4]));
            var (cv, ci) = (new Complex(r[5], r[6]), new Complex(r[7], r[8]));
            double cal = range == 0 ? 100 : 1000;
            var ratio = v / i / (cv / ci);
            // Shunts with their stray, as the firmware divides it out between unlike ranges.
            var stray = Stray(r[0], Math.Pow(10, range + 2)) / Stray(r[0], cal);
            var truth =
                cell.Ohm + 1 / (1 / cell.ParallelOhm + new Complex(0, 2 * Math.PI * r[0] * cell.Farad));
            points.Add(new(cell.Name, range, r[0], v, i, cal * ratio * stray, truth));
        }
        return points;
    }

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var points = Simulate(spice, cancellation);
        SpiceFigure Worst(
            string what,
            string unit,
            double limit,
            Func<TransferPoint, double> error,
            Func<TransferPoint, bool> where
        )
        {
            var worst = points.Where(where).MaxBy(error)!;
            return new SpiceFigure(
                $"{what}: {worst.Cell}, range {worst.Range}, {worst.Hz:F0} Hz",
                error(worst),
                unit,
                limit
            );
        }
        double Magnitude(TransferPoint p) => 100 * Math.Abs(p.Measured.Magnitude / p.Truth.Magnitude - 1);
        double Phase(TransferPoint p) => Math.Abs((p.Measured / p.Truth).Phase) * 180 / Math.PI;
        bool Upto100k(TransferPoint p) => p.Hz <= 1e5 && (p.Range == 0 || p.Hz <= 1e4);
        return new SpiceResult(
            4,
            "impedance by the ratio to R_cal against the truth",
            points.Count,
            [
                Worst(
                    "error of the magnitude to 100 kHz (10 mA range; others to 10 kHz)",
                    "%",
                    0.2,
                    Magnitude,
                    Upto100k
                ),
                Worst("error of the phase there", "degree", 0.2, Phase, Upto100k),
                Worst("error of the magnitude to 200 kHz, 10 mA range", "%", 1, Magnitude, p => p.Range == 0),
            ],
            [
                new(
                    "impedance",
                    "Error of the magnitude",
                    "frequency / Hz",
                    "error / %",
                    true,
                    [
                        .. points
                            .GroupBy(p => p.Cell)
                            .Select(g => new SpiceCurve(
                                g.Key,
                                [
                                    .. g.Select(p =>
                                        (p.Hz, 100 * (p.Measured.Magnitude / p.Truth.Magnitude - 1))
                                    ),
                                ]
                            )),
                    ]
                ),
            ]
        );
    }

    private static Complex Stray(double hz, double ohm) =>
        ohm / (1 + new Complex(0, 2 * Math.PI * hz * ohm * 206e-12));
}
