using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Makes a plan of a JSON tree.</summary>
internal sealed class PlanReader(MistakeList mistakes)
{
    /// <summary>The plan; whether it can be used says <see cref="MistakeList.Any"/>. Null where nothing of it can be read.</summary>
    public Plan? Read(PlanNode node)
    {
        var root = new ObjectReader(node, PlanLanguage.Root, "", mistakes);
        if (node.Kind != JsonKind.Object)
            return null;
        root.Text("$schema");
        root.Child("unicycler")?.Text("version");
        var sample = SampleReader.Read(root.Child("sample"));
        var record = RecordReader.Read(root.Child("record")) ?? new RecordRule();
        var safety = SafetyReader.Read(root.Child("safety"));
        var (resume, outage) = ReadResume(root);
        var sentinel = SentinelReader.Read(root);
        var steps = ReadMethod(root, sample, record, safety);
        if (sentinel.IsOn)
            steps = Sentinel.WithChecks(steps);
        if (steps.Count > 0 && safety.MaximumVoltage is null && safety.MinimumVoltage is null)
            root.Warning(
                "safety",
                "the plan sets no voltage limits (safety.max_voltage_V, safety.min_voltage_V)"
            );
        return new Plan
        {
            Name = root.Text("name") ?? "",
            Description = root.Text("description") ?? "",
            Sample = sample,
            Safety = safety,
            Sentinel = sentinel,
            Resume = resume,
            LongestOutageSeconds = outage,
            Steps = steps,
        };
    }

    private List<PlanStep> ReadMethod(
        ObjectReader root,
        Sample sample,
        RecordRule record,
        SafetyLimits safety
    )
    {
        var items = root.Items("method");
        if (root.Value("method") is { Kind: JsonKind.Array } && items.Count == 0)
            root.Mistake("method", "the list is empty: a plan needs at least one step");
        var map = new MethodMap(items, "method", mistakes);
        var reader = new StepReader(mistakes, map, sample, record, safety);
        var steps = new List<PlanStep>();
        var whole = true;
        for (var k = 0; k < items.Count; k++)
        {
            var step = reader.Read(items[k], k + 1, $"method[{k}]", out var isTag);
            if (step is not null)
                steps.Add(step);
            whole &= step is not null || isTag;
        }
        if (items.Count > 0 && map.StepCount == 0)
            root.Mistake("method", "there are only tags: a plan needs at least one step");
        if (!whole)
            return [];
        LoopChecks.Check(steps, mistakes);
        return LoopChecks.WithCycleCounts(steps, reader.LoopsThatSay);
    }

    private static (ResumePolicy, double) ReadResume(ObjectReader root)
    {
        if (root.Value("resume") is { Kind: JsonKind.Text })
            return (Policy(root.Choice("resume")), 0);
        if (root.Child("resume") is not { } resume)
            return (ResumePolicy.Continue, 0);
        var word = resume.Choice("policy");
        var longest = resume.Number("longest_outage_s");
        if (word == "continue_if_short" && !resume.Has("longest_outage_s"))
            resume.Mistake("policy", "continue_if_short needs longest_outage_s");
        if (word is not null && word != "continue_if_short" && longest is not null)
            resume.Mistake("longest_outage_s", $"this has no meaning with the policy {word}");
        return (Policy(word), longest ?? 0);
    }

    private static ResumePolicy Policy(string? word) =>
        word switch
        {
            "continue_if_short" => ResumePolicy.ContinueIfShort,
            "stop" => ResumePolicy.Stop,
            "pause" => ResumePolicy.Pause,
            _ => ResumePolicy.Continue,
        };
}
