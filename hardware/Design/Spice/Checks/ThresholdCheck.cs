using System.Text;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>12: trip thresholds of voltage and current over the parts' tolerances, by slow ramps.</summary>
public static class ThresholdCheck
{
    private const int Samples = 25;

    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var channel = ChannelSheet.Create();
        var parts = channel
            .Components.Where(c =>
                c.Part.Name == "R" && c.Block is "Trip" or "To the converters" && c.Part.Name == "R"
            )
            .ToList();
        var output = channel.Components.Single(c => c.Part.Name == "R" && c.Nets["2"] == "DRV_R");
        var deck = new DeckWriter("thresholds");
        // Only what decides: monitor, filters, comparators; the output's voltage and current come from sources.
        deck.AddSheet(
            channel,
            "",
            c =>
                c.Block == "Trip"
                    && c.Part.Name is "R" or "TLV9302" or "TLV1704" or "C" or "DiodePair"
                    && c.Block == "Trip"
                || c.Reference == output.Reference
        );
        var divider = channel
            .Components.Where(c =>
                c.Block == "To the converters" && c.Part.Name == "R" && c.Nets.Values.Contains("V6_IN")
            )
            .ToList();
        deck.AddSheet(channel, "", c => divider.Contains(c));
        deck.Add(
            """
            ev6 v6 0 v6_in 0 1
            vp9s vp9 0 9
            vm9s vm9 0 -9
            vp5s vp5 0 5
            vm5s vm5 0 -5
            v33s v33 0 3.3
            vsp sp 0 0
            vramp vcell 0 0
            vdrv drv 0 3
            iout drv_r 0 0
            vtripp trip_p 0 1.2053
            vtripn trip_n 0 -1.2053
            """
        );
        deck.Add(Bench.Options);
        var random = new Random(12);
        var control = new StringBuilder(".control\nset wr_singlescale\nset noaskquit\n");
        for (var k = 0; k < Samples; k++)
        {
            foreach (
                var c in parts
                    .Where(divider.Contains)
                    .Concat(parts.Where(c => c.Block == "Trip"))
                    .Append(output)
            )
                control.Append(
                    $"alter r{c.Reference.ToLowerInvariant()} = {DeckWriter.N(c.Si * (1 + Tolerance.Of(c) * (2 * random.NextDouble() - 1)))}\n"
                );
            // Reference, divider of 0.1 % and buffer; comparator offset of up to 3.5 mV is added to the threshold.
            var trip =
                1.2053 * (1 + 1.5e-3 * (2 * random.NextDouble() - 1))
                + 3.5e-3 * (2 * random.NextDouble() - 1);
            control.Append($"alter vtripp = {DeckWriter.N(trip)}\nalter vtripn = {DeckWriter.N(-trip)}\n");
            control.Append($"dc vramp 6.9 7.5 0.01\nwrdata tv{k}.txt v(comp)\ndestroy all\n");
            control.Append($"dc iout 20m 30m 0.1m\nwrdata ti{k}.txt v(comp)\ndestroy all\n");
        }
        deck.Add(control + "quit\n.endc");
        spice.Run("12-thresholds", deck.ToString(), cancellation);
        double Level(string file) => spice.Read(file).FirstOrDefault(r => r[1] < 1.65)?[0] ?? double.NaN;
        var volts = Enumerable.Range(0, Samples).Select(k => Level($"tv{k}.txt")).ToList();
        var amperes = Enumerable.Range(0, Samples).Select(k => 1e3 * Level($"ti{k}.txt")).ToList();
        return new SpiceResult(
            12,
            "trip thresholds over tolerances",
            2 * Samples,
            [
                new(
                    "lowest trip voltage",
                    volts.Contains(double.NaN) ? double.NaN : volts.Min(),
                    "V",
                    7.15,
                    true
                ),
                new("highest trip voltage", volts.Contains(double.NaN) ? double.NaN : volts.Max(), "V", 7.3),
                new(
                    "lowest trip current",
                    amperes.Contains(double.NaN) ? double.NaN : amperes.Min(),
                    "mA",
                    23.5,
                    true
                ),
                new(
                    "highest trip current",
                    amperes.Contains(double.NaN) ? double.NaN : amperes.Max(),
                    "mA",
                    27
                ),
            ],
            []
        );
    }
}
