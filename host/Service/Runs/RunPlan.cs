using EdgeTester.Contracts;
using EdgeTester.Plans;

namespace EdgeTester.Service.Runs;

/// <summary>What the host knows of a run's plan, in words and figures.</summary>
internal sealed record RunPlan
{
    /// <summary>A run that was not started from here, or whose plan cannot be read any more.</summary>
    public static RunPlan Unknown { get; } = new();

    /// <summary>Name of the run.</summary>
    public string Name { get; init; } = "";

    /// <summary>Each step in words, in the order of the step table.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Sentences before the steps.</summary>
    public IReadOnlyList<string> Preamble { get; init; } = [];

    /// <summary>Sentences about the whole run.</summary>
    public IReadOnlyList<string> Totals { get; init; } = [];

    /// <summary>How long the run probably takes, in seconds; null where the cell decides.</summary>
    public double? EstimatedSeconds { get; init; }

    /// <summary>The sample, where the plan says.</summary>
    public Sample? Sample { get; init; }

    /// <summary>A step in words; by its kind where the plan is not known.</summary>
    public string StepInWords(int step, StepKind kind) =>
        step >= 0 && step < Steps.Count && kind != StepKind.None ? Steps[step] : KindInWords(kind);

    private static string KindInWords(StepKind kind) =>
        kind switch
        {
            StepKind.Rest => "Rest",
            StepKind.ConstantCurrent => "Constant current",
            StepKind.ConstantVoltage => "Constant voltage",
            StepKind.LinearSweep => "Linear sweep",
            StepKind.CyclicSweep => "Cyclic sweep",
            StepKind.PotentiostaticImpedance => "Potentiostatic impedance",
            StepKind.GalvanostaticImpedance => "Galvanostatic impedance",
            StepKind.ShortCheck => "Looking for shorts",
            StepKind.CurrentPulse => "Current pulses",
            _ => "",
        };
}
