using System.CommandLine;
using System.Diagnostics;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Storage;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester compact</c></summary>
internal static class CompactCommand
{
    public static Command Create()
    {
        var store = new StoreChoice();
        var rest = new Option<bool>("--rest")
        {
            Description = "Pack also what is less than a segment of runs that still go on",
        };
        var keep = new Option<bool>("--keep-room")
        {
            Description =
                "Keep the room that becomes free in the store instead of giving it back to the disk",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "compact",
            """
            Pack sample frames into segments of about an hour: a third of the size, and every frame can be made again to the last bit. A host does
            it by itself every quarter of an hour; this does it now, and gives the room back to the disk (PostgreSQL locks its tables for that).

            Examples:
              edgetester compact
              edgetester compact --rest --json
            """
        )
        {
            rest,
            keep,
            json,
        };
        store.AddTo(command);
        command.SetAction(
            (result, cancellation) =>
                store.UseAsync(
                    result,
                    async opened =>
                    {
                        var before = opened.MeasureSize();
                        var report = await opened.CompactAsync(
                            new CompactionOptions
                            {
                                IncludeRest = result.GetValue(rest),
                                Shrink = !result.GetValue(keep),
                                Told = Progress(),
                            },
                            cancellation
                        );
                        var after = opened.MeasureSize();
                        Console.WriteLine(
                            result.GetValue(json)
                                ? Json.Write(
                                    new
                                    {
                                        report.Segments,
                                        report.Frames,
                                        report.Samples,
                                        report.BytesBefore,
                                        report.BytesAfter,
                                        StoreBytesBefore = before,
                                        StoreBytesAfter = after,
                                    }
                                )
                                : $"{report.Frames} frames of {report.Samples} samples are {report.Segments} segments now: "
                                    + $"{StoreChoice.Size(report.BytesBefore)} became {StoreChoice.Size(report.BytesAfter)}; "
                                    + $"the store takes {StoreChoice.Size(after)}, it took {StoreChoice.Size(before)}"
                        );
                        return ExitCode.Success;
                    }
                )
        );
        return command;
    }

    /// <summary>A line a few times a minute, where people look on.</summary>
    private static Action<CompactionStep> Progress()
    {
        var clock = Stopwatch.StartNew();
        long segments = 0;
        return step =>
        {
            if (step != CompactionStep.Durable)
                return;
            segments++;
            if (clock.Elapsed < TimeSpan.FromSeconds(5) || Console.IsErrorRedirected)
                return;
            clock.Restart();
            Console.Error.WriteLine($"{segments} segments ...");
        };
    }
}
