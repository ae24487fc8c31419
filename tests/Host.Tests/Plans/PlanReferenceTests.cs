using System.Text.RegularExpressions;
using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public partial class PlanReferenceTests
{
    private static string Docs(string name) => Path.Combine(Repository.Root, "docs", name);

    [Fact]
    public void The_committed_reference_is_the_one_that_the_declarations_give()
    {
        var path = Docs("plan-fields.md");
        if (Environment.GetEnvironmentVariable("EDGETESTER_APPROVE") == "1")
            File.WriteAllText(path, PlanReference.Generate());
        Assert.Equal(PlanReference.Generate(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_example_of_the_guide_is_a_plan()
    {
        var examples = Example().Matches(File.ReadAllText(Docs("plans.md")).ReplaceLineEndings("\n"));
        Assert.True(examples.Count >= 3);
        foreach (Match example in examples)
            Assert.Equal([], PlanFile.Parse(example.Groups[1].Value).Mistakes);
    }

    [Fact]
    public void Every_template_is_named_in_the_guide()
    {
        var guide = File.ReadAllText(Docs("plans.md"));
        Assert.All(PlanTemplates.All, template => Assert.Contains($"`{template.Name}`", guide));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
