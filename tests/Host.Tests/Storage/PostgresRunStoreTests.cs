using EdgeTester.Contracts;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>The contract on PostgreSQL, and what only a server has.</summary>
public sealed class PostgresRunStoreTests : RunStoreContract, IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture server;
    private readonly PostgresOptions options;

    public PostgresRunStoreTests(PostgresFixture server)
    {
        this.server = server;
        options = server.NewSchema();
    }

    protected override IRunStore OpenAnother()
    {
        return PostgresRunStore.Open(
            options with
            {
                KeptQuarantine = 100,
                MaximumUnknownRuns = 50,
            },
            TimeProvider.System
        );
    }

    protected override Child StartCompactor(int steps)
    {
        return Child.Compactor(server.Address, options.Schema, steps);
    }

    protected override Child StartWorker(int leaseMilliseconds)
    {
        return Child.Worker(server.Address, options.Schema, leaseMilliseconds);
    }

    protected override void Execute(string sql)
    {
        server.Execute(options, sql);
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_has_all_that_was_acknowledged()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10));
        await server.Server!.RestartAsync(default);
        long next = 10;
        for (int k = 0; k < 40 && next < 30; k++)
        {
            try
            {
                AppendResult result = await AppendAsync(store, Frames.Block(next, 10));
                next = result.Progress[0].NextSequence;
            }
            catch (StoreException e)
            {
                Assert.Equal(StoreFailure.Failed, e.Failure);
                Assert.NotNull(store.Trouble);
            }
        }
        Assert.Equal(30, next);
        Assert.Null(store.Trouble);
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.True(report.Sound);
        Assert.Equal(30, report.Records);
    }

    [Fact]
    public async Task Many_hosts_that_write_the_same_streams_at_once_store_each_frame_once()
    {
        const int hosts = 4;
        const byte channels = 5;
        var frames = new List<byte[]>();
        for (byte channel = 0; channel < channels; channel++)
            frames.AddRange(Frames.WholeRun(60, 5, channel: channel));
        async Task Feed(int seed)
        {
            IRunStore store = OpenAnother();
            await using (store)
            {
                byte[][] own = [.. frames];
                new Random(seed).Shuffle(own);
                foreach (byte[][] part in own.Chunk(23))
                    await AppendAsync(store, part);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, hosts).Select(seed => Task.Run(() => Feed(seed))));

        IRunStore reader = Open();
        for (byte channel = 0; channel < channels; channel++)
        {
            VerifyReport report = reader.Verify(Frames.Run, channel)!;
            Assert.True(report.Complete);
            Assert.True(report.Sound);
            Assert.Equal((hosts - 1) * frames.Count / channels, report.Resent);
            Assert.Equal(
                report.Records,
                (await reader.FindProgressAsync(Frames.Run, channel, default))!.NextSequence
            );
            Assert.Equal(5, reader.ReadSpectrum(Frames.Run, channel, 0).Count);
        }
        Assert.Equal(channels, reader.ListRuns(100).Count);
    }

    [Fact]
    public async Task A_backup_opens_as_a_file_and_goes_back_into_another_schema()
    {
        using var folder = new StoreFolder();
        IRunStore store = Open();
        await AppendAsync(store, [.. Frames.WholeRun(50, 10)]);
        await store.SaveDeviceAsync("dev1", [1, 2, 3], default);
        await store.BackupAsync(folder.Options.Path, default);
        await AppendAsync(store, Frames.Block(0, 5, new RunId(5, 5)));
        StoreException exists = await Assert.ThrowsAsync<StoreException>(() =>
            store.BackupAsync(folder.Options.Path, default)
        );
        Assert.Contains("exists already", exists.Message);

        PostgresOptions other = server.NewSchema();
        PostgresRunStore.Restore(other, folder.Options.Path, default);
        await using PostgresRunStore restored = PostgresRunStore.Open(other, TimeProvider.System);
        await using IRunStore file = folder.Open();
        foreach (IRunStore copy in new[] { restored, file })
        {
            Assert.True(copy.Verify(Frames.Run, 0)!.Complete);
            Assert.Equal(store.FindRun(Frames.Run), copy.ListRuns(10));
            Assert.Equal(store.ListSpectra(Frames.Run, 0), copy.ListSpectra(Frames.Run, 0));
            Assert.Equal([1, 2, 3], Assert.Single(copy.ListDevices()).Description);
            // It is a whole store: it goes on where it was.
            Assert.Equal(
                AppendOutcome.Stored,
                (await AppendAsync(copy, Frames.Block(0, 5, new RunId(6, 6)))).Outcomes[0]
            );
            await copy.QuarantineAsync(
                [
                    new QuarantinedMessage(
                        DateTimeOffset.UnixEpoch,
                        "t",
                        "dev1",
                        "Reason",
                        "a\0b\ud800c",
                        1,
                        [1]
                    ),
                ],
                default
            );
            Assert.Single(copy.ListQuarantined(10));
        }
        StoreException taken = Assert.Throws<StoreException>(() =>
            PostgresRunStore.Restore(other, folder.Options.Path, default)
        );
        Assert.Contains("holds runs already", taken.Message);
    }

    [Fact]
    public async Task A_disk_of_the_server_that_is_full_refuses_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(24, "postgres");
        string space = options.Schema + "_space";
        Execute($"CREATE TABLESPACE {space} LOCATION '{disk.Path}'");
        PostgresOptions small = options with
        {
            Address = options.Address + "&options=" + Uri.EscapeDataString("-c default_tablespace=" + space),
        };
        await using (PostgresRunStore store = PostgresRunStore.Open(small, TimeProvider.System))
        {
            long next = await FillAsync(store);
            disk.Free();
            AppendResult more = await AppendAsync(store, Frames.Block(next, 1000));
            Assert.Equal(next + 1000, more.Progress[0].NextSequence);
            Assert.Null(store.Trouble);
            Assert.True(store.Verify(Frames.Run, 0)!.Sound);
        }
        Execute($"DROP SCHEMA {options.Schema} CASCADE");
        Execute($"DROP TABLESPACE {space}");
    }

    [Fact]
    public async Task A_schema_of_the_first_version_is_brought_forward_with_all_it_holds()
    {
        await using (IRunStore first = OpenAnother())
            await AppendAsync(first, [.. Frames.WholeRun(100, 10)]);
        Execute(
            """
            DROP TABLE segments, segment_bins, result_news, backed_up, jobs, job_tokens;
            ALTER TABLE runs DROP COLUMN removed, DROP COLUMN removed_to;
            UPDATE schema_version SET version = 1
            """
        );
        IRunStore store = Open();
        Assert.Equal(Frames.WholeRun(100, 10), store.ReadFrames(Frames.Run, 0));
        Assert.True((await store.CompactAsync(new CompactionOptions(), default)).Segments > 0);
        Assert.True(store.Verify(Frames.Run, 0)!.Complete);
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused()
    {
        await OpenAnother().DisposeAsync();
        Execute("UPDATE schema_version SET version = 999");
        StoreException e = Assert.Throws<StoreException>(() => OpenAnother());
        Assert.Equal(StoreFailure.NotUsable, e.Failure);
        Assert.Contains("newer", e.Message);
    }

    [Theory]
    [InlineData("postgres://me:secret@127.0.0.1:1/lab", "postgres://me@127.0.0.1:1/lab cannot be reached")]
    [InlineData("postgres://me:secret@127.0.0.1:what/lab", "the port is no number")]
    [InlineData("postgres://me:secret@127.0.0.1/lab?colour=blue", "cannot be read")]
    public void An_address_that_does_not_work_is_named_without_its_password(string address, string words)
    {
        StoreException e = Assert.Throws<StoreException>(() => RunStores.Open(address, TimeProvider.System));
        Assert.Contains(words, e.Message);
        Assert.DoesNotContain("secret", e.Message);
    }
}
