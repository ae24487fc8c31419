using EdgeTester.Contracts;
using EdgeTester.Host.Tests.Storage;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;

namespace EdgeTester.Host.Tests.Messaging;

/// <summary>Hosts that share the records of one broker on one PostgreSQL.</summary>
public sealed class ReplicaTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Kill_9_of_either_host_leaves_every_record_stored_once()
    {
        PostgresOptions options = server.NewSchema();
        await using TestBroker broker = await TestBroker.StartAsync();
        await using PostgresRunStore store = PostgresRunStore.Open(options, TimeProvider.System);
        using Child first = await StartAsync();
        using Child second = await StartAsync();
        const int devices = 3;
        var testers = new List<FakeDevice>();
        for (ulong k = 0; k < devices; k++)
        {
            var device = new FakeDevice("dev" + k, broker.Options());
            testers.Add(device);
            foreach (byte[] frame in Frames.WholeRun(300, 10, RunOf(k)))
                device.Record(frame);
            await device.StartAsync();
        }

        await Eventually.Holds(() => Stored() > 500, "some is stored", 240);
        first.Kill();
        await Eventually.Holds(() => Stored() > 3000, "the other goes on", 240);
        using Child third = await StartAsync();
        second.Kill();
        await Eventually.Holds(() => testers.All(device => device.IsDone), "the testers may forget all", 300);

        for (ulong k = 0; k < devices; k++)
        {
            VerifyReport report = store.Verify(RunOf(k), 0)!;
            Assert.True(report.Complete);
            Assert.True(report.Sound);
            Assert.Equal(3007, report.Records);
            Assert.Equal(Frames.WholeRun(300, 10, RunOf(k)), store.ReadFrames(RunOf(k), 0));
        }
        foreach (FakeDevice device in testers)
            await device.DisposeAsync();

        async Task<Child> StartAsync()
        {
            Child child = Child.Replica(options.Address, options.Schema, broker.Port);
            Assert.Equal("ready", await child.Output.ReadLineAsync());
            return child;
        }

        long Stored() => store.ListRuns(10).Sum(run => run.Samples);
    }

    private static RunId RunOf(ulong device)
    {
        return new RunId(7, device + 1);
    }
}
