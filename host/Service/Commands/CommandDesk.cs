using System.Security.Cryptography;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Plans;
using EdgeTester.Storage;

namespace EdgeTester.Service.Commands;

/// <summary>Gives orders to testers: each is written into the audit before it is sent and completed with its answer.</summary>
internal sealed class CommandDesk(
    IRunStore store,
    DeviceCommander? commander,
    HostOptions options,
    TimeProvider time
)
{
    /// <summary>Why no order can be given, or null.</summary>
    public string? Obstacle =>
        commander is null ? "This host runs without an MQTT broker, so it cannot reach any tester." : null;

    /// <summary>Registers a run with its plan and starts it.</summary>
    /// <returns>The identity of the run, and the answer.</returns>
    /// <exception cref="StoreException">The run could not be written down; nothing was sent.</exception>
    public async Task<(RunId Run, CommandOutcome Outcome)> StartAsync(
        string device,
        byte channel,
        string name,
        string planJson,
        CompiledRun compiled,
        string who,
        CancellationToken cancellation
    )
    {
        var run = options.NewRunId?.Invoke() ?? NewRunId();
        await store
            .RegisterRunAsync(
                new RunDefinition
                {
                    Run = run,
                    Channel = channel,
                    Device = device,
                    Name = name.Length > 0 ? name : compiled.Plan.Name,
                    PlanJson = planJson,
                    CompiledPlan = compiled.StepTable,
                },
                cancellation
            )
            .ConfigureAwait(false);
        var command = new Command
        {
            Verb = CommandVerb.Start,
            Run = run,
            Channel = channel,
            Payload = compiled.StepTable,
        };
        return (run, await SendAsync(device, command, who, cancellation).ConfigureAwait(false));
    }

    /// <summary>Sends an order and waits for the answer.</summary>
    public async Task<CommandOutcome> SendAsync(
        string device,
        Command command,
        string who,
        CancellationToken cancellation
    )
    {
        if (commander is null)
            return new CommandOutcome(CommandResult.None, Obstacle!);
        var issued = time.GetUtcNow();
        command.Id = DeviceCommander.NewId();
        // An order that lies about for longer must not surprise anybody later.
        command.ExpiryUnixMilliseconds = (ulong)
            (issued + options.CommandTimeout + TimeSpan.FromSeconds(30)).ToUnixTimeMilliseconds();
        var record = new CommandRecord
        {
            Id = command.Id,
            Device = device,
            Run = command.Run,
            Channel = command.Channel,
            Verb = command.Verb,
            Who = who,
            Issued = issued,
        };
        await store.SaveCommandAsync(record, cancellation).ConfigureAwait(false);
        var outcome = await commander
            .SendAsync(device, command, options.CommandTimeout, cancellation)
            .ConfigureAwait(false);
        await store
            .SaveCommandAsync(
                record with
                {
                    Answered = outcome.IsAnswered ? time.GetUtcNow() : null,
                    Result = outcome.Result,
                    Text = outcome.Text,
                },
                cancellation
            )
            .ConfigureAwait(false);
        return outcome;
    }

    private static RunId NewRunId()
    {
        var bytes = RandomNumberGenerator.GetBytes(16);
        return new RunId(BitConverter.ToUInt64(bytes, 0) | 1, BitConverter.ToUInt64(bytes, 8));
    }
}
