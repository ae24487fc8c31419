using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Demo;

/// <summary>Broker, host and tester as processes of their own, started again when they die.</summary>
internal sealed class DemoProcesses : IAsyncDisposable
{
    private readonly LaboratoryHost host;
    private readonly LaboratoryTester tester;

    private DemoProcesses(LaboratoryHost host, LaboratoryTester tester)
    {
        this.host = host;
        this.tester = tester;
    }

    /// <summary>Serial of the tester.</summary>
    public const string Serial = "demo-tester";

    /// <summary>Address of page and API.</summary>
    public string Address => host.Address;

    /// <summary>Where the tester writes what its cells truly are.</summary>
    public string TruthFile => tester.TruthFile;

    /// <summary>Names and process numbers, for people who want to kill one.</summary>
    public string InWords => $"{host.InWords}, tester {tester.ProcessId}";

    /// <summary>How often something had to be started again, in words; empty when nothing had.</summary>
    public string RestartsInWords =>
        string.Join(
            ", ",
            host.Restarts.Append(("tester", tester.Restarts))
                .Where(x => x.Item2 > 0)
                .Select(x => $"{x.Item1} {x.Item2} time(s)")
        );

    /// <summary>Starts all three and waits until the host answers and knows the tester.</summary>
    /// <exception cref="CliException">One does not come up; the message holds its last words.</exception>
    public static async Task<DemoProcesses> StartAsync(
        DemoOptions options,
        IReadOnlyList<DemoCell> cells,
        TextWriter progress,
        CancellationToken cancellation
    )
    {
        var host = await LaboratoryHost.StartAsync(options.Folder, options.HttpPort, progress, cancellation);
        try
        {
            var tester = await host.StartTesterAsync(
                Serial,
                cells.Select(c => c.Cell),
                options.Seed,
                cancellation
            );
            return new DemoProcesses(host, tester);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the tester: nothing is left to measure.</summary>
    public ValueTask StopTesterAsync() => tester.DisposeAsync();

    /// <summary>Ends all three.</summary>
    public async ValueTask DisposeAsync()
    {
        await tester.DisposeAsync();
        await host.DisposeAsync();
    }
}
