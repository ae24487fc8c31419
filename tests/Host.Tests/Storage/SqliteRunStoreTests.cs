using EdgeTester.Contracts;
using EdgeTester.Storage;
using EdgeTester.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>The contract on SQLite, and what only a file has.</summary>
public sealed class SqliteRunStoreTests : RunStoreContract
{
    private readonly StoreFolder folder = new();

    protected override IRunStore OpenAnother()
    {
        return folder.Open(options => options with { KeptQuarantine = 100, MaximumUnknownRuns = 50 });
    }

    protected override Child StartCompactor(int steps)
    {
        return Child.Compactor(folder.Options.Path, "", steps);
    }

    protected override Child StartWorker(int leaseMilliseconds)
    {
        return Child.Worker(folder.Options.Path, "", leaseMilliseconds);
    }

    protected override void Execute(string sql)
    {
        Execute(folder.Options.Path, sql);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Kill_9_at_any_time_loses_nothing_that_was_acknowledged()
    {
        long acknowledged = 0;
        var random = new Random(11);
        for (int round = 0; round < 6; round++)
        {
            using Child child = Child.StoreWriter(folder.Options.Path);
            int commits = random.Next(1, 60);
            for (int k = 0; k < commits; k++)
                acknowledged = long.Parse((await child.Output.ReadLineAsync())!);
            child.Kill();
            while (await child.Output.ReadLineAsync() is string line)
                acknowledged = long.TryParse(line, out long more) ? more : acknowledged;

            await using SqliteRunStore store = folder.Open();
            VerifyReport report = store.Verify(Frames.Run, 0)!;
            Assert.True(report.Sound);
            // At most the commit that was on its way when the knife fell.
            Assert.InRange(report.Records, acknowledged, acknowledged + 50);
            Assert.Equal(
                report.Records,
                (await store.FindProgressAsync(Frames.Run, 0, default))!.NextSequence
            );
        }
        Assert.True(acknowledged > 0);
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_refused_and_taken_again_when_there_is_room()
    {
        long free = 50;
        var time = new StepTime();
        await using SqliteRunStore store = SqliteRunStore.Open(
            folder.Options with
            {
                MinimumFreeBytes = 100,
                FreeBytes = () => free,
            },
            time
        );
        StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
            AppendAsync(store, Frames.Block(0, 10))
        );
        Assert.Equal(StoreFailure.DiskFull, e.Failure);
        Assert.Contains("Free some", e.Message);
        Assert.NotNull(store.Trouble);
        Assert.Null(store.Verify(Frames.Run, 0));

        free = 1000;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AppendOutcome.Stored, (await AppendAsync(store, Frames.Block(0, 10))).Outcomes[0]);
        Assert.Null(store.Trouble);
    }

    [Fact]
    public async Task A_file_that_may_not_grow_refuses_whole_commits_and_is_not_damaged()
    {
        long next = 0;
        await using (SqliteRunStore store = folder.Open(options => options with { MaximumBytes = 1_000_000 }))
        {
            StoreException? refused = null;
            while (refused == null)
            {
                try
                {
                    await AppendAsync(store, Frames.Block(next, 1000), Frames.Block(next + 1000, 1000));
                    next += 2000;
                }
                catch (StoreException e)
                {
                    refused = e;
                }
                Assert.True(next < 2_000_000);
            }
            Assert.Equal(StoreFailure.DiskFull, refused.Failure);
            Assert.Equal(StoreFailure.DiskFull, store.Trouble!.Failure);
            Assert.Equal(next, (await store.FindProgressAsync(Frames.Run, 0, default))!.NextSequence);
        }
        await using SqliteRunStore larger = folder.Open();
        await AppendAsync(larger, Frames.Block(next, 1000));
        VerifyReport report = larger.Verify(Frames.Run, 0)!;
        Assert.True(report.Sound);
        Assert.Equal(next + 1000, report.Records);
    }

    [Fact]
    public async Task Verify_finds_a_flipped_bit_on_the_disk()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10), Frames.Block(10, 10));
        using (var connection = new SqliteConnection("Data Source=" + folder.Options.Path))
        {
            connection.Open();
            using SqliteCommand spoil = connection.CreateCommand();
            spoil.CommandText = "UPDATE payloads SET bytes = zeroblob(length(bytes)) WHERE id = 2";
            Assert.Equal(1, spoil.ExecuteNonQuery());
        }
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal(1, report.Corrupt);
        Assert.False(report.Sound);
        StoreException e = Assert.Throws<StoreException>(() =>
            store.ReadSamples(Frames.Run, 0, 0, long.MaxValue, 100)
        );
        Assert.Contains("sequence 10", e.Message);
    }

    [Fact]
    public void What_is_not_our_database_is_refused_with_its_path()
    {
        string garbage = Path.Combine(folder.Path, "garbage.db");
        File.WriteAllText(garbage, new string('x', 10_000));
        AssertNotUsable(garbage);

        string foreign = Path.Combine(folder.Path, "foreign.db");
        Execute(foreign, "CREATE TABLE t (a)");
        AssertNotUsable(foreign);

        string directory = Path.Combine(folder.Path, "directory.db");
        Directory.CreateDirectory(directory);
        AssertNotUsable(directory);
        AssertNotUsable(Path.Combine(garbage, "below", "a.db"));
        Assert.Equal(new string('x', 10_000), File.ReadAllText(garbage));
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await folder.Open().DisposeAsync();
        Execute(folder.Options.Path, "PRAGMA user_version = 999");
        Assert.Contains("newer", AssertNotUsable(folder.Options.Path).Message);
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_forward_with_all_it_holds()
    {
        List<byte[]> frames = [.. Enumerable.Range(0, 100).Select(k => Frames.Block(k * 10, 10))];
        FirstVersionFile.Write(folder.Options.Path, frames);

        await using SqliteRunStore store = folder.Open();
        Assert.Equal(frames, store.ReadFrames(Frames.Run, 0));
        Assert.Equal("old", Assert.Single(store.ListRuns(10)).Name);
        Assert.Equal(1000, store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 3).Counts.Sum());
        await AppendAsync(store, Frames.Block(1000, 10));
        Assert.Equal(1010, store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 3).Counts.Sum());
        Assert.Equal(0, (await store.RebuildAsync(default)).Changed);
        await store.CompactAsync(new CompactionOptions { IncludeRest = true, Shrink = true }, default);
        Assert.Equal(frames.Append(Frames.Block(1000, 10)), store.ReadFrames(Frames.Run, 0));
        Assert.True(store.Verify(Frames.Run, 0)!.Sound);
    }

    [Fact]
    public async Task A_disk_that_is_really_full_refuses_and_is_not_damaged_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk(8);
        var options = new SqliteOptions { Path = Path.Combine(disk.Path, "runs.db"), MinimumFreeBytes = 0 };
        await using (SqliteRunStore store = SqliteRunStore.Open(options, TimeProvider.System))
        {
            long next = await FillAsync(store);
            disk.Free();
            AppendResult more = await AppendAsync(store, Frames.Block(next, 1000));
            Assert.Equal(next + 1000, more.Progress[0].NextSequence);
            Assert.Null(store.Trouble);
        }
        await using SqliteRunStore again = SqliteRunStore.Open(options, TimeProvider.System);
        Assert.True(again.Verify(Frames.Run, 0)!.Sound);
    }

    [Fact]
    public async Task On_a_small_disk_a_twentieth_of_it_is_room_enough()
    {
        using var disk = new SmallDisk(32);
        var options = new SqliteOptions { Path = Path.Combine(disk.Path, "runs.db") };
        await using SqliteRunStore store = SqliteRunStore.Open(options, TimeProvider.System);
        Assert.Equal(10, (await AppendAsync(store, Frames.Block(0, 10))).Progress[0].NextSequence);
        Assert.Null(store.Trouble);
    }

    [Fact]
    public async Task A_disk_that_says_nothing_of_its_room_does_not_end_the_store()
    {
        await using SqliteRunStore store = folder.Open(options =>
            options with
            {
                FreeBytes = () => throw new DriveNotFoundException(),
                MinimumFreeBytes = 100,
            }
        );
        await AppendAsync(store, Frames.Block(0, 10));
        Assert.Equal(10, store.Verify(Frames.Run, 0)!.Records);
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_is_in_use_stops_acknowledging_and_does_not_come_back_empty()
    {
        string away = folder.Options.Path + ".away";
        await using SqliteRunStore store = folder.Open();
        await AppendAsync(store, Frames.Block(0, 10));
        File.Move(folder.Options.Path, away);
        StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
            AppendAsync(store, Frames.Block(10, 10))
        );
        Assert.Contains(folder.Options.Path, e.Message);
        Assert.Equal(StoreFailure.NotUsable, store.Trouble!.Failure);
        try
        {
            store.ListRuns(10);
        }
        catch (StoreException)
        {
            // Whether a read still finds the old file depends on what it had open.
        }
        await Assert.ThrowsAsync<StoreException>(() => AppendAsync(store, Frames.Block(10, 10)));
        Assert.False(File.Exists(folder.Options.Path));

        File.Move(away, folder.Options.Path);
        await AppendAsync(store, Frames.Block(10, 10));
        Assert.Null(store.Trouble);
        Assert.Equal(20, store.Verify(Frames.Run, 0)!.Records);
    }

    [Fact]
    public async Task A_backup_that_was_made_while_it_was_written_to_opens_whole()
    {
        string copy = Path.Combine(folder.Path, "copies", "runs.db");
        await using (SqliteRunStore store = folder.Open())
        {
            Task writing = Task.Run(async () =>
            {
                for (long k = 0; k < 500; k++)
                    await AppendAsync(store, Frames.Block(k * 10, 10));
            });
            await Task.Delay(30);
            await store.BackupAsync(copy, default);
            await writing;
            StoreException e = await Assert.ThrowsAsync<StoreException>(() =>
                store.BackupAsync(copy, default)
            );
            Assert.Contains("exists already", e.Message);
            await Assert.ThrowsAsync<StoreException>(() => store.BackupAsync(copy + "/below/x.db", default));
        }
        await using SqliteRunStore restored = folder.Open(options => options with { Path = copy });
        VerifyReport? report = restored.Verify(Frames.Run, 0);
        Assert.True(report?.Sound ?? true);
        long next = (await restored.FindProgressAsync(Frames.Run, 0, default))?.NextSequence ?? 0;
        Assert.Equal(report?.Records ?? 0, next);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(copy)!, "*.part"));
    }

    private static StoreException AssertNotUsable(string path)
    {
        StoreException e = Assert.Throws<StoreException>(() =>
            SqliteRunStore.Open(new SqliteOptions { Path = path }, TimeProvider.System)
        );
        Assert.Equal(StoreFailure.NotUsable, e.Failure);
        Assert.Contains(path, e.Message);
        return e;
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection("Data Source=" + path + ";Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class StepTime : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            return Interlocked.Read(ref ticks);
        }

        public void Advance(TimeSpan by)
        {
            Interlocked.Add(ref ticks, by.Ticks);
        }
    }
}
