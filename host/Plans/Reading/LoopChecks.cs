namespace EdgeTester.Plans;

/// <summary>Judges how loops lie in one another.</summary>
internal static class LoopChecks
{
    /// <summary>As many loops as a tester can count.</summary>
    private const int MostLoops = 16;

    /// <summary>Loops must be nested, and a condition may not jump into a loop.</summary>
    public static void Check(List<PlanStep> steps, MistakeList mistakes)
    {
        if (steps.OfType<LoopStep>().Skip(MostLoops).FirstOrDefault() is { } tooMany)
            mistakes.Add(
                tooMany.Position,
                $"method[{tooMany.Number - 1}]",
                $"this is loop {MostLoops + 1}: a tester counts {MostLoops} loops in a plan"
            );
        for (var k = 0; k < steps.Count; k++)
        {
            if (steps[k] is LoopStep loop)
                CheckNesting(steps, k, loop, mistakes);
            foreach (var end in steps[k].Ends)
                CheckJump(steps, k, end, mistakes);
        }
    }

    /// <summary>Where a loop does not say whether it counts cycles, the innermost loops do.</summary>
    public static List<PlanStep> WithCycleCounts(List<PlanStep> steps, IReadOnlySet<int> loopsThatSay)
    {
        for (var k = 0; k < steps.Count; k++)
            if (steps[k] is LoopStep loop && !loopsThatSay.Contains(loop.Number))
                steps[k] = loop with
                {
                    CountsCycles = !Inside(steps, k, loop).Any(step => step.CountsCycles),
                };
        return steps;
    }

    private static IEnumerable<LoopStep> Inside(List<PlanStep> steps, int index, LoopStep loop) =>
        Enumerable
            .Range(loop.Target, Math.Max(0, index - loop.Target))
            .Select(k => steps[k])
            .OfType<LoopStep>();

    private static void CheckNesting(List<PlanStep> steps, int index, LoopStep loop, MistakeList mistakes)
    {
        for (var k = loop.Target; k < index; k++)
            if (steps[k] is LoopStep inner && inner.Target < loop.Target)
                mistakes.Add(
                    loop.Position,
                    $"method[{loop.Number - 1}].loop_to",
                    $"this loop goes back into the loop of step {inner.Number} without its beginning: loops must lie wholly in one another"
                );
    }

    private static void CheckJump(List<PlanStep> steps, int index, EndCondition end, MistakeList mistakes)
    {
        if (end.Target >= steps.Count)
            return;
        for (var k = end.Target; k < steps.Count; k++)
            if (steps[k] is LoopStep loop && loop.Target < end.Target && index < loop.Target)
                mistakes.Add(
                    steps[index].Position,
                    $"method[{steps[index].Number - 1}].when",
                    $"this would jump into the middle of the loop of step {loop.Number}: go to its beginning or past it"
                );
    }
}
