using EdgeTester.Plans;

namespace EdgeTester.Host.Tests.Plans;

public class PlanTemplatesTests
{
    private static readonly TemplateOptions Options = new()
    {
        SampleName = "NZSP \"7\"",
        Area = 0.785e-4,
        Thickness = 1e-3,
        TemperatureCelsius = 30,
        Capacity = 0.25 * 3.6,
    };

    public static TheoryData<string> Names => [.. PlanTemplates.All.Select(template => template.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_template_is_a_plan_without_mistake_or_warning_that_compiles_and_reads_well(string name)
    {
        var json = PlanTemplates.Create(name, Options);
        var result = PlanFile.Parse(json);
        Assert.Equal([], result.Mistakes);
        Assert.Equal([], result.Warnings);
        Assert.Equal(0.785e-4, result.Plan!.Sample.Area!.Value, 12);
        Assert.Equal("NZSP \"7\"", result.Plan.Sample.Name);
        Assert.NotEmpty(PlanCompiler.Compile(result.Plan).StepTable);
        var text = PlanDescription.Describe(result.Plan).ToString();
        Assert.Contains("Duration:", text);
        Assert.DoesNotContain("NaN", text);
        Assert.True(json.Split('\n').Max(line => line.Length) < 320, "a line is too long to read");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_in_docs_is_the_template_for_a_pellet_of_one_centimetre(string name)
    {
        var example = PlanTemplates.Create(
            name,
            new TemplateOptions
            {
                SampleName = "example",
                Area = 0.785e-4,
                Thickness = 1e-3,
                TemperatureCelsius = 30,
                Capacity =
                    name.Contains("full-cell", StringComparison.Ordinal) || name == "dqdv" ? 0.9 : null,
            }
        );
        var path = Path.Combine(Repository.Root, "docs", "plans", name + ".json");
        if (Environment.GetEnvironmentVariable("EDGETESTER_APPROVE") == "1")
            File.WriteAllText(path, example);
        Assert.Equal(example, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_method_that_a_plan_can_measure_has_a_template()
    {
        // 10 is evaluated from the spectra of 9.
        var methods = PlanTemplates.All.Select(template => template.Method).Distinct().Order();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16], methods);
    }

    [Fact]
    public void A_ladder_stops_where_the_board_does()
    {
        var plan = PlanFile.Parse(PlanTemplates.Create("ccd", Options with { Area = 15e-4 })).Plan!;
        Assert.Equal(9e-3, plan.Steps.OfType<ConstantCurrentStep>().Max(step => step.Current), 9);
    }

    [Fact]
    public void A_ladder_of_ones_own_is_taken_as_it_is()
    {
        var plan = PlanFile
            .Parse(PlanTemplates.Create("ccd", Options with { CurrentDensities = [0.5, 1, 1.5] }))
            .Plan!;
        Assert.Equal(
            [0.05, -0.05, 0.1, -0.1, 0.15, -0.15],
            plan.Steps.OfType<ConstantCurrentStep>().Select(step => Math.Round(step.Current * 1e3 / 0.785, 9))
        );
    }

    [Fact]
    public void One_way_plating_ends_at_the_charge_that_is_asked_for()
    {
        var json = PlanTemplates.Create("one-way-plating", Options with { ArealCapacity = 2 * 3.6e4 });
        Assert.Contains("\"until_capacity_mAh_cm2\": 2 }", json);
        Assert.Contains("until 2 mAh/cm2", json);
    }

    [Fact]
    public void Rates_of_ones_own_end_with_the_first_again_and_the_last_one_is_cycled()
    {
        var options = Options with { Rates = [0.5, 4, 10], Cycles = 2 };
        var steps = PlanFile.Parse(PlanTemplates.Create("full-cell-rate", options)).Plan!.Steps;
        // 0.25 mAh: 0.5 C are 0.125 mA.
        Assert.Equal(
            [0.125, 1, 2.5, 0.125],
            steps
                .OfType<ConstantCurrentStep>()
                .Where(step => step.Current > 0)
                .Select(step => Math.Round(step.Current * 1e3, 9))
        );
        Assert.Equal([3u, 2u, 2u, 2u], steps.OfType<LoopStep>().Select(loop => loop.Count));
        var cycling = PlanFile
            .Parse(PlanTemplates.Create("full-cell-cycling", options with { Rates = [10], Cycles = 561 }))
            .Plan!.Steps;
        Assert.Equal([561u], cycling.OfType<LoopStep>().Select(loop => loop.Count));
        Assert.Contains("\"10C\"", PlanTemplates.Create("full-cell-cycling", options with { Rates = [10] }));
        Assert.Contains("\"C/3\"", PlanTemplates.Create("dqdv", options with { Rates = [1 / 3.0] }));
    }

    [Fact]
    public void What_cannot_be_filled_says_why()
    {
        Assert.Contains("above zero", Refused("ccd", Options with { CurrentDensities = [1, -1] }));
        Assert.Contains("above zero", Refused("dqdv", Options with { Rates = [] }));
        Assert.Contains("area", Refused("ccd", new TemplateOptions()));
        Assert.Contains("capacity", Refused("full-cell-rate", new TemplateOptions()));
        Assert.Contains("200 cm2", Refused("long-plating", new TemplateOptions { Area = 200e-4 }));
        Assert.Contains("\"tafel\"", Refused("taffel", Options));
        Assert.Contains("out of range", Refused("eis-blocking", Options with { Area = -1 }));
    }

    private static string Refused(string name, TemplateOptions options) =>
        Assert.Throws<TemplateException>(() => PlanTemplates.Create(name, options)).Message;
}
