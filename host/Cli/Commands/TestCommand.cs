using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Testing;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester test</c></summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var project = new Option<string?>("--project")
        {
            Description = "Only the test projects whose name contains this, for example Analysis",
            HelpName = "TEXT",
        };
        var command = new Command(
            "test",
            """
            Run every test of the repository and count them.

            The last line is 'N passed, N failed, N skipped'; exit code 0 only when none failed and some ran.

            Examples:
              edgetester test
              edgetester test --project Analysis
            """
        )
        {
            project,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var root =
                    Repository.FindRoot()
                    ?? throw new CliException(
                        ExitCode.Unavailable,
                        "the tests are not here: run this inside a clone of the repository"
                    );
                return await new TestRunner(root, Repository.Configuration, Console.Out).RunAsync(
                    result.GetValue(project),
                    cancellation
                );
            }
        );
        return command;
    }
}
