using System.CommandLine;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Service.Analyses;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester worker</c></summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var store = new StoreChoice();
        var cores = new Option<int>("--cores")
        {
            Description = "Spectra to analyse at once",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var name = new Option<string?>("--name")
        {
            Description = "Name in the job table; default: this machine and process",
            HelpName = "NAME",
        };
        var lease = new Option<double>("--lease")
        {
            Description = "Seconds of silence after which another worker may take over",
            HelpName = "S",
            DefaultValueFactory = _ => 30,
        };
        var done = new Option<bool>("--until-done") { Description = "End when nothing is left to analyse" };
        var retry = new Option<bool>("--retry-given-up")
        {
            Description = "Try once more the spectra that were given up because workers ended at them",
        };
        var command = new Command(
            "worker",
            """
            Analyse the spectra of a store beside its host and any number of other workers, on this or other machines, until Ctrl-C. Each
            spectrum is analysed once; a worker may be killed at any time.

            Examples:
              edgetester worker --store postgres://tester:secret@lab-db/edgetester --cores 4
              edgetester worker --until-done
            """
        )
        {
            cores,
            name,
            lease,
            done,
            retry,
        };
        store.AddTo(command);
        command.SetAction(
            (result, cancellation) =>
                store.UseAsync(
                    result,
                    async opened =>
                    {
                        var options = new AnalysisWorkerOptions
                        {
                            Name =
                                result.GetValue(name)
                                ?? $"{Environment.MachineName} process {Environment.ProcessId}",
                            Cores = Within(result.GetValue(cores), 1, 1024, "--cores"),
                            Lease = TimeSpan.FromSeconds(Within(result.GetValue(lease), 1, 3600, "--lease")),
                            UntilDone = result.GetValue(done),
                            RetryGivenUp = result.GetValue(retry),
                            Progress = Report(),
                            Log = line => Console.Error.WriteLine(line),
                        };
                        var worker = new AnalysisWorker(opened, TimeProvider.System, options);
                        try
                        {
                            await worker.RunAsync(cancellation);
                        }
                        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                        {
                            Console.Error.WriteLine("ending ...");
                        }
                        Console.WriteLine($"{worker.Made} results");
                        return ExitCode.Success;
                    }
                )
        );
        return command;
    }

    /// <summary>A line whenever there is something new.</summary>
    private static Action<long, long> Report()
    {
        (long Made, long Left) last = (-1, -1);
        return (made, left) =>
        {
            if (last != (made, left))
                Console.Error.WriteLine($"{made} results made, {left} jobs left");
            last = (made, left);
        };
    }

    private static T Within<T>(T value, T least, T most, string option)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new CliException(ExitCode.Usage, $"{option} {value}: expected {least} to {most}");
}
