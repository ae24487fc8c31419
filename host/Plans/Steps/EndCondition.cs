using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>A step ends when this holds.</summary>
/// <param name="Quantity">What it looks at.</param>
/// <param name="Above">True: holds at or above the threshold; false: at or below.</param>
/// <param name="Threshold">In the SI unit of the quantity.</param>
/// <param name="Target">Index of the step that comes then, or <see cref="Condition.NextStep"/> or <see cref="Condition.EndRun"/>.</param>
public sealed record EndCondition(
    ConditionQuantity Quantity,
    bool Above,
    double Threshold,
    int Target = Condition.NextStep
);
