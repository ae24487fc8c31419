using EdgeTester.Cli;
using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Cli;

/// <summary>A newcomer asks for a plan and says no more than the sample's sizes.</summary>
public sealed class PlanNewTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgetester-plans").FullName;

    public static TheoryData<string> Templates => [.. PlanTemplates.All.Select(template => template.Name)];

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task Every_template_makes_a_plan_from_the_sizes_of_the_sample(string template)
    {
        var target = Path.Combine(_folder, "plan.json");
        var code = await CommandTree
            .Create()
            .Parse([
                "plan",
                "new",
                template,
                "--area",
                "0.785",
                "--thickness",
                "1.02",
                "--capacity",
                "0.25",
                "-o",
                target,
            ])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        var read = PlanFile.Parse(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.NotNull(read.Plan);
        Assert.Equal(0.785e-4, read.Plan.Sample.Area!.Value, 1e-12);
    }

    [Fact]
    public async Task Densities_that_are_given_take_the_place_of_the_templates_own()
    {
        var target = Path.Combine(_folder, "ccd.json");
        var code = await CommandTree
            .Create()
            .Parse(["plan", "new", "ccd", "--area", "1", "--densities", "0.05,0.15", "-o", target])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        var plan = PlanFile
            .Parse(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken))
            .Plan!;
        Assert.Equal(
            [0.05e-3, -0.05e-3, 0.15e-3, -0.15e-3],
            plan.Steps.OfType<ConstantCurrentStep>().Select(step => Math.Round(step.Current, 9))
        );
    }
}
