using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester backup</c></summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("file")
        {
            Description = "The backup; nothing may be there",
            HelpName = "FILE",
        };
        var store = new StoreChoice();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "backup",
            """
            Write a copy of one moment of a store while hosts go on writing, and read it back to check it. The copy is a file that can be
            opened as a store, or restored into any. What is in it may be deleted later by 'edgetester retention'.

            Examples:
              edgetester backup /mnt/backups/2026-11-22.db
              edgetester backup lab.db --store postgres://tester:secret@lab-db/edgetester
            """
        )
        {
            target,
            json,
        };
        store.AddTo(command);
        command.SetAction(
            (result, cancellation) =>
                store.UseAsync(
                    result,
                    async opened =>
                    {
                        var path = Path.GetFullPath(result.GetValue(target)!);
                        await opened.BackupAsync(path, cancellation);
                        var size = new FileInfo(path).Length;
                        Console.WriteLine(
                            result.GetValue(json)
                                ? Json.Write(new { File = path, Bytes = size })
                                : $"{path}: {StoreChoice.Size(size)}, read back and whole"
                        );
                        return ExitCode.Success;
                    }
                )
        );
        return command;
    }
}
