using System.Collections.Concurrent;
using EdgeTester.Contracts;
using EdgeTester.Plans;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>Plans of runs, read from the store once. Thread-safe.</summary>
internal sealed class RunPlans(IRunStore store)
{
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<(ulong, ulong, byte), RunPlan> _known = new();

    /// <summary>The plan of a run; <see cref="RunPlan.Unknown"/> where there is none.</summary>
    public RunPlan Of(RunId run, byte channel)
    {
        var key = (run.High, run.Low, channel);
        if (_known.TryGetValue(key, out var known))
            return known;
        var definition = store.FindDefinition(run, channel);
        // A run that is not registered may be so a moment later, so only what was found is remembered.
        if (definition is null)
            return RunPlan.Unknown;
        if (_known.Count >= MostRemembered)
            _known.Clear();
        return _known[key] = Read(definition);
    }

    private static RunPlan Read(RunDefinition definition)
    {
        var plan = definition.PlanJson.Length > 0 ? PlanFile.Parse(definition.PlanJson).Plan : null;
        if (plan is null)
            return new RunPlan { Name = definition.Name };
        var description = PlanDescription.Describe(plan);
        var seconds = description.Total.LikelySeconds ?? description.Total.Seconds.Most;
        return new RunPlan
        {
            Name = definition.Name,
            Steps = description.Steps.Select(step => step.Text).ToArray(),
            Preamble = description.Preamble,
            Totals = description.Totals,
            EstimatedSeconds = double.IsFinite(seconds) && seconds > 0 ? seconds : null,
            Sample = plan.Sample,
        };
    }
}
