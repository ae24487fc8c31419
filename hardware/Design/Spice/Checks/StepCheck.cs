using System.Text;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>2: steps of both loops, change of mode and of range at the cell.</summary>
public static class StepCheck
{
    private sealed record Step(bool Potentiostat, int Range, BenchCell Cell, double Volts, double Seconds);

    private static readonly BenchCell[] Resistive =
    [
        new("20 ohm", 20),
        new("300 ohm", 300),
        new("5 kohm", 5e3),
    ];

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        List<Step> steps = [];
        for (var range = 0; range < 4; range++)
        {
            foreach (var cell in Resistive)
                // Half of full scale, or what the output can drive through the cell.
                steps.Add(new(false, range, cell, Math.Min(0.5, 2 / (cell.Ohm / Shunt(range) + 1)), 1e-3));
            foreach (
                var cell in (BenchCell[])
                    [
                        .. Resistive,
                        new("10 uF + 20 ohm", 20, 10e-6, BenchCell.Open),
                        new("1 uF", 0.1, 1e-6, BenchCell.Open),
                    ]
            )
                steps.Add(new(true, range, cell, 0.1, cell.ParallelOhm > 1 ? Settle(cell, range) : 1e-3));
        }
        var deck = Bench.Loop("steps");
        deck.Add("* the set-point steps at 0.1 of the time");
        var control = new StringBuilder(".control\nset wr_singlescale\nset noaskquit\n");
        for (var k = 0; k < steps.Count; k++)
        {
            var s = steps[k];
            var high = 1.25 + (s.Potentiostat ? s.Volts / 6 : s.Volts);
            control
                .Append(Bench.Mode(s.Potentiostat, false))
                .Append(Bench.Range(s.Range))
                .Append(s.Cell.Alter);
            control.Append(
                $"alter @vdac[pulse] = [ 1.25 {DeckWriter.N(high)} {DeckWriter.N(0.1 * s.Seconds)} 1u 1u 100 200 ]\n"
            );
            control.Append($"tran {DeckWriter.N(s.Seconds / 400)} {DeckWriter.N(s.Seconds)}\n");
            control.Append($"linearize v(vcell) v(ish)\nwrdata step{k}.txt v(vcell) v(ish)\ndestroy all\n");
        }
        deck.Add(control + "quit\n.endc");
        spice.Run(
            "2-steps",
            deck.ToString().Replace("vdac v_dac 0 1.25", "vdac v_dac 0 dc 1.25 pulse(1.25 1.25 0 1u 1u 1 2)"),
            cancellation
        );
        return Judge(spice, steps, Changes(spice, cancellation));
    }

    private static double Shunt(int range) => 100 * Math.Pow(10, range);

    private static double Settle(BenchCell cell, int range) =>
        Math.Clamp(6 * cell.Farad * (Shunt(range) + cell.Ohm), 1e-3, 10);

    private static SpiceResult Judge(Ngspice spice, List<Step> steps, List<SpiceFigure> changes)
    {
        var worst = new Dictionary<string, (double Over, string Where)>();
        List<SpiceCurve> curves = [];
        for (var k = 0; k < steps.Count; k++)
        {
            var s = steps[k];
            var rows = spice.Read($"step{k}.txt");
            var column = s.Potentiostat ? 1 : 2;
            var end = rows[^1][column];
            var peak = rows.Max(r => r[column] * Math.Sign(end));
            var mode = s.Potentiostat ? "potentiostat" : "galvanostat";
            var over = 100 * (peak / Math.Abs(end) - 1);
            if (!worst.TryGetValue(mode, out var known) || over > known.Over)
                worst[mode] = (over, $"{mode}, {s.Cell.Name}, range {s.Range}");
            if (s.Range == 0)
                curves.Add(
                    new SpiceCurve(
                        $"{mode}, {s.Cell.Name}",
                        [.. rows.Where((_, i) => i % 2 == 0).Select(r => (r[0] / s.Seconds, r[column] / end))]
                    )
                );
        }
        return new SpiceResult(
            2,
            "steps: overshoot; charge when mode or range change",
            steps.Count + 2,
            [
                .. worst.Values.Select(w => new SpiceFigure($"overshoot: {w.Where}", w.Over, "%", 5)),
                .. changes,
            ],
            [
                new(
                    "steps",
                    "Steps on the 10 mA range, relative to their end",
                    "time / length of the run",
                    "response",
                    false,
                    curves
                ),
            ]
        );
    }

    // At rest: galvanostat to potentiostat at the open-circuit voltage. At 0.5 mA: range 1 to 0 with the set-point scaled at once.
    private static List<SpiceFigure> Changes(Ngspice spice, CancellationToken cancellation)
    {
        const double Ampere = 0.5e-3;
        const string At = "1m 1u 1u 100 200";
        var mode = Bench.Loop("change of mode");
        var range = Bench.Loop("change of range");
        var cell = new BenchCell("300 ohm", 300);
        string Control(string file, params string[] alters) =>
            ".control\nset wr_singlescale\nset noaskquit\n"
            + cell.Alter
            + string.Concat(alters.Select(a => a + "\n"))
            + $"tran 2u 6m\nlinearize i(vammeter)\nwrdata {file} i(vammeter)\nquit\n.endc";
        mode.Add(
            Control(
                "mode.txt",
                "alter vrange0 = 3.3",
                "alter vcell = 3.8",
                $"alter @vpstat[pulse] = [ 0 3.3 {At} ]",
                $"alter @vdac[pulse] = [ 1.25 {DeckWriter.N(1.25 + 3.8 / 6)} {At} ]"
            )
        );
        range.Add(
            Control(
                "range.txt",
                $"alter @vrange0[pulse] = [ 3.3 0 {At} ]",
                $"alter @vdac[pulse] = [ {DeckWriter.N(1.25 + Ampere * 1e3)} {DeckWriter.N(1.25 + Ampere * 100)} {At} ]"
            )
        );
        // The firmware opens the channel before it changes the mode and closes it with the new set-point.
        var opened = mode.ToString()
            .Replace("xser drv_r ce_force v33 VSW", "xser drv_r ce_force vrun VSW")
            .Replace(
                "vpstat pstat 0 0",
                "vrun vrun 0 pwl(0 3.3 0.9m 3.3 0.901m 0 1.5m 0 1.501m 3.3)\nvpstat pstat 0 0"
            );
        string Pulsed(string deck) =>
            deck.Replace("vdac v_dac 0 1.25", "vdac v_dac 0 dc 1.75 pulse(1.75 1.75 0 1u 1u 1 2)")
                .Replace("vpstat pstat 0 0", "vpstat pstat 0 dc 0 pulse(0 0 0 1u 1u 1 2)")
                .Replace("vrange0 range0 0 0", "vrange0 range0 0 dc 3.3 pulse(3.3 3.3 0 1u 1u 1 2)");
        spice.Run("2-mode", Pulsed(opened), cancellation);
        spice.Run("2-range", Pulsed(range.ToString()), cancellation);
        return
        [
            Charge(
                "at rest, galvanostat to potentiostat at 3.8 V, opened between",
                spice.Read("mode.txt"),
                0
            ),
            Charge("range 1 mA to 10 mA", spice.Read("range.txt"), Ampere),
        ];
    }

    private static SpiceFigure Charge(string what, IReadOnlyList<double[]> rows, double ampere)
    {
        double sum = 0;
        for (var k = 1; k < rows.Count; k++)
            if (rows[k][0] is > 0.9e-3 and < 2.5e-3)
                sum += Math.Abs(rows[k][1] - ampere) * (rows[k][0] - rows[k - 1][0]);
        return new SpiceFigure($"charge beside the set-point, {what}", 1e6 * sum, "uC", 0.1);
    }
}
