using EdgeTester.Contracts;

namespace EdgeTester.Host.Tests.Service;

/// <summary>A host whose store holds one whole run of three analysed spectra, for tests that only ask.</summary>
public sealed class WholeRun : IAsyncLifetime
{
    internal static RunId Id { get; } = StoredRun.Id(1);

    internal HostBench Bench { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bench = await HostBench.StartAsync();
        await Bench.AddAsync(StoredRun.Whole(Id));
        await Bench.RestartAsync();
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
