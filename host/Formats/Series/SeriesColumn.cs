using System.Text.RegularExpressions;

namespace EdgeTester.Formats;

/// <summary>What a column of a cycler's export means: the quantity, and the factor to its SI unit.</summary>
internal readonly partial record struct SeriesColumn(BdfColumn Column, double Factor)
{
    /// <summary>Names in the exports of BioLogic, Arbin, Maccor, Basytec, Novonix, Neware; without unit, in lower case, the best first.</summary>
    private static readonly (BdfColumn Column, string[] Names)[] Catalogue =
    [
        (
            BdfColumns.TestTime,
            ["test time", "time", "run time", "total time", "elapsed time", "total time elapsed", "prog time"]
        ),
        (
            BdfColumns.Voltage,
            ["voltage", "ewe", "ecell", "<ewe>", "ewe-ece", "<ewe-ece>", "u", "potential", "volts", "e"]
        ),
        (BdfColumns.Current, ["current", "<i>", "i", "amps"]),
        (
            BdfColumns.CycleCount,
            [
                "cycle index",
                "cycle number",
                "cycle c",
                "cycle",
                "cyc-count",
                "cycle id",
                "cycle count",
                "cyc#",
            ]
        ),
        (BdfColumns.StepId, ["step index", "step number", "step", "ns", "line", "step id"]),
        (BdfColumns.StepTime, ["step time", "t-step"]),
        (BdfColumns.RecordIndex, ["data point", "rec", "dataset", "record id", "record index", "rec#"]),
        (BdfColumns.Power, ["power", "p"]),
        (BdfColumns.ChargingCapacity, ["charge capacity", "q charge", "chg. cap."]),
        (BdfColumns.DischargingCapacity, ["discharge capacity", "q discharge", "dchg. cap."]),
        (BdfColumns.NetCapacity, ["(q-qo)"]),
        (BdfColumns.ChargingEnergy, ["charge energy", "energy charge", "chg. energy"]),
        (BdfColumns.DischargingEnergy, ["discharge energy", "energy discharge", "dchg. energy"]),
        (
            BdfColumns.Temperature,
            ["temperature", "aux temperature 1", "temp 1", "t1", "temp", "temperature t1"]
        ),
    ];

    private static readonly Dictionary<string, double> Units = new()
    {
        ["s"] = 1,
        ["sec"] = 1,
        ["ms"] = 1e-3,
        ["min"] = 60,
        ["h"] = 3600,
        ["hr"] = 3600,
        ["v"] = 1,
        ["mv"] = 1e-3,
        ["a"] = 1,
        ["ma"] = 1e-3,
        ["ua"] = 1e-6,
        ["ah"] = 1,
        ["mah"] = 1e-3,
        ["ma.h"] = 1e-3,
        ["wh"] = 1,
        ["mwh"] = 1e-3,
        ["w.h"] = 1,
        ["w"] = 1,
        ["mw"] = 1e-3,
        ["1"] = 1,
        ["degc"] = 1,
        ["c"] = 1,
    };

    /// <summary>Chooses a column of a header for every quantity that it names.</summary>
    public static Dictionary<int, SeriesColumn> Choose(IReadOnlyList<string> header)
    {
        var parsed = header.Select(Split).ToArray();
        var chosen = new Dictionary<int, SeriesColumn>();
        foreach (var (column, names) in Catalogue)
        {
            var exact = Enumerable
                .Range(0, header.Count)
                .Where(k => BdfColumns.Find(header[k].Trim()) == column);
            var named = names.SelectMany(name =>
                Enumerable.Range(0, header.Count).Where(k => parsed[k].Name == name && parsed[k].Fits)
            );
            foreach (
                var k in exact
                    .Select(k => (Index: k, Factor: 1.0))
                    .Concat(named.Select(k => (k, parsed[k].Factor)))
                    .Where(k => !chosen.ContainsKey(k.Item1))
                    .Take(1)
            )
                chosen[k.Item1] = new SeriesColumn(
                    column,
                    IsCoulomb(column, header[k.Item1]) ? 1 / 3600.0 : k.Item2
                );
        }
        foreach (var column in BdfColumns.All)
            for (var k = 0; k < header.Count; k++)
                if (
                    BdfColumns.Find(header[k].Trim()) == column
                    && chosen.Values.All(other => other.Column != column)
                )
                    chosen[k] = new SeriesColumn(column, 1);
        return chosen;
    }

    /// <summary>Whether the quantities without which there is no series are among them.</summary>
    public static bool Suffices(Dictionary<int, SeriesColumn> chosen) =>
        new[] { BdfColumns.TestTime, BdfColumns.Voltage, BdfColumns.Current }.All(required =>
            chosen.Values.Any(column => column.Column == required)
        );

    /// <summary>"C" is a coulomb after a charge, a degree Celsius else.</summary>
    private static bool IsCoulomb(BdfColumn column, string header) =>
        column.Name.EndsWith("_capacity_ah", StringComparison.Ordinal)
        && header.TrimEnd().EndsWith("/C", StringComparison.Ordinal);

    private static (string Name, double Factor, bool Fits) Split(string header)
    {
        var text = header
            .Trim()
            .TrimStart('~', '#')
            .Replace('_', ' ')
            .ToLowerInvariant()
            .Replace("/v>", ">/v");
        var match = Unit().Match(text);
        if (!match.Success)
            return (text, 1, true);
        var unit = match.Groups["unit"].Value.Trim();
        var known = Units.TryGetValue(unit, out var factor);
        // What is no known unit of temperature is mostly a degree sign in a lost encoding.
        var degrees = unit.EndsWith('c') && unit.Length <= 4;
        return (
            text[..match.Index].Trim(),
            known ? factor : 1,
            known || degrees || unit is "h:min:s.ms" or "h:m:s"
        );
    }

    [GeneratedRegex(@"\s*(?:/\s*(?<unit>[^/()\[\]]+)|[(\[](?<unit>[^()\[\]]+)[)\]])\s*$")]
    private static partial Regex Unit();
}
