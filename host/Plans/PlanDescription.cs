using System.Text;

namespace EdgeTester.Plans;

/// <summary>What a plan will do, in words and figures.</summary>
public sealed record PlanDescription
{
    /// <summary>Sample, limits and policy, a sentence each.</summary>
    public required IReadOnlyList<string> Preamble { get; init; }

    /// <summary>The steps in words, one each, in the order of the plan's steps.</summary>
    public required IReadOnlyList<StepDescription> Steps { get; init; }

    /// <summary>The whole run with all its loops.</summary>
    public required StepEstimate Total { get; init; }

    /// <summary>The totals in words, a sentence each.</summary>
    public required IReadOnlyList<string> Totals { get; init; }

    /// <summary>Says in words what will happen, how long it takes, how much charge passes and how many records it makes.</summary>
    public static PlanDescription Describe(Plan plan)
    {
        var total = Estimator.Whole(plan);
        return new PlanDescription
        {
            Preamble = PreambleWords.For(plan),
            Steps = plan
                .Steps.Select(
                    (step, index) =>
                        new StepDescription(index + 1, StepWords.For(step, plan), Estimator.Of(step, plan))
                )
                .ToArray(),
            Total = total,
            Totals = TotalWords.For(total, plan),
        };
    }

    /// <summary>Everything as text, a line a sentence.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in Preamble)
            text.Append(line).Append('\n');
        foreach (var step in Steps)
            text.Append($"{step.Number, 4}. {step.Text}\n");
        foreach (var line in Totals)
            text.Append(line).Append('\n');
        return text.ToString();
    }
}

/// <summary>One step in words.</summary>
/// <param name="Number">Number from 1, tags not counted, as in the step table.</param>
/// <param name="Text">What it does, when it ends, how long it takes.</param>
/// <param name="Estimate">One pass of it in figures.</param>
public sealed record StepDescription(int Number, string Text, StepEstimate Estimate);
