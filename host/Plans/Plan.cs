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

    /// <summary>Highest frequency of all impedance steps in Hz; 0 without any.</summary>
    public double HighestFrequencyHz =>
        Steps
            .OfType<ImpedanceStep>()
            .Select(step => Math.Max(step.StartFrequencyHz, step.EndFrequencyHz))
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>Why a tester that measures impedance up to a frequency cannot run this plan, and what to do; null where it can.</summary>
    /// <param name="device">The tester's name.</param>
    /// <param name="highestHz">What it says of itself, in Hz.</param>
    public string? RefusalOf(string device, double highestHz)
    {
        // A millionth more is the rounding of a frequency that was computed.
        var number = Steps
            .Select((step, k) => (step, k))
            .Where(one =>
                one.step is ImpedanceStep impedance
                && Math.Max(impedance.StartFrequencyHz, impedance.EndFrequencyHz) > highestHz * 1.000001
            )
            .Select(one => one.k + 1)
            .FirstOrDefault();
        return number == 0
            ? null
            : FormattableString.Invariant(
                $"Step {number} measures impedance up to {HighestFrequencyHz / 1e3:G6} kHz; {device} ends at {highestHz / 1e3:G6} kHz. Begin at {highestHz:G6} Hz, or use a tester with the 1 MHz option module."
            );
    }
}
