using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Plans;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester plan check|show|compile</c></summary>
internal static class PlanCommand
{
    public static Command Create() =>
        new("plan", "Write, check, explain and compile test plans.")
        {
            PlanNewCommand.Create(),
            Check(),
            Show(),
            Compile(),
        };

    private static Argument<string> FileArgument() =>
        new("file") { Description = "A test plan (JSON, docs/plans.md)", HelpName = "PLAN.json" };

    private static Option<bool> JsonOption() => new("--json") { Description = "Print JSON, for scripts" };

    private static Command Check()
    {
        var file = FileArgument();
        var json = JsonOption();
        var command = new Command(
            "check",
            """
            Name every mistake of a test plan with its line and field. Exit code 65 when there is one.

            Examples:
              edgetester plan check cycling.json
              edgetester plan check --json cycling.json
            """
        )
        {
            file,
            json,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var parsed = Read(path);
            if (result.GetValue(json))
                Console.WriteLine(
                    Json.Write(
                        new
                        {
                            File = path,
                            Valid = parsed.Plan is not null,
                            parsed.Mistakes,
                            parsed.Warnings,
                        }
                    )
                );
            else
                PrintJudgement(path, parsed);
            return parsed.Plan is null ? ExitCode.BadInput : ExitCode.Success;
        });
        return command;
    }

    private static Command Show()
    {
        var file = FileArgument();
        var json = JsonOption();
        var command = new Command(
            "show",
            """
            Say in words what a plan will do, how long it takes, how much charge passes and how many records it makes.

            Examples:
              edgetester plan show cycling.json
            """
        )
        {
            file,
            json,
        };
        command.SetAction(result =>
        {
            var description = PlanDescription.Describe(ReadGood(result.GetValue(file)!));
            if (result.GetValue(json))
                Console.WriteLine(Json.Write(description));
            else
                Console.Write(description.ToString());
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Compile()
    {
        var file = FileArgument();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where to write the step table; default: the plan's name with .steps",
            HelpName = "FILE",
        };
        var json = JsonOption();
        var command = new Command(
            "compile",
            """
            Compile a plan into the flat step table that a tester runs alone.

            Examples:
              edgetester plan compile cycling.json -o cycling.steps
            """
        )
        {
            file,
            output,
            json,
        };
        command.SetAction(result =>
        {
            var path = result.GetValue(file)!;
            var compiled = PlanCompiler.Compile(ReadGood(path));
            var target = result.GetValue(output) ?? Path.ChangeExtension(path, ".steps");
            Write(target, compiled.StepTable);
            if (result.GetValue(json))
                Console.WriteLine(
                    Json.Write(
                        new
                        {
                            File = target,
                            Bytes = compiled.StepTable.Length,
                            Steps = compiled.Rows.Count,
                            Checksum = compiled.Header.Checksum.ToString(
                                "x8",
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                        }
                    )
                );
            else
                Console.WriteLine(
                    $"{target}: {compiled.Rows.Count} steps, {compiled.StepTable.Length} bytes, CRC-32 {compiled.Header.Checksum:x8}"
                );
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Reads a plan that must be good.</summary>
    /// <exception cref="CliException">It is not; the mistakes have been printed.</exception>
    internal static Plan ReadGood(string path)
    {
        var parsed = Read(path);
        if (parsed.Plan is not null)
            return parsed.Plan;
        foreach (var mistake in parsed.Mistakes)
            Console.Error.WriteLine($"{path}: {mistake}");
        throw new CliException(
            ExitCode.BadInput,
            $"{path} has {Count(parsed.Mistakes.Count, "mistake")}: nothing was done"
        );
    }

    internal static PlanParseResult Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > 4 * 1024 * 1024)
                throw new CliException(ExitCode.BadInput, $"{path} is larger than any plan");
            return PlanFile.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(ExitCode.BadInput, $"the plan cannot be read: {e.Message}");
        }
    }

    internal static void Write(string target, byte[] bytes)
    {
        try
        {
            // Written beside and moved, so that no half table is ever there.
            var partial = target + ".partial";
            File.WriteAllBytes(partial, bytes);
            File.Move(partial, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.BadInput, $"{target} cannot be written: {e.Message}");
        }
    }

    private static void PrintJudgement(string path, PlanParseResult parsed)
    {
        foreach (var mistake in parsed.Mistakes)
            Console.WriteLine($"{path}: {mistake}");
        foreach (var warning in parsed.Warnings)
            Console.WriteLine($"{path}: mind: {warning}");
        Console.WriteLine(
            parsed.Plan is null
                ? $"{path}: {Count(parsed.Mistakes.Count, "mistake")}"
                : $"{path}: good, {Count(parsed.Plan.Steps.Count, "step")}"
        );
    }

    private static string Count(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";
}
