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

    [Fact]
    public async Task Kill_9_of_the_broker_again_and_again_loses_and_doubles_nothing()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        await using var device = new FakeDevice("dev1", broker.Options());
        await device.StartAsync();
        List<byte[]> frames = Frames.WholeRun(400, 20);
        for (int k = 0; k < frames.Count; k++)
        {
            device.Record(frames[k]);
            if (k % 100 == 50)
            {
                int connections = device.Client.ConnectionCount;
                broker.Process.Kill();
                await Task.Delay(20);
                await broker.Process.RestartAsync(default);
                await Eventually.Holds(
                    () => device.Client.ConnectionCount > connections,
                    "the device is back"
                );
            }
            if (k % 10 == 0)
                await Task.Delay(1);
        }
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        AssertWhole(store, 8007);
    }

    [Fact]
    public async Task Kill_9_of_the_host_again_and_again_loses_and_doubles_nothing()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using var device = new FakeDevice("dev1", broker.Options());
        await device.StartAsync();
        List<byte[]> frames = Frames.WholeRun(400, 20);
        foreach (byte[] frame in frames)
            device.Record(frame);
        var random = new Random(3);
        for (int round = 0; round < 3; round++)
        {
            using Child host = Child.Host(folder.Options.Path, broker.Port);
            Assert.Equal("ready", await host.Output.ReadLineAsync());
            await Task.Delay(random.Next(20, 150));
            host.Kill();
        }
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        AssertWhole(store, 8007);
    }

    [Fact]
    public async Task Two_hosts_that_both_hear_all_store_nothing_twice()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore firstStore = folder.Open();
        await using SqliteRunStore secondStore = folder.Open();
        await using Ingest first = await StartAsync(broker, firstStore);
        await using Ingest second = await StartAsync(broker, secondStore);
        await using var device = new FakeDevice("dev1", broker.Options());
        foreach (byte[] frame in Frames.WholeRun(200, 20))
            device.Record(frame);
        await device.StartAsync();
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        await Eventually.Holds(
            () => first.Counters.Messages == second.Counters.Messages && first.Counters.Waiting == 0,
            "both heard all"
        );
        AssertWhole(firstStore, 4007);
        AssertWhole(secondStore, 4007);
    }

    [Fact]
    public async Task Two_hosts_that_share_the_records_store_all_of_them_between_them()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore firstStore = folder.Open();
        await using SqliteRunStore secondStore = folder.Open();
        IngestOptions shared = Quick with { ShareGroup = "hosts" };
        await using Ingest first = await StartAsync(broker, firstStore, shared);
        await using Ingest second = await StartAsync(broker, secondStore, shared);
        await using var device = new FakeDevice("dev1", broker.Options());
        foreach (byte[] frame in Frames.WholeRun(200, 20))
            device.Record(frame);
        await device.StartAsync();
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        AssertWhole(firstStore, 4007);
        Assert.True(first.Counters.Stored > 0 && second.Counters.Stored > 0);
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        // A device that sends nothing twice by itself.
        await using var device = new FakeDevice("dev1", broker.Options(), resend: TimeSpan.FromHours(1));
        List<byte[]> frames = Frames.WholeRun(30, 20);
        await using IMqttClient direct = await broker.ConnectAsync();
        foreach (byte[] frame in frames)
            device.Record(frame);
        // Two blocks are lost on the way: the device believes that it has sent them.
        device.PretendSent(first: 0, end: long.MaxValue);
        for (int k = 0; k < frames.Count; k++)
            if (k is not (5 or 20))
                await direct.PublishAsync(Topics.Records("dev1", 0), frames[k], true, false, default);
        await device.StartAsync();

        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        AssertWhole(store, 607);
        Assert.True(device.ReplaysAsked >= 1);
        Assert.Equal(2, device.Sent);
    }

    [Fact]
    public async Task What_a_device_has_forgotten_does_not_hold_up_the_rest()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(
            broker,
            store,
            Quick with
            {
                LossPatience = TimeSpan.FromMilliseconds(200),
            }
        );
        using IngestSubscription notices = ingest.Subscribe(1000);
        await using var device = new FakeDevice("dev1", broker.Options());
        device.Record(Frames.Block(100, 10));
        await device.StartAsync();
        byte[] live = Live(nextUnpersisted: 100);
        await Eventually.Holds(
            () =>
            {
                device.Client.TryPublish(Topics.Live("dev1", 0), live, false, false);
                return device.IsDone;
            },
            "the block is acknowledged"
        );
        Assert.Equal(100, store.Verify(Frames.Run, 0)!.Missing);
        List<IngestNotice> told = await ReadAsync(notices, notice => notice is RecordsLost);
        Assert.Equal(100, told.OfType<RecordsLost>().Single().NextSequence);
    }

    [Fact]
    public async Task A_device_that_missed_the_acknowledgement_is_told_again()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        await using IMqttClient direct = await broker.ConnectAsync();
        await direct.PublishAsync(Topics.Records("dev1", 0), Frames.Block(0, 10), true, false, default);
        await Eventually.Holds(() => ingest.Counters.Stored == 1, "the block is stored");

        await using var device = new FakeDevice("dev1", broker.Options(), resend: TimeSpan.FromHours(1));
        device.Record(Frames.Block(0, 10));
        device.PretendSent(0, long.MaxValue);
        await device.StartAsync();
        // It says so again and again, as a device does: one message may be lost, or come too soon after the first acknowledgement.
        await Eventually.Holds(
            () =>
            {
                device.Client.TryPublish(Topics.Live("dev1", 0), Live(nextUnpersisted: 0), false, false);
                return device.IsDone;
            },
            "it is told again"
        );
    }

    [Fact]
    public async Task A_device_that_comes_back_is_told_what_is_durable()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await store.AppendAsync([Frames.Decode(Frames.Block(0, 10, channel: 1))], default);
        await using Ingest ingest = await StartAsync(broker, store);
        await using var device = new FakeDevice("dev1", broker.Options(), resend: TimeSpan.FromHours(1));
        device.Record(Frames.Block(0, 10, channel: 1));
        device.PretendSent(0, long.MaxValue);
        await device.StartAsync();
        await Eventually.Holds(
            () =>
            {
                device.Client.TryPublish(Topics.Birth("dev1"), Birth("dev1"), true, true);
                return device.IsDone;
            },
            "it is told"
        );
        Assert.Equal(Birth("dev1"), Assert.Single(store.ListDevices()).Description);
        await Eventually.Holds(() => store.ListDevices()[0].Online, "it is online");

        await device.DisposeAsync();
        await using IMqttClient direct = await broker.ConnectAsync();
        await direct.PublishAsync(Topics.State("dev1"), Bytes(Topics.Offline), true, true, default);
        await Eventually.Holds(() => !store.ListDevices()[0].Online, "it is offline");
    }

    [Fact]
    public async Task A_device_whose_will_died_with_the_broker_is_found_to_be_gone()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        IngestOptions options = Quick with { PresencePatience = TimeSpan.FromSeconds(2) };
        await using Ingest ingest = await StartAsync(broker, store, options);
        var gone = new FakeDevice("gone", broker.Options());
        await using var stays = new FakeDevice("stays", broker.Options());
        await gone.StartAsync();
        await stays.StartAsync();
        await Eventually.Holds(() => store.ListDevices().Count(d => d.Online) == 2, "both are online");
        broker.Process.Kill();
        await gone.DisposeAsync();
        await broker.Process.RestartAsync(default);
        await Eventually.Holds(
            () =>
                stays.Client.TryPublish(Topics.State("stays"), Bytes(Topics.Online), true, true)
                && store.ListDevices().Count(d => d.Online) == 1,
            "one is found to be gone"
        );
        Assert.Equal("stays", store.ListDevices().Single(d => d.Online).Serial);
    }

    [Fact]
    public async Task Liars_are_quarantined_and_hurt_nobody()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        await using var device = new FakeDevice("dev1", broker.Options());
        foreach (byte[] frame in Frames.WholeRun(100, 20))
            device.Record(frame);
        await device.StartAsync();
        await Eventually.Holds(() => ingest.Counters.Stored > 0, "the honest device is known");
        await using IMqttClient liar = await broker.ConnectAsync();
        byte[] flipped = Frames.Block(0, 10);
        flipped[60] ^= 4;
        byte[] huge = new byte[300_000];
        var lies = new List<(string Topic, byte[] Payload, string Device, string Reason)>
        {
            (Topics.Records("liar", 0), flipped, "liar", "WrongChecksum"),
            (Topics.Records("liar", 0), Frames.Block(0, 10)[..50], "liar", "WrongLength"),
            (Topics.Records("liar", 0), [], "liar", "TooShort"),
            (Topics.Records("liar", 0), huge, "liar", "HugeFrame"),
            (Topics.Records("liar", 1), Frames.Block(0, 10, new RunId(7, 7)), "liar", "TopicMismatch"),
            (Topics.Records("liar", 0), Frames.Block(5000, 10), "liar", "ForeignRun"),
            (Topics.Records("liar", 0), Live(0), "liar", "WrongKind"),
            (
                Topics.Records("liar", 0),
                Frames.Event(1L << 62, RunEventCode.Warning, change: e => e.ElapsedMicroseconds = 0),
                "liar",
                "ForeignRun"
            ),
            (
                Topics.Records("liar", 0),
                Frames.Event(
                    1L << 62,
                    RunEventCode.Warning,
                    new RunId(7, 7),
                    change: e => e.ElapsedMicroseconds = 0
                ),
                "liar",
                "TooFarAhead"
            ),
            (Topics.Live("liar", 1), Live(0), "liar", "TopicMismatch"),
            (Topics.Birth("liar"), Birth("dev1"), "liar", "TopicMismatch"),
            (Topics.State("liar"), Bytes("maybe"), "liar", "UnknownState"),
            ("cell/liar/up/none", [1], "", "UnknownTopic"),
            ("cell/liar/up/999/records", [1], "", "UnknownTopic"),
            ("cell/../up/0/records", [1], "", "UnknownTopic"),
            ("cell/liar/up/0/records/more", [1], "", "UnknownTopic"),
        };
        foreach ((string topic, byte[] payload, _, _) in lies)
            await liar.PublishAsync(topic, payload, true, false, default);

        await Eventually.Holds(() => ingest.Counters.Quarantined == lies.Count, "all lies are counted");
        await Eventually.Holds(() => device.IsDone, "the honest device may forget all");
        AssertWhole(store, 2007);
        var expected = lies.GroupBy(lie => (lie.Device, lie.Reason))
            .Select(g => new QuarantineCount(g.Key.Device, g.Key.Reason, g.Count()))
            .OrderBy(c => c.Device, StringComparer.Ordinal)
            .ThenBy(c => c.Reason, StringComparer.Ordinal);
        await Eventually.Holds(
            () => store.CountQuarantined().Sum(c => c.Count) == lies.Count,
            "all are written"
        );
        Assert.Equal(expected, store.CountQuarantined());
        Assert.All(store.ListQuarantined(100), message => Assert.NotEmpty(message.Text));
        Assert.Empty(store.ListRuns(10, "liar"));
    }

    [Fact]
    public async Task Noise_on_every_topic_crashes_nothing_and_is_counted_to_the_last_message()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        await using IMqttClient noise = await broker.ConnectAsync();
        var random = new Random(17);
        byte[][] seeds =
        [
            Frames.Block(0, 50),
            Frames.Point(0, 0, 0, 5),
            Frames.Event(0, RunEventCode.Warning),
            Live(3),
            Birth("n1"),
        ];
        const int count = 4000;
        for (int k = 0; k < count; k++)
        {
            byte[] payload = [.. seeds[random.Next(seeds.Length)]];
            int flips = random.Next(1, 4);
            for (int f = 0; f < flips; f++)
                payload[random.Next(payload.Length)] ^= (byte)(1 << random.Next(8));
            if (random.Next(3) == 0)
                payload = payload[..random.Next(payload.Length)];
            // Half of the noise has a right checksum, so that it reaches the decoders behind it.
            if (random.Next(2) == 0 && payload.Length > 48)
                Frame.Seal(payload, 0, payload.Length - 4);
            string topic = random.Next(6) switch
            {
                0 => Topics.Live("n1", 0),
                1 => Topics.Birth("n1"),
                2 => "cell/"
                    + new string(
                        (char)(random.Next(2) == 0 ? random.Next(33, 126) : random.Next(161, 500)),
                        random.Next(1, 40)
                    )
                        .Replace('+', 'x')
                        .Replace('#', 'x')
                        .Replace('/', 'x')
                    + "/up/x",
                _ => Topics.Records("n" + random.Next(3), random.Next(3)),
            };
            await noise.PublishAsync(topic, payload, true, false, default);
        }
        await noise.PublishAsync(
            "cell/n1/up/0/records",
            Frames.Block(0, 10, new RunId(5, 5)),
            true,
            false,
            default
        );
        await Eventually.Holds(() => store.Verify(new RunId(5, 5), 0) != null, "the good frame is stored");
        IngestCounters counters = ingest.Counters;
        Assert.Equal(count + 1, counters.Messages);
        Assert.True(counters.Quarantined > count / 2);
        await Eventually.Holds(
            () => store.CountQuarantined().Sum(c => c.Count) == ingest.Counters.Quarantined,
            "every rejection is counted"
        );
        Assert.Equal(0, counters.Dropped);
        Assert.Equal(0, counters.Refused);
    }

    [Fact]
    public async Task While_the_disk_is_full_nothing_is_acknowledged_and_afterwards_nothing_is_missing()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        long free = 0;
        await using SqliteRunStore store = folder.Open(options =>
            options with
            {
                MinimumFreeBytes = 1000,
                FreeBytes = () => Interlocked.Read(ref free),
            }
        );
        await using Ingest ingest = await StartAsync(broker, store);
        using IngestSubscription notices = ingest.Subscribe(1000);
        await using var device = new FakeDevice(
            "dev1",
            broker.Options(),
            resend: TimeSpan.FromMilliseconds(50)
        );
        foreach (byte[] frame in Frames.WholeRun(30, 20))
            device.Record(frame);
        await device.StartAsync();
        List<IngestNotice> told = await ReadAsync(notices, notice => notice is StoreTrouble);
        Assert.Equal(StoreFailure.DiskFull, told.OfType<StoreTrouble>().Single().Trouble!.Failure);
        await Eventually.Holds(() => ingest.Counters.Refused > 32, "frames are refused");
        Assert.Equal(0, ingest.Counters.Acknowledgements);
        Assert.NotNull(ingest.Trouble);

        Interlocked.Exchange(ref free, 10_000);
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        AssertWhole(store, 607);
        Assert.Null(ingest.Trouble);
        await ReadAsync(notices, notice => notice is StoreTrouble { Trouble: null });
    }

    [Fact]
    public async Task A_listener_that_sleeps_loses_old_notices_and_holds_up_nobody()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await using SqliteRunStore store = folder.Open();
        await using Ingest ingest = await StartAsync(broker, store);
        using IngestSubscription sleeper = ingest.Subscribe(10);
        await using var device = new FakeDevice("dev1", broker.Options());
        foreach (byte[] frame in Frames.WholeRun(100, 5))
            device.Record(frame);
        await device.StartAsync();
        await Eventually.Holds(() => device.IsDone, "the device may forget all");
        await Eventually.Holds(() => sleeper.Missed > 50, "old notices are lost and counted");
    }

    [Fact]
    public async Task Without_a_broker_it_says_so()
    {
        await using SqliteRunStore store = folder.Open();
        await using var ingest = new Ingest(
            MqttClients.Create(
                new MqttOptions
                {
                    Host = "127.0.0.1",
                    Port = 1,
                    ClientId = "host",
                }
            ),
            store,
            new IngestOptions(),
            TimeProvider.System
        );
        await Assert.ThrowsAsync<MqttException>(() => ingest.StartAsync(false, default));
    }

    private static IngestOptions Quick =>
        new() { GapPatience = TimeSpan.FromMilliseconds(200), StorePatience = TimeSpan.FromMilliseconds(20) };

    private static void AssertWhole(SqliteRunStore store, long records)
    {
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.True(report.Complete);
        Assert.True(report.Sound);
        Assert.Equal(records, report.Records);
    }

    private static byte[] Live(ulong nextUnpersisted)
    {
        var status = new LiveStatus { Run = Frames.Run, NextUnpersisted = nextUnpersisted };
        byte[] buffer = new byte[LiveStatus.Size];
        status.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer;
    }

    private static byte[] Birth(string serial)
    {
        var description = new DeviceDescription
        {
            Serial = serial,
            Board = "Fake",
            Channels = [new(), new()],
        };
        description.Channels[1].Run = Frames.Run;
        byte[] buffer = new byte[DeviceDescription.LargestSize];
        int length = description.Encode(buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }

    private static byte[] Bytes(string text)
    {
        return System.Text.Encoding.UTF8.GetBytes(text);
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
            options ?? Quick,
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
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
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
