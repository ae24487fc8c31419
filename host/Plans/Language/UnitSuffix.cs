using System.Globalization;

namespace EdgeTester.Plans;

/// <summary>Recognises a field that is right but for its unit, such as <c>until_time_h</c> for <c>until_time_s</c>.</summary>
internal static class UnitSuffix
{
    /// <summary>Units that measure the same, with their size in the first one.</summary>
    private static readonly Dictionary<string, double>[] Families =
    [
        new()
        {
            ["s"] = 1,
            ["ms"] = 1e-3,
            ["min"] = 60,
            ["h"] = 3600,
            ["d"] = 86400,
        },
        new()
        {
            ["V"] = 1,
            ["mV"] = 1e-3,
            ["uV"] = 1e-6,
        },
        new()
        {
            ["mA"] = 1,
            ["A"] = 1e3,
            ["uA"] = 1e-3,
            ["nA"] = 1e-6,
        },
        new()
        {
            ["Hz"] = 1,
            ["mHz"] = 1e-3,
            ["kHz"] = 1e3,
            ["MHz"] = 1e6,
        },
        new()
        {
            ["mAh"] = 1,
            ["Ah"] = 1e3,
            ["uAh"] = 1e-3,
            ["C"] = 1 / 3.6,
        },
        new()
        {
            ["mA_cm2"] = 1,
            ["A_cm2"] = 1e3,
            ["uA_cm2"] = 1e-3,
            ["A_m2"] = 0.1,
        },
        new()
        {
            ["mAh_cm2"] = 1,
            ["Ah_cm2"] = 1e3,
            ["uAh_cm2"] = 1e-3,
        },
        new()
        {
            ["mV_per_s"] = 1,
            ["V_per_s"] = 1e3,
            ["mV_per_min"] = 1 / 60.0,
        },
        new()
        {
            ["mm"] = 1,
            ["cm"] = 10,
            ["um"] = 1e-3,
            ["m"] = 1e3,
        },
        new()
        {
            ["cm2"] = 1,
            ["mm2"] = 0.01,
            ["m2"] = 1e4,
        },
        new()
        {
            ["mg"] = 1,
            ["g"] = 1e3,
            ["ug"] = 1e-3,
        },
    ];

    /// <summary>What to write instead, or null where it is not a matter of the unit.</summary>
    public static string? Explain(string name, double? value, IEnumerable<string> known)
    {
        foreach (var candidate in known)
        foreach (var family in Families)
        {
            var (given, meant) = (Longest(name, family), Longest(candidate, family));
            if (given is null || meant is null || given == meant)
                continue;
            if (name[..^given.Length] != candidate[..^meant.Length])
                continue;
            var factor = family[given] / family[meant];
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"the unit is {meant}, not {given}: write \"{candidate}\""
            );
            return value is { } v && double.IsFinite(v)
                ? text + string.Create(CultureInfo.InvariantCulture, $": {v * factor:G6}")
                : text;
        }
        return null;
    }

    /// <summary>The unit that a field's name ends in, or null.</summary>
    public static string? UnitOf(string name) =>
        Families
            .Select(family => Longest(name, family))
            .Where(unit => unit is not null)
            .MaxBy(unit => unit!.Length);

    private static string? Longest(string name, Dictionary<string, double> family) =>
        family
            .Keys.Where(unit => name.EndsWith("_" + unit, StringComparison.Ordinal))
            .MaxBy(unit => unit.Length);
}
