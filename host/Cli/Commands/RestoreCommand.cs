using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester restore</c></summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("file")
        {
            Description = "A backup, or the file of a store",
            HelpName = "FILE",
        };
        var store = new StoreChoice();
        var command = new Command(
            "restore",
            """
            Make a new store from a backup. It never replaces anything: where runs are already, it refuses. A backup of PostgreSQL can
            become a file and the other way round, so this is also how a lab moves from one to the other.

            A host that is started on a restored store asks the testers for what came after the backup, as far as they still have it.

            Examples:
              edgetester restore /mnt/backups/2026-11-22.db --data /srv/edgetester-new
              edgetester restore edgetester-data/edgetester.db --store postgres://tester:secret@lab-db/edgetester
            """
        )
        {
            source,
        };
        store.AddTo(command);
        command.SetAction(
            async (result, cancellation) =>
            {
                var address = store.AddressOf(result);
                try
                {
                    await RunStores.RestoreAsync(result.GetValue(source)!, address, cancellation);
                    await using var restored = RunStores.OpenExisting(address, TimeProvider.System);
                    var runs = restored.ListRuns(int.MaxValue);
                    Console.WriteLine(
                        $"{RunStores.Shown(address)}: {runs.Count} channels of runs, {runs.Sum(run => run.Samples)} samples"
                    );
                    return ExitCode.Success;
                }
                catch (StoreException e)
                {
                    throw new CliException(ExitCode.Unavailable, e.Message);
                }
            }
        );
        return command;
    }
}
