using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester plan new</c></summary>
internal static class PlanNewCommand
{
    private const double CoulombPerMilliampereHour = 3.6;
    private const double AmperePerSquareMetre = 10;

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
        var densities = List("--densities", "Current densities of a plating template in mA/cm2");
        var plated = Positive("--areal-capacity", "Where one-way plating ends, in mAh/cm2");
        var lowest = Positive("--lowest", "Lowest frequency of a full cell's impedance in Hz");
        var rates = List("--rates", "Rates of a full-cell template in 1/h (0.1 = C/10)");
        var upper = new Option<double?>("--upper")
        {
            Description = "Upper voltage of a full cell in V",
            HelpName = "X",
        };
        var lower = new Option<double?>("--lower")
        {
            Description = "Lower voltage of a full cell in V",
            HelpName = "X",
        };
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
              edgetester plan new ccd --area 0.785 --densities 0.05,0.1,0.15,0.2 -o ccd.json
              edgetester plan new full-cell-rate --capacity 0.25 --rates 0.1,0.5,1,5 --upper 4.2 -o rate.json
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
            densities,
            plated,
            lowest,
            rates,
            upper,
            lower,
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
                        template.Method.ToString(CultureInfo.InvariantCulture),
                        template.Title
                    );
                table.WriteTo(Console.Out);
                return ExitCode.Success;
            }
            string text;
            var own = new TemplateOptions();
            try
            {
                text = PlanTemplates.Create(
                    wanted,
                    own with
                    {
                        SampleName = result.GetValue(name)!,
                        Area = result.GetValue(area) * 1e-4,
                        Thickness = result.GetValue(thickness) * 1e-3,
                        TemperatureCelsius = result.GetValue(temperature),
                        Capacity = result.GetValue(capacity) * CoulombPerMilliampereHour,
                        ActiveMass = result.GetValue(mass) * 1e-6,
                        Cycles = result.GetValue(cycles),
                        CurrentDensities = Given(result, densities)
                            ?.Select(density => density * AmperePerSquareMetre)
                            .ToArray(),
                        ArealCapacity = result.GetValue(plated) * CoulombPerMilliampereHour / 1e-4,
                        LowestFrequencyHz = result.GetValue(lowest),
                        Rates = Given(result, rates),
                        UpperVoltage = result.GetValue(upper) ?? own.UpperVoltage,
                        LowerVoltage = result.GetValue(lower) ?? own.LowerVoltage,
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

    // Of an option that was not given the parser makes an empty list.
    private static double[]? Given(ParseResult result, Option<double[]?> option) =>
        result.GetValue(option) is { Length: > 0 } numbers ? numbers : null;

    private static Option<double[]?> List(string name, string description) =>
        new(name)
        {
            Description = description + ", joined by commas",
            HelpName = "X,X,...",
            CustomParser = result =>
            {
                var numbers = new List<double>();
                foreach (var part in string.Join(',', result.Tokens.Select(token => token.Value)).Split(','))
                    if (
                        double.TryParse(
                            part,
                            NumberStyles.Float,
                            CultureInfo.InvariantCulture,
                            out var number
                        )
                        && number > 0
                        && double.IsFinite(number)
                    )
                        numbers.Add(number);
                    else
                    {
                        result.AddError($"{name}: '{part}' is not a positive number");
                        return null;
                    }
                return [.. numbers];
            },
        };

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
