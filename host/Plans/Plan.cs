using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>A test plan that was read and judged: every step can run on the board, every reference leads somewhere. All quantities in SI units.</summary>
public sealed record Plan
{
    /// <summary>Name of the plan; empty where the file has none.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>What is measured.</summary>
    public required Sample Sample { get; init; }

    /// <summary>Safety limits of the whole run.</summary>
    public required SafetyLimits Safety { get; init; }

    /// <summary>How shorts are looked for.</summary>
    public Sentinel Sentinel { get; init; } = Sentinel.Off;

    /// <summary>What to do after an outage.</summary>
    public required ResumePolicy Resume { get; init; }

    /// <summary>For <see cref="ResumePolicy.ContinueIfShort"/>, in seconds.</summary>
    public required double LongestOutageSeconds { get; init; }

    /// <summary>The steps that are run, without tags: 1 to <see cref="CompiledPlan.MaximumSteps"/>.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }
}
