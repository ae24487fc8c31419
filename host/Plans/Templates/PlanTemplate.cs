namespace EdgeTester.Plans;

/// <summary>A template for one method.</summary>
/// <param name="Name">The word that names it on the command line.</param>
/// <param name="Method">Number of the method in the table of docs/plans.md.</param>
/// <param name="Title">What it measures.</param>
public sealed record PlanTemplate(string Name, int Method, string Title)
{
    internal Func<TemplateOptions, string> Fill { get; init; } = _ => "";
}
