namespace EdgeTester.Plans;

/// <summary>What came of reading a plan file.</summary>
/// <param name="Plan">The plan; null where there is a mistake.</param>
/// <param name="Mistakes">All mistakes (at the most 200) in the order of the file; empty where the plan can run.</param>
/// <param name="Warnings">What can run but is probably not meant, in the order of the file.</param>
public sealed record PlanParseResult(
    Plan? Plan,
    IReadOnlyList<Mistake> Mistakes,
    IReadOnlyList<Mistake> Warnings
);
