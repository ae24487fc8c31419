using EdgeTester.Plans;

namespace EdgeTester.Cli.Reproduce;

/// <summary>One cell of a case and the plan that is run on it.</summary>
/// <param name="Cell">Name in the virtual tester's catalogue; a temperature may follow after @.</param>
/// <param name="Template">Name of the template that makes its plan.</param>
/// <param name="Options">What the template is filled with: the geometry that the paper gives.</param>
internal sealed record CaseRun(string Cell, string Template, TemplateOptions Options)
{
    /// <summary>Longest time between two readings of a steady cell, in simulated seconds: more than 1 for months of which no moment is asked.</summary>
    public int LongestTickSeconds { get; init; } = 1;

    /// <summary>Name of the sample, as tables show it.</summary>
    public string Sample => Options.SampleName;

    /// <summary>The plan.</summary>
    public string PlanJson() => PlanTemplates.Create(Template, Options);

    /// <summary>How long the plan takes at the most, in simulated seconds.</summary>
    public double LongestSeconds()
    {
        var plan = PlanFile.Parse(PlanJson()).Plan!;
        var total = PlanDescription.Describe(plan).Total;
        var seconds = total.LikelySeconds ?? total.Seconds.Most;
        return double.IsFinite(seconds) ? seconds : 0;
    }
}
