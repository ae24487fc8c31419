using System.CommandLine;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester health</c></summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var host = HostOption.Create();
        var command = new Command(
            "health",
            """
            Say whether a host can take data in. Exit code 0 when it can, 1 when it cannot, 69 when it does not answer.

            Examples:
              edgetester health
              edgetester health --host https://lab-host:5080
            """
        )
        {
            host,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var client = new HostClient(result.GetValue(host)!);
                var isReady = await client.IsReadyToTakeAsync(cancellation);
                Console.WriteLine(isReady ? "ready" : "not ready: the host's page and its log say why");
                return isReady ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }
}
