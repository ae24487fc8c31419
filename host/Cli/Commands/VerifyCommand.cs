using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester verify</c></summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var runs = new Argument<string[]>("runs")
        {
            Description = "Runs (identity, its first digits, or name); all runs where none is given",
            Arity = ArgumentArity.ZeroOrMore,
            HelpName = "RUN",
        };
        var host = HostOption.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts" };
        var command = new Command(
            "verify",
            """
            Count the missing, doubled and out-of-order records of runs, from what is stored. Exit code 1 unless all are sound.

            Examples:
              edgetester verify
              edgetester verify 3f2a --json
            """
        )
        {
            runs,
            host,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var client = new HostClient(result.GetValue(host)!);
                var counts = new List<RunCount>();
                foreach (var run in await WhichAsync(client, result.GetValue(runs) ?? [], cancellation))
                    counts.Add(
                        new RunCount(
                            run.RunId,
                            run.Name,
                            run.Device,
                            run.Channel,
                            await client.VerifyAsync(run.RunId, run.Channel, cancellation)
                        )
                    );
                if (result.GetValue(json))
                    Console.WriteLine(Json.Write(counts));
                else
                    Print(counts, Console.Out);
                return counts.All(c => c.Count.IsSound) ? ExitCode.Success : ExitCode.Failed;
            }
        );
        return command;
    }

    /// <summary>The table and the verdict.</summary>
    internal static void Print(IReadOnlyCollection<RunCount> counts, TextWriter output)
    {
        var table = new Table(
            "run",
            "name",
            "tester",
            "channel",
            "records",
            "missing",
            "doubled",
            "out of order",
            "state"
        );
        foreach (var (id, name, device, channel, count) in counts)
            table.Add(
                id[..Math.Min(8, id.Length)],
                name,
                device,
                channel.ToString(CultureInfo.InvariantCulture),
                count.Records.ToString(CultureInfo.InvariantCulture),
                count.Missing.ToString(CultureInfo.InvariantCulture),
                count.Doubled.ToString(CultureInfo.InvariantCulture),
                count.OutOfOrder.ToString(CultureInfo.InvariantCulture),
                count.IsComplete ? "complete" : "not ended"
            );
        table.WriteTo(output);
        output.WriteLine(Verdict(counts));
    }

    /// <summary>One line: how many records, how many missing, how many doubled.</summary>
    internal static string Verdict(IReadOnlyCollection<RunCount> counts)
    {
        var records = counts.Sum(c => c.Count.Records);
        var line =
            $"{records} records of {counts.Count} runs: {counts.Sum(c => c.Count.Missing)} missing, {counts.Sum(c => c.Count.Doubled)} doubled, {counts.Sum(c => c.Count.OutOfOrder)} out of order";
        var dropped = counts.Sum(c => c.Count.DroppedByTester);
        var corrupt = counts.Sum(c => c.Count.Corrupt);
        return line
            + (dropped > 0 ? $", {dropped} dropped by the tester" : "")
            + (corrupt > 0 ? $", {corrupt} corrupt" : "");
    }

    private static async Task<IReadOnlyList<RunAnswer>> WhichAsync(
        HostClient client,
        string[] names,
        CancellationToken cancellation
    )
    {
        if (names.Length == 0)
            return await client.RunsAsync(cancellation);
        var found = new List<RunAnswer>();
        foreach (var name in names)
            found.Add(await RunFinder.FindAsync(client, name, cancellation));
        return found;
    }
}

/// <summary>The count of one run.</summary>
internal sealed record RunCount(string RunId, string Name, string Device, int Channel, VerifyAnswer Count);
