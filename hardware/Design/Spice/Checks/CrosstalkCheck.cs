using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice.Checks;

/// <summary>10: two channels on one excitation bus, one reference and one supply; the neighbour is not selected.</summary>
public static class CrosstalkCheck
{
    /// <summary>Runs it.</summary>
    public static SpiceResult Run(Ngspice spice, CancellationToken cancellation)
    {
        var deck = Bench.Loop("crosstalk");
        deck.AddSheet(ChannelSheet.Create(), "n_", Bench.IsLoop);
        deck.Add(
            """
            rni n_im_p 0 1k
            rnn n_im_n n_imon 1k
            rnref ref_mid n_ref_mid 0.1
            vndac n_v_dac 0 1.25
            vnp n_pstat 0 0
            vnf n_fine 0 0
            vne n_exc 0 0
            vn0 n_range0 0 0
            vn1 n_range1 0 0
            rnb exc_bus n_exc_bus 0.1
            xnser n_drv_r n_ce_force v33 VSW ron=10
            vncoil n_coil_n 0 0
            vnsense n_sense_coil 0 0
            rncell n_ce n_we 100
            rnsp n_sp_cell n_ce 0.1
            rnsn n_sn_cell n_we 0.1
            cnwe n_we 0 216p
            """
        );
        deck.Add(
            ".control\nset wr_singlescale\nset noaskquit\nalter rcell = 100\nalter vexc = 3.3\nalter @vexcbus[acmag] = 1\nac dec 4 10 200k\n"
                + "wrdata crosstalk.txt vdb(vcell) vdb(n_vcell) vdb(ish) vdb(n_ish)\nquit\n.endc"
        );
        // Supplies and the shared bus have the impedance of their regulators and of the generator's buffer.
        var text = deck.ToString()
            .Replace("vp9s vp9 0 9", "vp9s xp9 0 9\nrp9 xp9 vp9 0.05")
            .Replace("vm9s vm9 0 -9", "vm9s xm9 0 -9\nrm9 xm9 vm9 0.05")
            .Replace("vexcbus exc_bus 0 0", "vexcbus xexc 0 dc 0 ac 0\nrexc xexc exc_bus 1");
        spice.Run("10-crosstalk", text, cancellation);
        var rows = spice.Read("crosstalk.txt");
        double Worst(double upto) =>
            rows.Where(r => r[0] <= upto).Max(r => Math.Max(r[2] - r[1], r[4] - r[3]));
        return new SpiceResult(
            10,
            "crosstalk to a neighbour through bus, reference and supply",
            1,
            [
                new("neighbour's signal to 1 kHz", Worst(1e3), "dB", -80),
                new("neighbour's signal to 200 kHz", Worst(2e5), "dB", -50),
            ],
            [
                new(
                    "crosstalk",
                    "Signal of the neighbour relative to the excited channel",
                    "frequency / Hz",
                    "dB",
                    true,
                    [
                        new("voltage", [.. rows.Select(r => (r[0], r[2] - r[1]))]),
                        new("current", [.. rows.Select(r => (r[0], r[4] - r[3]))]),
                    ]
                ),
            ]
        );
    }
}
