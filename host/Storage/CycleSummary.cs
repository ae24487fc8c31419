namespace EdgeTester.Storage;

/// <summary>One cycle as it ran.</summary>
/// <param name="Cycle">Cycle from 0.</param>
/// <param name="Steps">Its steps in their order.</param>
public sealed record CycleSummary(uint Cycle, IReadOnlyList<StepSummary> Steps)
{
    /// <summary>Samples.</summary>
    public long Samples => Steps.Sum(step => step.Samples);

    /// <summary>Time of its first sample, microseconds since the run began.</summary>
    public long ElapsedFirst => Steps.Min(step => step.ElapsedFirst);

    /// <summary>Time of its last sample.</summary>
    public long ElapsedLast => Steps.Max(step => step.ElapsedLast);

    /// <summary>Lowest cell voltage in volt.</summary>
    public double MinimumVoltage => Steps.Min(step => step.MinimumVoltage);

    /// <summary>Highest cell voltage in volt.</summary>
    public double MaximumVoltage => Steps.Max(step => step.MaximumVoltage);

    /// <summary>Charge that went in, in coulomb.</summary>
    public double ChargedCoulomb => Steps.Sum(step => step.ChargedCoulomb);

    /// <summary>Charge that came out, in coulomb, positive.</summary>
    public double DischargedCoulomb => Steps.Sum(step => step.DischargedCoulomb);

    /// <summary>Puts steps that follow each other in one cycle together.</summary>
    public static IReadOnlyList<CycleSummary> Of(IEnumerable<StepSummary> steps)
    {
        return
        [
            .. steps
                .GroupBy(step => step.Cycle)
                .OrderBy(group => group.Key)
                .Select(group => new CycleSummary(group.Key, [.. group])),
        ];
    }
}
