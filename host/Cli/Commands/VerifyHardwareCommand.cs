using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Hardware.Budget;
using EdgeTester.Hardware.Output;
using EdgeTester.Hardware.Sheets;
using EdgeTester.Hardware.Spice;
using EdgeTester.Hardware.Verify;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester verify-hardware</c></summary>
internal static class VerifyHardwareCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var folder = new Option<string?>("--output", "-o")
        {
            Description = "Keep the decks, the page of results and its pictures in this folder",
            HelpName = "FOLDER",
        };
        var only = new Option<string?>("--only") { Description = "erc, spice, budget or bom" };
        only.AcceptOnlyFromAmong([.. Verification.Groups]);
        var check = new Option<int[]>("--check")
        {
            Description = "Only these simulations, 1 to 14 (takes --only spice for granted)",
            HelpName = "NUMBER",
            AllowMultipleArgumentsPerToken = true,
        };
        check.AcceptOnlyFromAmong([
            .. Verification.SpiceChecks.Select(c => c.Number.ToString(CultureInfo.InvariantCulture)),
        ]);
        var write = new Option<bool>("--write")
        {
            Description =
                "Write schematic, drawings, pin-out, Pins.cs and bill of materials into the repository, then stop",
        };
        var command = new Command(
            "verify-hardware",
            """
            Check the board as far as it can be checked without building it: electrical rules, twelve simulations with ngspice (and two of
            the 1 MHz module), error budget, bill of materials. Exit code 1 when a limit is not kept.

            Examples:
              edgetester verify-hardware
              edgetester verify-hardware --only erc
              edgetester verify-hardware --check 3 9 -o results
              edgetester verify-hardware -o results --json
            """
        )
        {
            json,
            folder,
            only,
            check,
            write,
        };
        command.SetAction(
            (result, cancellation) =>
                Task.FromResult(
                    result.GetValue(write)
                        ? Write()
                        : Run(
                            result.GetValue(check) is { Length: > 0 } ? "spice" : result.GetValue(only),
                            result.GetValue(check) ?? [],
                            result.GetValue(folder),
                            result.GetValue(json),
                            cancellation
                        )
                )
        );
        return command;
    }

    private static int Run(
        string? only,
        int[] checks,
        string? folder,
        bool json,
        CancellationToken cancellation
    )
    {
        var board = CellNode.Create();
        bool Wanted(string group) => only is null || only == group;
        List<VerdictLine> lines = [];
        if (Wanted("erc"))
            lines.AddRange(Verification.Rules(board));
        if (Wanted("bom"))
            lines.AddRange(Verification.BomLines(board));
        if (Wanted("budget"))
            lines.AddRange(Verification.BudgetLines(ErrorBudget.Of()));
        if (Wanted("spice"))
            lines.AddRange(Simulate(checks, folder, cancellation));
        if (json)
            Console.WriteLine(Json.Write(lines));
        else
            Print(lines);
        return lines.All(l => l.Passed) ? ExitCode.Success : ExitCode.Failed;
    }

    private static List<VerdictLine> Simulate(int[] checks, string? folder, CancellationToken cancellation)
    {
        var work = folder is null
            ? Directory.CreateTempSubdirectory("edgetester-spice-").FullName
            : Directory.CreateDirectory(folder).FullName;
        try
        {
            var spice = new Ngspice("ngspice", work);
            List<SpiceResult> results = [];
            foreach (
                var (number, run) in Verification.SpiceChecks.Where(c =>
                    checks.Length == 0 || checks.Contains(c.Number)
                )
            )
            {
                Console.Error.WriteLine($"simulation {number} of {Verification.SpiceChecks.Count} ...");
                results.Add(run(spice, cancellation));
            }
            if (folder is not null)
                foreach (var (name, text) in ResultPage.Write(results))
                    File.WriteAllText(Path.Combine(work, name), text);
            return [.. results.SelectMany(Verification.Lines)];
        }
        catch (SpiceException e)
        {
            throw new CliException(ExitCode.Unavailable, e.Message);
        }
        finally
        {
            if (folder is null)
                Directory.Delete(work, recursive: true);
        }
    }

    private static void Print(IReadOnlyCollection<VerdictLine> lines)
    {
        var table = new Table("", "group", "check", "found", "limit");
        foreach (var l in lines)
            table.Add(l.Passed ? "good" : "BAD", l.Group, l.What, l.Value, l.Limit);
        table.WriteTo(Console.Out);
        var bad = lines.Count(l => !l.Passed);
        Console.WriteLine(
            bad == 0 ? $"all {lines.Count} lines are good" : $"{bad} of {lines.Count} lines are not good"
        );
    }

    private static int Write()
    {
        var root =
            Repository.FindRoot()
            ?? throw new CliException(ExitCode.Unavailable, "run this inside a clone of the repository");
        var files = GeneratedFiles.Write(CellNode.Create());
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
        Console.WriteLine($"{files.Count} files written");
        return ExitCode.Success;
    }
}
