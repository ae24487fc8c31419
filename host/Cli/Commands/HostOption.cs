using System.CommandLine;
using EdgeTester.Cli.Client;

namespace EdgeTester.Cli.Commands;

/// <summary>Which host a command talks to.</summary>
internal static class HostOption
{
    public static Option<string> Create() =>
        new("--host")
        {
            Description = "Address of the host",
            HelpName = "URL",
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable("EDGETESTER_HOST") is { Length: > 0 } told
                    ? told
                    : HostClient.DefaultAddress,
        };
}
