using System.Globalization;

namespace EdgeTester.Analysis.Records;

/// <summary>What a record holds, in words.</summary>
public static class RecordWords
{
    /// <summary>Kinds of steps with their number and length, for example "2 rests (20 s), 1 step of constant current (130 s)".</summary>
    public static string Of(CellRecord record) =>
        string.Join(
            ", ",
            record
                .Steps.GroupBy(step => step.Excitation)
                .OrderBy(group => group.Key)
                .Select(group =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{group.Count()} {Name(group.Key, group.Count())} ({group.Sum(record.Duration):G4} s, {group.Sum(s => s.Count)} rows)"
                    )
                )
        );

    private static string Name(Excitation excitation, int count)
    {
        var steps = count == 1 ? "step" : "steps";
        return excitation switch
        {
            Excitation.Rest => count == 1 ? "rest" : "rests",
            Excitation.ConstantCurrent => $"{steps} of constant current",
            Excitation.ConstantVoltage => $"{steps} of constant voltage",
            Excitation.Sweep => count == 1 ? "voltage sweep" : "voltage sweeps",
            Excitation.Impedance => $"{steps} of impedance",
            Excitation.ShortCheck => count == 1 ? "search for shorts" : "searches for shorts",
            _ => $"{steps} of another kind",
        };
    }
}
