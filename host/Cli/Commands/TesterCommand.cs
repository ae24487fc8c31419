using System.CommandLine;
using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester tester</c>: starts the virtual board as the process that it is.</summary>
internal static class TesterCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("options")
        {
            Description = "Options of the tester; 'edgetester tester -- --help' lists them",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(
            "tester",
            """
            Run a virtual tester (the firmware's own code over chip models and cells) against any broker.

            Options are passed on: --serial NAME, --broker HOST[:PORT], --cells A,B,..., --speed real|fast|X, --state DIR, --seed N,
            --errors, --option-1mhz, --list-cells (with --json it is always JSON).

            Examples:
              edgetester tester --speed fast
              edgetester tester --broker lab-broker:1883 --serial bench-3 --cells symmetric-growing,blocking-zn010
              edgetester tester --speed fast --option-1mhz --cells blocking-zn010
              edgetester tester --list-cells
            """
        )
        {
            rest,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            async (result, cancellation) =>
            {
                var program = Programs.VirtualTester(Console.Error);
                return await RunAsync(program, AsTyped(result), cancellation);
            }
        );
        return command;
    }

    // The parser sorts known and unknown words apart; the tester needs them as they were typed.
    private static string[] AsTyped(ParseResult result) =>
        result
            .Tokens.Select(t => t.Value)
            .SkipWhile(t => t != "tester")
            .Skip(1)
            .Where(t => t is not ("--" or "--json"))
            .ToArray();

    private static async Task<int> RunAsync(
        string program,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                Programs.Dotnet,
                [
                    program,
                    .. arguments,
                    "--exit-with",
                    Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ]
            )
        )!;
        try
        {
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // The terminal's Ctrl-C reaches the tester too; it ends by itself.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
            return ExitCode.Interrupted;
        }
    }
}
