using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;

namespace EdgeTester.Hardware.Spice;

/// <summary>A cell on the bench: series resistance and inductance, a capacitor with a resistor beside it, a source.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Ohm">In series.</param>
/// <param name="Farad">Behind it; a tiny one where there is none.</param>
/// <param name="ParallelOhm">Across the capacitor; a milliohm where there is none.</param>
public sealed record BenchCell(string Name, double Ohm, double Farad = 1e-12, double ParallelOhm = 1e-3)
{
    /// <summary>No resistor across the capacitor.</summary>
    public const double Open = 1e12;

    /// <summary>The cells of the stability study, from a short to an open end.</summary>
    public static readonly IReadOnlyList<BenchCell> All =
    [
        new("short", 1e-3),
        new("20 ohm", 20),
        new("5 kohm", 5e3),
        new("10 uF + 20 ohm", 20, 10e-6, Open),
        new("10 uF", 0.1, 10e-6, Open),
        new("1 uF", 0.1, 1e-6, Open),
        new("100 nF", 0.1, 100e-9, Open),
        new("10 nF", 0.1, 10e-9, Open),
        new("1 nF", 0.1, 1e-9, Open),
        new("1 mF + 5 ohm", 5, 1e-3, Open),
        new("1 F", 0.1, 1, Open),
        new("open, 20 pF", 0.1, 20e-12, Open),
    ];

    /// <summary>Statements that make the bench's cell into this one.</summary>
    public string Alter =>
        $"alter rcell = {DeckWriter.N(Ohm)}\nalter ccell = {DeckWriter.N(Farad)}\nalter rpar = {DeckWriter.N(ParallelOhm)}\n";
}

/// <summary>The surroundings of one channel: supplies, set-point, logic levels, cables and cell.</summary>
public static class Bench
{
    /// <summary>Supplies at their nominal values, each an own source that a check may replace.</summary>
    public const string Supplies = """
        vp9s vp9 0 9
        vm9s vm9 0 -9
        vp5s vp5 0 5
        vm5s vm5 0 -5
        v33s v33 0 3.3
        vrels vrel 0 5
        vref ref_mid 0 1.25
        """;

    /// <summary>Latch bits as sources, relay on, range 0, galvanostat.</summary>
    public const string Levels = """
        vdac v_dac 0 1.25
        vpstat pstat 0 0
        vfine fine 0 0
        vexc exc 0 0
        vrange0 range0 0 0
        vrange1 range1 0 0
        vexcbus exc_bus 0 0
        """;

    /// <summary>Series switch and relay closed, without the trip circuit.</summary>
    public const string Closed = """
        xser drv_r ce_force v33 VSW ron=10
        vcoil coil_n 0 0
        vsense sense_coil 0 0
        """;

    /// <summary>Cell, cables and an ammeter (vammeter: current into the + terminal).</summary>
    public const string Cell = """
        vammeter ce ce1 0
        lcell ce1 c1 0.5u
        rcell c1 c2 1k
        ccell c2 c3 1p
        rpar c2 c3 1m
        vcell c3 we 0
        rsp sp_cell ce 0.1
        rsn sn_cell we 0.1
        ccab1 ce 0 200p
        ccab2 sp_cell guard_p 100p
        ccab3 sn_cell guard_n 100p
        ccab4 we guard_n 200p
        cwe we 0 16p
        """;

    /// <summary>Options that help every deck.</summary>
    public const string Options =
        ".option rshunt=1e13 reltol=1e-4 abstol=1e-13 vntol=1e-8 gmin=1e-14 itl4=200 noopiter";

    /// <summary>The channel without its trip circuit.</summary>
    public static bool IsLoop(Component c) =>
        c.Block is not ("Trip" or "Decoupling" or "Relay and cell") || c.Part.Name is "G6K-2F-Y" || IsCopy(c);

    // The dual amplifier of the trip circuit also copies the set-point for the held integrator.
    private static bool IsCopy(Component c) => c.Part.Name == "TLV9302";

    /// <summary>A deck with one channel, its cell and its surroundings.</summary>
    public static DeckWriter Loop(
        string title,
        bool withNoise = false,
        IReadOnlyDictionary<string, string>? rename = null
    )
    {
        var deck = new DeckWriter(title, withNoise);
        deck.AddSheet(ChannelSheet.Create(), "", IsLoop, rename);
        // The current monitor's resistors are in the trip circuit; here its amplifier only rests.
        deck.Add("rimp im_p 0 1k\nrimn im_n imon 1k");
        deck.Add(Supplies);
        deck.Add(Levels);
        deck.Add(Closed);
        deck.Add(Cell);
        deck.Add(Options);
        return deck;
    }

    /// <summary>A deck with everything of a channel, its driver and series switch.</summary>
    public static DeckWriter Whole(string title)
    {
        var deck = new DeckWriter(title);
        deck.AddSheet(ChannelSheet.Create(), "", c => c.Block != "Decoupling");
        deck.Add(Supplies);
        deck.Add(Levels);
        deck.Add(
            """
            vtripp trip_p 0 1.2053
            vtripn trip_n 0 -1.2053
            vpor npor 0 3.3
            vrelay relay_cmd 0 0
            * beyond a supply by a diode's voltage the switch opens by itself, half a microsecond later
            bok okx 0 v=v(run)*(0.5-0.5*tanh(20*(abs(v(ce_force))-9.7)))
            rok okx okrun 1k
            cok okrun 0 700p
            xser drv_r ce_force okrun VSW ron=10
            bflag flagx 0 v=3.3*(0.5-0.5*tanh(20*(abs(v(ce_force))-9.7)))
            rflag flagx flag 1k
            cflag flag 0 1n
            dflag comp flag bat54
            xcoil coil_n 0 run VSW ron=10
            rcoilup coil_n vrel 1e6
            vsense sense_coil 0 0
            """
        );
        deck.Add(Cell);
        deck.Add(Options);
        return deck;
    }

    /// <summary>Statements that choose a range.</summary>
    public static string Range(int range) =>
        $"alter vrange0 = {((range & 1) != 0 ? "3.3" : "0")}\nalter vrange1 = {((range & 2) != 0 ? "3.3" : "0")}\n";

    /// <summary>Statements that choose the loop.</summary>
    public static string Mode(bool potentiostat, bool held) =>
        $"alter vpstat = {(potentiostat ? "3.3" : "0")}\nalter vexc = {(held ? "3.3" : "0")}\n";
}
