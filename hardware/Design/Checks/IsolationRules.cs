using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Checks;

/// <summary>Nothing but isolators, isolated converters and the two bleeders connects processor side and measuring side.</summary>
public static class IsolationRules
{
    private static readonly HashSet<string> Barriers = ["ISO7762", "TMR10-2422WIR", "TMR4-2411WI"];

    /// <summary>All findings of a board.</summary>
    public static IReadOnlyList<Finding> Check(Netlist netlist)
    {
        var side = Sides(netlist);
        var findings = new List<Finding>();
        foreach (var (place, component) in netlist.Board.Components)
        {
            if (Barriers.Contains(component.Part.Name) || IsBleeder(component))
                continue;
            var nets = component.Nets.Values.Select(place.Globalize).ToList();
            var digital = nets.FirstOrDefault(n => side.GetValueOrDefault(n) == 1);
            var analog = nets.FirstOrDefault(n => side.GetValueOrDefault(n) == 2);
            if (digital is not null && analog is not null)
                findings.Add(
                    new(
                        Severity.Error,
                        "isolation",
                        place.ReferenceOf(component),
                        $"bridges the isolation from {digital} to {analog}"
                    )
                );
        }
        return findings;
    }

    // A component without a supply passes its side on; what stands between the sides does not.
    private static Dictionary<string, int> Sides(Netlist netlist)
    {
        var side = Supplies
            .Digital.ToDictionary(n => n, _ => 1)
            .Concat(Supplies.Analog.ToDictionary(n => n, _ => 2))
            .ToDictionary(p => p.Key, p => p.Value);
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var (place, component) in netlist.Board.Components)
            {
                if (Barriers.Contains(component.Part.Name) || IsBleeder(component))
                    continue;
                var nets = component.Nets.Values.Select(place.Globalize).ToList();
                var known = nets.Select(n => side.GetValueOrDefault(n)).FirstOrDefault(s => s != 0);
                if (known == 0)
                    continue;
                foreach (var net in nets.Where(n => !side.ContainsKey(n)))
                {
                    side[net] = known;
                    changed = true;
                }
            }
        }
        return side;
    }

    // Y capacitor and 10 Mohm that keep the sides from charging up against each other.
    private static bool IsBleeder(Component component) =>
        component.Grade.StartsWith("Y1", StringComparison.Ordinal)
        || component.Part.Prefix == "R"
            && component.Si >= 10e6
            && component.Nets.Values.Contains("AGND")
            && component.Nets.Values.Contains("GND");
}
