using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Currents, charges and end conditions of one step, with what the sample must give for them.</summary>
internal sealed class StepQuantities(ObjectReader from, Sample sample, MethodMap map)
{
    private const double CoulombPerMilliampereHour = 3.6;
    private readonly List<EndCondition> ends = [];

    /// <summary>The end conditions that were read so far.</summary>
    public IReadOnlyList<EndCondition> Ends => ends;

    /// <summary>The step's current in ampere, from whichever field gives it; null where that was a mistake.</summary>
    public double? Current()
    {
        var given = new[] { "rate_C", "current_mA", "current_density_mA_cm2" }.Where(from.Has).ToArray();
        if (given.Length == 0)
        {
            from.Mistake("", "this step has no current: give current_mA, current_density_mA_cm2 or rate_C");
            return null;
        }
        if (given is ["rate_C", "current_mA"])
            from.Warning(
                "current_mA",
                "rate_C counts here (the rule of aurora-unicycler): current_mA is not used"
            );
        else if (given.Length > 1)
            from.Mistake(given[1], $"the current stands here twice: leave out {given[0]} or {given[1]}");
        var current = given[0] switch
        {
            "rate_C" => FromRate("rate_C"),
            "current_mA" => from.Number("current_mA") * 1e-3,
            _ => OnArea("current_density_mA_cm2") * 1e-3,
        };
        if (current == 0)
            from.Mistake(given[0], "a current of 0 is a rest: use open_circuit_voltage");
        var most = BoardCapabilities.CellNode8.MaximumCurrent;
        if (current is { } value && Math.Abs(value) > most * (1 + 1e-9))
            from.Mistake(
                given[0],
                FormattableString.Invariant(
                    $"this is {value * 1e3:G6} mA; the board does -{most * 1e3:G6} to {most * 1e3:G6} mA"
                )
            );
        // A density times an area may pass the full scale by its rounding; the tester takes not a bit more.
        return current is { } ampere ? Math.Clamp(ampere, -most, most) : null;
    }

    /// <summary>Ends the step after its until_time_s.</summary>
    public void EndByTime() =>
        End("until_time_s", ConditionQuantity.StepTime, true, from.Number("until_time_s"));

    /// <summary>Ends the step at a charge, in whichever field it stands.</summary>
    public void EndByCharge()
    {
        End(
            "until_capacity_mAh",
            ConditionQuantity.StepCharge,
            true,
            from.Number("until_capacity_mAh") * CoulombPerMilliampereHour
        );
        var onArea = OnArea("until_capacity_mAh_cm2") * CoulombPerMilliampereHour;
        End("until_capacity_mAh_cm2", ConditionQuantity.StepCharge, true, onArea);
    }

    /// <summary>Ends the step where |current| has fallen far enough, in whichever field it stands.</summary>
    public void EndByCurrent()
    {
        const ConditionQuantity current = ConditionQuantity.AbsoluteCurrent;
        End("until_current_mA", current, false, from.Number("until_current_mA") * 1e-3);
        End("until_current_density_mA_cm2", current, false, OnArea("until_current_density_mA_cm2") * 1e-3);
        var rate = FromRate("until_rate_C");
        if (rate == 0)
            from.Mistake("until_rate_C", "a current never falls to 0");
        End("until_rate_C", current, false, rate is { } value ? Math.Abs(value) : null);
    }

    /// <summary>Ends the step by one condition, where its field is there and right.</summary>
    public void End(string field, ConditionQuantity quantity, bool above, double? threshold)
    {
        if (from.Has(field) && threshold is { } value)
            ends.Add(new EndCondition(quantity, above, value));
    }

    /// <summary>The conditions of the step's "when".</summary>
    public IEnumerable<EndCondition> ReadWhen(int number, MistakeList mistakes)
    {
        var items = from.Items("when");
        for (var k = 0; k < items.Count; k++)
        {
            var item = new ObjectReader(items[k], PlanParts.When, from.At($"when[{k}]"), mistakes);
            if (items[k].Kind != JsonKind.Object)
                continue;
            var given = PlanParts.ConditionFields().Select(field => field.Name).Where(item.Has).ToArray();
            if (given.Length != 1)
            {
                item.Mistake(
                    "",
                    given.Length == 0
                        ? "the condition has no quantity, for example voltage_above_V"
                        : $"one quantity a condition: here are {string.Join(" and ", given)}"
                );
                continue;
            }
            var target = ReadTarget(item, number);
            if (WhenReader.Read(item, given[0], sample) is { } condition && target is { } then)
                yield return condition with
                {
                    Target = then,
                };
        }
    }

    /// <summary>The message that a tag is not there.</summary>
    public static string NoSuchTag(string tag, MethodMap map)
    {
        var near = Suggestion.For(tag, map.Tags);
        return $"there is no tag \"{PlanNode.Quoted(tag)}\""
            + (near is null ? "" : $"; did you mean \"{PlanNode.Quoted(near)}\"?");
    }

    private int? ReadTarget(ObjectReader item, int number)
    {
        if (!item.Has("then"))
            return Condition.NextStep;
        if (item.Text("then") is not { } word)
            return null;
        if (word == "next")
            return Condition.NextStep;
        if (word == "end_run")
            return Condition.EndRun;
        var index = map.IndexOf(word);
        if (index < 0)
            item.Mistake("then", NoSuchTag(word, map) + " (\"next\" and \"end_run\" are always known)");
        else if (index <= map.IndexOf(number))
            item.Mistake("then", $"the tag \"{PlanNode.Quoted(word)}\" comes earlier: only a loop goes back");
        else
            return index >= map.StepCount ? Condition.EndRun : index;
        return null;
    }

    private double? FromRate(string field)
    {
        if (from.Rate(field) is not { } rate)
            return null;
        if (sample.Capacity is { } capacity)
            return rate * capacity / 3600;
        from.Mistake(
            field,
            "a rate needs the sample's capacity: give sample.capacity_mAh, or mass_mg with specific_capacity_mAh_g"
        );
        return null;
    }

    /// <summary>A quantity a square centimetre times the area in square centimetre.</summary>
    private double? OnArea(string field) => WhenReader.OnArea(from, field, sample);
}
