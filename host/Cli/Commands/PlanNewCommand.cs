using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester plan new</c></summary>
internal static class PlanNewCommand
{
    private const double CoulombPerMilliampereHour = 3.6;

    public static Command Create()
    {
        var method = new Argument<string?>("method")
        {
            Description = "Name of a template; all are listed where none is given",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "METHOD",
        };
        var name = new Option<string>("--sample")
        {
            Description = "Name of the sample",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "sample",
        };
        var area = Positive("--area", "Electrode area in cm2");
        var thickness = Positive("--thickness", "Thickness of the electrolyte in mm");
        var temperature = new Option<double?>("--temperature")
        {
            Description = "Temperature in degree Celsius",
            HelpName = "C",
        };
        var capacity = Positive("--capacity", "Capacity of a full cell in mAh");
        var mass = Positive("--mass", "Active material of a full cell in mg");
        var cycles = new Option<int?>("--cycles") { Description = "Number of cycles", HelpName = "N" };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write it; default: the screen",
            HelpName = "FILE",
        };
        var command = new Command(
            "new",
            """
            Write a plan for one of the methods, filled with the sample's figures, to be read and changed.

            Examples:
              edgetester plan new
              edgetester plan new eis-blocking --area 0.785 --thickness 1.02 -o eis.json
            """
        )
        {
            method,
            name,
            area,
            thickness,
            temperature,
            capacity,
            mass,
            cycles,
            output,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(method) is not { } wanted)
            {
                var table = new Table("template", "method", "what it does");
                foreach (var template in PlanTemplates.All)
                    table.Add(
                        template.Name,
                        template.Method.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        template.Title
                    );
                table.WriteTo(Console.Out);
                return ExitCode.Success;
            }
            string text;
            try
            {
                text = PlanTemplates.Create(
                    wanted,
                    new TemplateOptions
                    {
                        SampleName = result.GetValue(name)!,
                        Area = result.GetValue(area) * 1e-4,
                        Thickness = result.GetValue(thickness) * 1e-3,
                        TemperatureCelsius = result.GetValue(temperature),
                        Capacity = result.GetValue(capacity) * CoulombPerMilliampereHour,
                        ActiveMass = result.GetValue(mass) * 1e-6,
                        Cycles = result.GetValue(cycles),
                    }
                );
            }
            catch (TemplateException e)
            {
                throw new CliException(ExitCode.BadInput, e.Message);
            }
            if (result.GetValue(output) is not { } target)
            {
                Console.WriteLine(text);
                return ExitCode.Success;
            }
            if (File.Exists(target))
                throw new CliException(ExitCode.BadInput, $"{target} is there already: nothing was written");
            PlanCommand.Write(target, System.Text.Encoding.UTF8.GetBytes(text));
            Console.WriteLine($"{target} (edgetester plan show {target} says what it will do)");
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<double?> Positive(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "X" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } value && !(value > 0 && double.IsFinite(value)))
                result.AddError($"{name} must be a positive number");
        });
        return option;
    }
}
