using EdgeTester.Hardware.Model;

namespace EdgeTester.Hardware.Checks;

/// <summary>What has to be looked up before a layout starts.</summary>
public static class PartRules
{
    /// <summary>Warnings for parts whose pin numbers nobody has confirmed; errors for references that are there twice.</summary>
    public static IReadOnlyList<Finding> Check(Board board)
    {
        var findings = new List<Finding>();
        foreach (var part in board.Components.Select(c => c.Component.Part).DistinctBy(p => p.Name))
            if (!part.IsConfirmed)
                findings.Add(
                    new(
                        Severity.Warning,
                        "pin-numbers",
                        part.Name,
                        $"{part.PinSource}: compare with the data sheet"
                    )
                );
        foreach (
            var twice in board
                .Components.GroupBy(c => c.Place.ReferenceOf(c.Component))
                .Where(g => g.Count() > 1)
        )
            findings.Add(new(Severity.Error, "reference", twice.Key, "this reference is there twice"));
        foreach (
            var part in board
                .Components.Select(c => c.Component.Part)
                .DistinctBy(p => p.Name)
                .Where(p => p.Pins.GroupBy(q => q.Number).Any(g => g.Count() > 1))
        )
            findings.Add(new(Severity.Error, "pin-numbers", part.Name, "a pin number is there twice"));
        return findings;
    }
}
