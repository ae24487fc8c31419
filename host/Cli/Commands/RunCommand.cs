using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester run start|stop|pause|resume|list|show</c></summary>
internal static class RunCommand
{
    public static Command Create() =>
        new("run", "Start, stop, hold and list runs, through a host.")
        {
            Start(),
            Control("stop", "End a run now and disconnect its cell."),
            Control("pause", "Disconnect the cell and hold the run where it is."),
            Control("resume", "Go on with a run that was paused."),
            List(),
            Show(),
        };

    private static Option<bool> JsonOption() => new("--json") { Description = "Print JSON, for scripts" };

    private static Command Start()
    {
        var plan = new Argument<string>("plan")
        {
            Description = "A test plan (JSON, docs/plans.md)",
            HelpName = "PLAN.json",
        };
        var device = new Option<string>("--device", "-d")
        {
            Description = "Serial of the tester",
            Required = true,
            HelpName = "SERIAL",
        };
        var channel = new Option<int>("--channel", "-c")
        {
            Description = "Channel, from 0",
            Required = true,
            HelpName = "N",
        };
        var name = new Option<string?>("--name")
        {
            Description = "Name of the run; default: the plan's",
            HelpName = "TEXT",
        };
        var host = HostOption.Create();
        var json = JsonOption();
        var command = new Command(
            "start",
            """
            Check and compile a plan, send it to a channel and start it. The tester then runs it alone.

            Examples:
              edgetester run start cycling.json --device bench-3 --channel 0
              edgetester run start eis.json -d virtual-1 -c 2 --name "cell 17" --json
            """
        )
        {
            plan,
            device,
            channel,
            name,
            host,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                var path = result.GetValue(plan)!;
                var read = PlanCommand.ReadGood(path);
                using var client = new HostClient(result.GetValue(host)!);
                var answer = await StartAsync(
                    client,
                    await File.ReadAllTextAsync(path, cancellation),
                    result.GetValue(device)!,
                    result.GetValue(channel),
                    result.GetValue(name)
                        ?? (read.Name.Length > 0 ? read.Name : Path.GetFileNameWithoutExtension(path)),
                    cancellation
                );
                return Answer(answer, result.GetValue(json));
            }
        );
        return command;
    }

    /// <summary>Starts a plan on a channel.</summary>
    internal static Task<CommandAnswer> StartAsync(
        HostClient client,
        string planJson,
        string device,
        int channel,
        string name,
        CancellationToken cancellation
    ) =>
        client.CommandAsync(
            new
            {
                Verb = "start",
                Device = device,
                Channel = channel,
                Name = name,
                Plan = JsonSerializer.Deserialize<JsonElement>(planJson),
            },
            cancellation
        );

    private static Command Control(string verb, string what)
    {
        var run = RunArgument();
        var host = HostOption.Create();
        var json = JsonOption();
        var command = new Command(
            verb,
            $"""
            {what}

            Examples:
              edgetester run {verb} 3f2a
              edgetester run {verb} "cell 17"
            """
        )
        {
            run,
            host,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var client = new HostClient(result.GetValue(host)!);
                var found = await RunFinder.FindAsync(client, result.GetValue(run)!, cancellation);
                var answer = await client.CommandAsync(
                    new
                    {
                        Verb = verb,
                        found.Device,
                        found.Channel,
                        found.RunId,
                    },
                    cancellation
                );
                return Answer(answer, result.GetValue(json));
            }
        );
        return command;
    }

    private static Command List()
    {
        var host = HostOption.Create();
        var json = JsonOption();
        var command = new Command(
            "list",
            """
            List the runs that the host knows, newest first.

            Examples:
              edgetester run list
              edgetester run list --json
            """
        )
        {
            host,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var client = new HostClient(result.GetValue(host)!);
                var runs = await client.RunsAsync(cancellation);
                if (result.GetValue(json))
                {
                    Console.WriteLine(Json.Write(runs));
                    return ExitCode.Success;
                }
                var table = new Table(
                    "run",
                    "name",
                    "tester",
                    "channel",
                    "state",
                    "test time",
                    "samples",
                    "spectra",
                    "missing"
                );
                foreach (var r in runs)
                    table.Add(
                        r.RunId[..8],
                        r.Name,
                        r.Device,
                        r.Channel.ToString(CultureInfo.InvariantCulture),
                        r.StateInWords,
                        Quantity.Duration(r.ElapsedS),
                        r.Samples.ToString(CultureInfo.InvariantCulture),
                        r.Spectra.ToString(CultureInfo.InvariantCulture),
                        r.Missing.ToString(CultureInfo.InvariantCulture)
                    );
                table.WriteTo(Console.Out);
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static Command Show()
    {
        var run = RunArgument();
        var host = HostOption.Create();
        var json = JsonOption();
        var command = new Command(
            "show",
            """
            Show a run: its plan in words, its sample, how far it is, and the last spectrum's fit.

            Examples:
              edgetester run show 3f2a
            """
        )
        {
            run,
            host,
            json,
        };
        command.SetAction(
            async (result, cancellation) =>
            {
                using var client = new HostClient(result.GetValue(host)!);
                var found = await RunFinder.FindAsync(client, result.GetValue(run)!, cancellation);
                var detail = await client.RunAsync(found.RunId, found.Channel, cancellation);
                if (result.GetValue(json))
                {
                    Console.WriteLine(Json.Write(detail));
                    return ExitCode.Success;
                }
                Print(found, detail);
                await PrintLastFitAsync(client, found, cancellation);
                return ExitCode.Success;
            }
        );
        return command;
    }

    private static Argument<string> RunArgument() =>
        new("run") { Description = "Identity of a run, its first digits, or its name", HelpName = "RUN" };

    private static int Answer(CommandAnswer answer, bool json)
    {
        var good = answer.Result is "accepted" or "already_done";
        if (json)
            Console.WriteLine(Json.Write(answer));
        else if (good)
            Console.WriteLine(
                $"{answer.Result}{(answer.RunId is { Length: > 0 } id ? $", run {id}" : "")} {answer.Text}".TrimEnd()
            );
        else
            Console.Error.WriteLine($"edgetester: the tester refuses ({answer.Result}): {answer.Text}");
        return good ? ExitCode.Success : ExitCode.Failed;
    }

    private static void Print(RunAnswer run, JsonElement detail)
    {
        Console.WriteLine(
            $"{run.Name} ({run.RunId}) on {run.Device}, channel {run.Channel}: {run.StateInWords}"
        );
        Console.WriteLine(
            $"test time {Quantity.Duration(run.ElapsedS)}, {run.Samples} samples, {run.Spectra} spectra, {run.Events} events, {run.Missing} missing of {run.Records + run.Missing} records"
        );
        if (detail.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Array)
            foreach (var fact in sample.EnumerateArray())
                Console.WriteLine(
                    $"  {fact.GetProperty("name").GetString()}: {fact.GetProperty("value").GetString()}"
                );
        if (detail.TryGetProperty("plan_in_words", out var words) && words.ValueKind == JsonValueKind.Array)
            foreach (var line in words.EnumerateArray())
                Console.WriteLine($"  {line.GetString()}");
    }

    private static async Task PrintLastFitAsync(
        HostClient client,
        RunAnswer run,
        CancellationToken cancellation
    )
    {
        var spectra = await client.SpectraAsync(run.RunId, run.Channel, cancellation);
        if (spectra.LastOrDefault(s => s.IsComplete) is not { } last)
            return;
        var spectrum = await client.SpectrumAsync(run.RunId, run.Channel, last.Spectrum, cancellation);
        if (spectrum.Fit is not { } fit)
            return;
        Console.WriteLine(
            $"spectrum {last.Spectrum + 1} at {Quantity.Duration(last.ElapsedS)}: {fit.Circuit}, residual {Quantity.Text(fit.ResidualRmsPercent ?? double.NaN)} %"
        );
        var table = new Table("parameter", "value", "std. error", "unit");
        foreach (var p in fit.Parameters)
            table.Add(
                p.Name,
                Quantity.Text(p.Value ?? double.NaN),
                Quantity.Text(p.StandardError ?? double.NaN),
                p.Unit
            );
        table.WriteTo(Console.Out);
    }
}
