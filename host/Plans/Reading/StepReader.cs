namespace EdgeTester.Plans;

/// <summary>Reads the steps of a method one after the other.</summary>
internal sealed class StepReader(
    MistakeList mistakes,
    MethodMap map,
    Sample sample,
    RecordRule planRecord,
    SafetyLimits planSafety
)
{
    private readonly HashSet<int> loopsThatSay = [];
    private string tag = "";

    /// <summary>Numbers of the loops that say themselves whether they count cycles.</summary>
    public IReadOnlySet<int> LoopsThatSay => loopsThatSay;

    /// <summary>The step, or null where it is a tag or cannot be read (then it was noted).</summary>
    public PlanStep? Read(PlanNode node, int number, string path, out bool isTag)
    {
        isTag = false;
        if (Definition(node, path) is not { } definition)
            return null;
        var from = new ObjectReader(node, definition, path, mistakes);
        isTag = definition.Name == "tag";
        if (isTag)
        {
            tag = from.Text("tag") ?? "";
            if (from.Has("tag") && string.IsNullOrWhiteSpace(tag))
                from.Mistake("tag", "the tag is empty");
            return null;
        }
        var quantities = new StepQuantities(from, sample, map);
        var own = definition.Name == "loop" ? SafetyLimits.None : SafetyReader.Read(from.Child("safety"));
        var limits = SafetyLimits.Stricter(planSafety, own);
        var step = definition.Name switch
        {
            "loop" => ReadLoop(from, number),
            "impedance_spectroscopy" => ImpedanceReader.Read(from, number, limits),
            "open_circuit_voltage" => DrivenReader.ReadRest(from, number, quantities),
            "constant_current" => DrivenReader.ReadCurrent(from, number, quantities, limits),
            "current_pulse" or "gitt" => PulseReader.ReadPulses(from, number, quantities, limits),
            "short_check" => PulseReader.ReadCheck(from, number, quantities, limits),
            "constant_voltage" => DrivenReader.ReadVoltage(from, number, quantities, limits),
            _ => SweepReader.Read(from, number, limits),
        };
        step = step with { Label = from.Text("id") ?? tag };
        from.Text("comment");
        tag = "";
        return definition.Name == "loop" ? step : Common(step, from, quantities, own);
    }

    private PlanStep Common(PlanStep step, ObjectReader from, StepQuantities quantities, SafetyLimits own)
    {
        var ends = step.Ends.Concat(quantities.ReadWhen(step.Number, mistakes)).ToArray();
        if (ends.Length > Contracts.StepDefinition.MaximumConditions)
            from.Mistake(
                "when",
                $"{ends.Length} end conditions are too many: a step may have {Contracts.StepDefinition.MaximumConditions}"
            );
        if (step is RestStep or ConstantCurrentStep or ConstantVoltageStep && !HasEnd(from))
            from.Mistake("", "this step has no end: give an until_... field or a \"when\"");
        return step with
        {
            Ends = ends,
            Record = RecordReader.Read(from.Child("record")) ?? planRecord,
            Safety = own,
            Range = ReadRange(from, step),
            EveryCycles = (int)(from.Integer("every_cycles") ?? 1),
        };
    }

    /// <summary>Whether any end is given; whether it is right was judged where it was read.</summary>
    private static bool HasEnd(ObjectReader from) =>
        from.Node.Members.Any(member =>
            member.Value.Kind != JsonKind.Null && member.Name.StartsWith("until_", StringComparison.Ordinal)
        ) || from.Value("when") is { Items.Count: > 0 } or { Kind: not JsonKind.Array };

    private static int? ReadRange(ObjectReader from, PlanStep step)
    {
        if (from.Number("current_range_mA") is not { } asked)
            return null;
        var ranges = BoardCapabilities.CellNode8.CurrentRanges;
        for (var k = 0; k < ranges.Count; k++)
        {
            if (Math.Abs(ranges[k] * 1e3 - asked) > 1e-9)
                continue;
            var needed = step switch
            {
                ConstantCurrentStep current => Math.Abs(current.Current),
                ShortCheckStep check => Math.Abs(check.Current),
                CurrentPulseStep pulse => Math.Max(Math.Abs(pulse.Current), Math.Abs(pulse.BaseCurrent)),
                ImpedanceStep { Galvanostatic: true } impedance => Math.Abs(impedance.Bias)
                    + impedance.Amplitude,
                _ => 0,
            };
            if (needed > ranges[k])
                from.Mistake(
                    "current_range_mA",
                    FormattableString.Invariant(
                        $"the step needs {needed * 1e3:G6} mA, the range ends at {asked:G6} mA"
                    )
                );
            if (
                step is ImpedanceStep fast
                && k > 0
                && Math.Max(fast.StartFrequencyHz, fast.EndFrequencyHz) > 10e3
            )
                from.Warning(
                    "current_range_mA",
                    "above 10 kHz the capacitance of the cable falsifies every range but 10 mA"
                );
            return k;
        }
        from.Mistake("current_range_mA", "the ranges are 10, 1, 0.1 and 0.01 mA");
        return null;
    }

    private ObjectDefinition? Definition(PlanNode node, string path)
    {
        var kind = node
            .Members.Where(member => member.Name == "step")
            .Select(member => member.Value)
            .FirstOrDefault();
        if (node.Kind == JsonKind.Object && kind is { Kind: JsonKind.Text })
        {
            if (PlanLanguage.Steps.TryGetValue(kind.Text, out var definition))
                return definition;
            var near = Suggestion.For(kind.Text, PlanLanguage.StepNames);
            mistakes.Add(
                kind.Position,
                path + ".step",
                $"\"{PlanNode.Quoted(kind.Text)}\" is no kind of step; "
                    + (
                        kind.Text == "temperature"
                            ? "the tester does not control a chamber: run the plan once at each temperature"
                        : near is null ? "known are " + string.Join(", ", PlanLanguage.StepNames)
                        : $"did you mean \"{near}\"?"
                    )
            );
            return null;
        }
        if (node.Kind != JsonKind.Object)
            mistakes.Add(
                node.Position,
                path,
                $"a step is an object {{ \"step\": ... }}, this is {node.Words}"
            );
        else if (kind is null)
            mistakes.Add(node.Position, path + ".step", "this field is missing: it names the kind of step");
        else
            mistakes.Add(
                kind.Position,
                path + ".step",
                $"the kind of step is a text in quotes, this is {kind.Words}"
            );
        return null;
    }

    private LoopStep ReadLoop(ObjectReader from, int number)
    {
        var target = LoopTarget(from, number);
        if (from.Flag("counts_cycles") is not null)
            loopsThatSay.Add(number);
        var index = map.IndexOf(number);
        if (target == index)
            from.Mistake("loop_to", "there is no step between the tag and this loop");
        else if (target >= 0 && map.IsLoop(target))
            from.Mistake("loop_to", "the loop goes back to another loop: go back to a step before it");
        return new LoopStep
        {
            Number = number,
            Position = from.Node.Position,
            Target = Math.Clamp(target, 0, Math.Max(0, index - 1)),
            Count = (uint)(from.Integer("cycle_count") ?? 1),
            CountsCycles = from.Flag("counts_cycles") ?? false,
        };
    }

    /// <summary>The index of the step to go back to, or -1 where that was a mistake.</summary>
    private int LoopTarget(ObjectReader from, int number)
    {
        if (from.Value("loop_to") is { Kind: JsonKind.Text } name)
        {
            var index = map.IndexOf(name.Text);
            if (index < 0)
                from.Mistake("loop_to", StepQuantities.NoSuchTag(name.Text, map));
            else if (index > map.IndexOf(number))
                from.Mistake(
                    "loop_to",
                    $"the tag \"{PlanNode.Quoted(name.Text)}\" comes later: a loop goes back"
                );
            else
                return index;
            return -1;
        }
        var step = from.Has("loop_to") ? from.Integer("loop_to") : 1;
        if (step is null)
            return -1;
        if (step < 1)
            from.Mistake("loop_to", "steps are counted from 1");
        else if (step > number)
            from.Mistake("loop_to", $"step {step} comes later or is not there: a loop goes back");
        else if (step == number)
            from.Mistake("loop_to", "this is the loop itself: a loop goes back");
        else
            return map.IndexOf((int)step);
        return -1;
    }
}
