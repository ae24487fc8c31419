using System.Text;
using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>
/// 6: Monte Carlo of the direct-current errors: resistors within tolerance and temperature coefficient, offsets with drift, bias currents that
/// double every 10 K. Calibrated at 25 degree Celsius with two points, then read at 30 and at 70.
/// </summary>
public static class DirectErrorCheck
{
    /// <summary>Boards that are drawn.</summary>
    public const int Samples = 1000;

    private const double Share = 0.5;

    // Boards a process: on a busy machine none may come near the time limit.
    private const int Chunk = 250;

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation, int samples = Samples)
    {
        var channel = ChannelSheet.Create();
        var resistors = channel
            .Components.Where(c => c.Part.Name == "R" && Bench.IsLoop(c) && Tolerance.Of(c) < 0.005)
            .ToList();
        var deck = new DeckWriter("direct-current errors");
        // The measuring chain alone: current from a source through the shunt, voltage from a source at the sense lines.
        deck.AddSheet(
            channel,
            "",
            c =>
                c.Block is "Shunts" or "Sense" or "To the converters"
                || c.Reference is "U1" or "U4"
                || c.Block == "Set-point"
        );
        deck.Add(Bench.Supplies);
        deck.Add(
            """
            vdac v_dac 0 1.75
            vrange0 range0 0 0
            vrange1 range1 0 0
            iin 0 we_top 5m
            vse s_p s_n 3
            vsn s_n we_top 0
            rsum sum 0 1k
            rdrv drv_fb drv 1k
            rean ea_n ea_out 1k
            rspx vsp sp 1k
            """
        );
        // At rest an amplifier is its gain; the limits of output and slew rate play no part and would cost time.
        deck.Add(".subckt OPAREST inp inn vp vm out\nE1 out 0 inp inn 5e6\n.ends");
        deck.Add(Bench.Options.Replace(" noopiter", ""));
        var bench = WithOffsets(deck.ToString()).Replace(".end\n", "");
        var random = new Random(6);
        List<double[]> rows = [];
        for (var done = 0; done < samples; done += Chunk)
        {
            var control = Boards(resistors, random, Math.Min(Chunk, samples - done), $"dc{done}.txt");
            spice.Run($"6-direct{done}", bench + control + "quit\n.endc\n.end\n", cancellation);
            rows.AddRange(spice.Read($"dc{done}.txt"));
        }
        return Judge(rows, samples);
    }

    private static string Boards(IReadOnlyList<Component> resistors, Random random, int count, string file)
    {
        var control = new StringBuilder(".control\nset wr_singlescale\nset appendwrite\nset noaskquit\n");
        double Uniform() => 2 * random.NextDouble() - 1;
        for (var k = 0; k < count; k++)
        {
            var draws = resistors
                .Where(c => c.Block is "Shunts" or "To the converters" or "Set-point")
                .Select(c => (c, Uniform() * Tolerance.Of(c), Uniform() * Tolerance.PerKelvin(c)))
                .ToList();
            var array = Enumerable.Range(0, 4).Select(_ => (Uniform() * 0.5e-3, Uniform() * 5e-6)).ToList();
            double[] offsets = [.. Enumerable.Range(0, 8).Select(_ => Uniform() * 100e-6)];
            double[] drifts = [.. Enumerable.Range(0, 8).Select(_ => Uniform() * 1.5e-6)];
            foreach (var temperature in new[] { 25.0, 30, 70 })
            {
                var rise = temperature - 25;
                foreach (var (c, tolerance, drift) in draws)
                    control.Append(
                        $"alter r{c.Reference.ToLowerInvariant()} = {DeckWriter.N(c.Si * (1 + tolerance) * (1 + drift * rise))}\n"
                    );
                for (var r = 0; r < 4; r++)
                    control.Append(
                        $"alter rrn1_{r + 1} = {DeckWriter.N(1e4 * (1 + array[r].Item1) * (1 + array[r].Item2 * rise))}\n"
                    );
                for (var a = 0; a < 8; a++)
                    control.Append($"alter vos{a} = {DeckWriter.N(offsets[a] + drifts[a] * rise)}\n");
                // Multiplexer and amplifiers: 0.1 nA at 25 degree, doubling every 10 K.
                control.Append($"alter ileak = {DeckWriter.N(1e-10 * Math.Pow(2, rise / 10))}\n");
                foreach (var sign in new[] { 1, -1 })
                    control.Append(
                        $"alter iin = {DeckWriter.N(sign * Share * 1e-2)}\nalter vse = {DeckWriter.N(sign * 3.0)}\nop\nwrdata {file} v(adc_i) v(adc_v) v(vsp)\ndestroy all\n"
                    );
            }
        }
        return control.ToString();
    }

    // Each amplifier gets its own offset source before its non-inverting input.
    private static string WithOffsets(string deck)
    {
        var lines = deck.Split('\n').ToList();
        var count = 0;
        for (var k = 0; k < lines.Count; k++)
        {
            if (!lines[k].EndsWith(" OPA197", StringComparison.Ordinal))
                continue;
            var words = lines[k].Split(' ');
            lines[k] =
                $"vos{count} {words[1]}_o{count} {words[1]} 0\n{words[0]} {words[1]}_o{count} {string.Join(' ', words.Skip(2).SkipLast(1))} OPAREST";
            count++;
        }
        return string.Join('\n', lines).Replace("iin 0 we_top 5m", "iin 0 we_top 5m\nileak sh_sense 0 0");
    }

    private static SpiceResult Judge(IReadOnlyList<double[]> rows, int samples)
    {
        if (rows.Count != 6 * samples)
            throw new SpiceException($"{6 * samples} points were asked for, {rows.Count} came");
        double[] Error(int column, int hot)
        {
            var errors = new double[samples];
            for (var k = 0; k < samples; k++)
            {
                double At(int t, int s) => rows[6 * k + 2 * t + s][column];
                var gain = At(0, 0) - At(0, 1);
                var offset = (At(0, 0) + At(0, 1)) / 2;
                errors[k] = 1e6 * Math.Abs((At(hot, 0) - offset) / (gain / 2) - 1);
            }
            Array.Sort(errors);
            return errors;
        }
        double[] Raw(int column, double nominal)
        {
            var errors = Enumerable
                .Range(0, samples)
                .Select(k => 1e2 * Math.Abs(rows[6 * k][column] / nominal - 1))
                .ToArray();
            Array.Sort(errors);
            return errors;
        }
        double P95(double[] sorted) => sorted[(int)(0.95 * (sorted.Length - 1))];
        var (i30, v30, i70, v70) = (Error(1, 1), Error(2, 1), Error(1, 2), Error(2, 2));
        return new SpiceResult(
            6,
            $"direct-current errors, {samples} boards drawn",
            6 * samples,
            [
                new("current before calibration, 95 % of the boards", P95(Raw(1, 0.5)), "%", 0.15),
                new("voltage before calibration, 95 % of the boards", P95(Raw(2, 0.5)), "%", 0.25),
                new("current, calibrated, 5 K later, 95 %", P95(i30), "ppm", 150),
                new("voltage, calibrated, 5 K later, 95 %", P95(v30), "ppm", 150),
                new("current at 70 degree Celsius, 95 %", P95(i70), "ppm", 1000),
                new("voltage at 70 degree Celsius, 95 %", P95(v70), "ppm", 1000),
            ],
            [
                new(
                    "direct",
                    "Error 5 K after calibration, all boards in order",
                    "share of the boards / %",
                    "error / ppm",
                    false,
                    [
                        new(
                            "current",
                            [
                                .. i30.Where((_, k) => k % Math.Max(1, samples / 100) == 0)
                                    .Select((e, k) => ((double)k, e)),
                            ]
                        ),
                        new(
                            "voltage",
                            [
                                .. v30.Where((_, k) => k % Math.Max(1, samples / 100) == 0)
                                    .Select((e, k) => ((double)k, e)),
                            ]
                        ),
                    ]
                ),
            ]
        );
    }
}
