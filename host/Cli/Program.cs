using System.CommandLine;
using System.Runtime.InteropServices;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli;

/// <summary>The command line tool.</summary>
public static class Program
{
    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> Main(string[] arguments)
    {
        var parsed = CommandTree.Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // "Required command was not provided" is only worth saying where nothing more exact is.
            var exact = parsed
                .Errors.Where(e => !e.Message.StartsWith("Required command", StringComparison.Ordinal))
                .ToList();
            foreach (var error in exact.Count > 0 ? exact : parsed.Errors)
                await Console.Error.WriteLineAsync($"edgetester: {error.Message}");
            await Console.Error.WriteLineAsync("edgetester: 'edgetester --help' lists the commands");
            return ExitCode.Usage;
        }
        Shorten(parsed.CommandResult.Command);
        using var stopping = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using var terminate = StopOn(PosixSignal.SIGTERM, stopping);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                stopping.Token
            );
        }
        catch (CliException exception)
        {
            await Console.Error.WriteLineAsync("edgetester: " + exception.Message);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    // The help of a command lists its subcommands by their first sentence; their own help has the rest.
    private static void Shorten(Command parent)
    {
        foreach (var command in parent.Subcommands)
            command.Description = command.Description?.Split("\n\n")[0].ReplaceLineEndings(" ");
    }

    // Our own, because the web server inside takes the signals too and would keep them from a handler that came before it.
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                stopping.Cancel();
            }
        );
}
