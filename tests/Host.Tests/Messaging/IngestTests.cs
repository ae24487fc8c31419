using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Storage;
using EdgeTester.Messaging;
using EdgeTester.Mqtt;
using EdgeTester.Storage;
using EdgeTester.Storage.Sqlite;

namespace EdgeTester.Host.Tests.Messaging;

public sealed class IngestTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
    }

    [Fact]
    public async Task A_whole_run_is_stored_once_and_acknowledged()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        using IngestSubscription notices = ingest.Subscribe(10_000);
        await using var device = new FakeDevice("dev1", broker.Options());
        foreach (byte[] frame in Frames.WholeRun(50, 20))
            device.Record(frame);
        await device.StartAsync();

        await Eventually.Holds(() => device.IsDone, "the device may forget all");

        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.True(report.Complete);
        Assert.True(report.Sound);
        Assert.Equal(1007, report.Records);
        Assert.Equal(1000, report.Samples);
        Assert.Equal("dev1", report.Device);
        RunSummary run = Assert.Single(store.FindRun(Frames.Run));
        Assert.Equal(EndReason.Completed, run.Reason);
        Assert.NotNull(run.Ended);
        Assert.Equal(1, run.Spectra);
        List<IngestNotice> told = await ReadAsync(notices, notice => notice is RunEnded);
        Assert.Equal(50, told.OfType<BlockStored>().Count());
        Assert.Equal(5, told.OfType<PointStored>().Count());
        Assert.Single(told.OfType<RunBegan>());
        Assert.Equal("dev1", Assert.Single(told.OfType<DeviceStateChanged>()).Device);
    }

    private static async Task<Ingest> StartAsync(
        TestBroker broker,
        IRunStore store,
        IngestOptions? options = null
    )
    {
        var ingest = new Ingest(
            MqttClients.Create(broker.Options()),
            store,
            options ?? new IngestOptions(),
            TimeProvider.System
        );
        await ingest.StartAsync(false, default);
        return ingest;
    }

    private static async Task<List<IngestNotice>> ReadAsync(
        IngestSubscription notices,
        Func<IngestNotice, bool> last
    )
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new List<IngestNotice>();
        await foreach (IngestNotice notice in notices.Notices.ReadAllAsync(limit.Token))
        {
            told.Add(notice);
            if (last(notice))
                break;
        }
        return told;
    }
}
