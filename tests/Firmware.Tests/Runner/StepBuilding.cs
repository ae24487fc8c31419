using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Tests.Runner;

public static class StepBuilding
{
    public static StepDefinition Until(
        this StepDefinition step,
        ConditionQuantity quantity,
        bool above,
        double threshold,
        ushort target = Condition.NextStep
    )
    {
        var condition = step.Conditions[step.ConditionCount++];
        condition.Quantity = quantity;
        condition.Above = above;
        condition.Threshold = threshold;
        condition.Target = target;
        return step;
    }

    public static StepDefinition Until(
        this StepDefinition step,
        double seconds,
        ushort target = Condition.NextStep
    ) => step.Until(ConditionQuantity.StepTime, true, seconds, target);
}
