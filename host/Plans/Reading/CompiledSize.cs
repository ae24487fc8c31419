using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Judges whether a plan fits into a tester.</summary>
internal static class CompiledSize
{
    public static void Check(Plan plan, TextPosition position, MistakeList mistakes)
    {
        if (plan.Steps.Count > CompiledPlan.MaximumSteps)
        {
            mistakes.Add(
                position,
                "method",
                $"{plan.Steps.Count} steps are too many: a tester takes {CompiledPlan.MaximumSteps}; use loops"
            );
            return;
        }
        if (PlanCompiler.TryCompile(plan) is null)
            mistakes.Add(
                position,
                "method",
                $"{plan.Steps.Count} steps with their conditions need more than the {CompiledPlan.MaximumSize} bytes "
                    + "that a tester takes; use loops, or split the plan"
            );
    }
}
