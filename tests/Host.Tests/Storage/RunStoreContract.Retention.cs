using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>What may be deleted, and what is left of it.</summary>
public abstract partial class RunStoreContract
{
    private static readonly RetentionOptions AllThatIsOver = new() { OlderThan = TimeSpan.Zero };

    [Fact]
    public async Task Raw_data_goes_only_when_a_backup_holds_all_of_it()
    {
        using var folder = new StoreFolder();
        string backup = Path.Combine(folder.Path, "backup.db");
        IRunStore store = Open();
        List<byte[]> frames = Frames.WholeRun(60, 10);
        await AppendAsync(store, [.. frames]);
        await AppendAsync(store, Frames.Block(0, 10, channel: 1));
        await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 200 }, default);
        await store.SaveResultAsync(Result(0), default);
        await Task.Delay(5);

        IReadOnlyList<RetainedRun> kept = await store.RemoveOldAsync(AllThatIsOver, default);
        Assert.Equal([(false, false), (false, false)], kept.Select(run => (run.IsBackedUp, run.IsRemoved)));
        Assert.Empty(await store.RemoveOldAsync(new RetentionOptions { OlderThan = Long }, default));

        await store.BackupAsync(backup, default);
        await AppendAsync(store, Frames.Block(10, 10, channel: 1));
        await Task.Delay(5);
        IReadOnlyList<RetainedRun> said = await store.RemoveOldAsync(
            AllThatIsOver with
            {
                OnlySay = true,
            },
            default
        );
        Assert.Equal([(true, false), (false, false)], said.Select(run => (run.IsBackedUp, run.IsRemoved)));
        Assert.Equal(frames, store.ReadFrames(Frames.Run, 0));

        IReadOnlyList<RetainedRun> gone = await store.RemoveOldAsync(AllThatIsOver, default);
        Assert.Equal([(true, true), (false, false)], gone.Select(run => (run.IsBackedUp, run.IsRemoved)));
        Assert.Equal(607, gone[0].Records);
        Assert.Empty(store.ReadFrames(Frames.Run, 0));
        Assert.Equal(2, store.ReadFrames(Frames.Run, 1).Count());
        RunSummary run = store.FindRun(Frames.Run)[0];
        Assert.NotNull(run.Removed);
        Assert.Equal(600, run.Samples);
        Assert.Single(store.ReadResults(Frames.Run, 0));
        Assert.Empty(store.ReadOverview(Frames.Run, 0, 0, long.MaxValue, 10).Counts);
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal((607, 0, 0), (report.Removed, report.Missing, report.Records));
        Assert.Empty(store.ListUnanalysed("drt", 1, 10));
        Assert.Null(await store.Jobs.TakeAsync("w", Long, default));

        await using IRunStore copy = folder.Open(options => options with { Path = backup });
        Assert.Equal(frames, copy.ReadFrames(Frames.Run, 0));
    }

    [Fact]
    public async Task A_device_that_repeats_what_was_deleted_may_forget_it_and_goes_on_where_it_was()
    {
        IRunStore store = Open();
        await AppendAsync(store, Frames.Block(0, 10), Frames.Block(10, 10));
        await Task.Delay(5);
        IReadOnlyList<RetainedRun> gone = await store.RemoveOldAsync(
            AllThatIsOver with
            {
                EvenIfNotBackedUp = true,
            },
            default
        );
        Assert.Equal((false, true), (gone[0].IsBackedUp, gone[0].IsRemoved));
        AppendResult again = await AppendAsync(store, Frames.Block(10, 10), Frames.Block(20, 10));
        Assert.Equal([AppendOutcome.Duplicate, AppendOutcome.Stored], again.Outcomes);
        Assert.Equal(30, again.Progress[0].NextSequence);
        Assert.Equal([Frames.Block(20, 10)], store.ReadFrames(Frames.Run, 0));
        VerifyReport report = store.Verify(Frames.Run, 0)!;
        Assert.Equal((20, 0, 10), (report.Removed, report.Missing, report.Records));
        Assert.Empty(await store.RemoveOldAsync(AllThatIsOver, default));
    }

    [Fact]
    public async Task A_backup_is_restored_into_a_new_store_and_never_over_anything()
    {
        using var folder = new StoreFolder();
        string backup = Path.Combine(folder.Path, "backup.db");
        IRunStore store = Open();
        await AppendAsync(store, [.. Frames.WholeRun(60, 10)]);
        await store.CompactAsync(new CompactionOptions { SamplesPerSegment = 200 }, default);
        await store.BackupAsync(backup, default);
        string target = Path.Combine(folder.Path, "new", "edgetester.db");
        await RunStores.RestoreAsync(backup, target, default);
        await using (IRunStore restored = RunStores.OpenExisting(target, TimeProvider.System))
        {
            Assert.Equal(Frames.WholeRun(60, 10), restored.ReadFrames(Frames.Run, 0));
            Assert.Equal(store.ListRuns(10), restored.ListRuns(10));
            Assert.Equal(1, restored.Jobs.Count());
        }
        StoreException exists = await Assert.ThrowsAsync<StoreException>(() =>
            RunStores.RestoreAsync(backup, target, default)
        );
        Assert.Contains("exists already", exists.Message);
        StoreException missing = await Assert.ThrowsAsync<StoreException>(() =>
            RunStores.RestoreAsync(backup + "x", target + "x", default)
        );
        Assert.Contains("no backup", missing.Message);
        File.WriteAllText(backup + ".txt", new string('x', 10_000));
        await Assert.ThrowsAsync<StoreException>(() =>
            RunStores.RestoreAsync(backup + ".txt", target + "y", default)
        );
        Assert.False(File.Exists(target + "y"));
        StoreException none = Assert.Throws<StoreException>(() =>
            RunStores.OpenExisting(target + "z", TimeProvider.System)
        );
        Assert.Contains("no store", none.Message);
    }

    /// <summary>Appends until the disk is full; gives the sequence that was refused. What was acknowledged is all there.</summary>
    private protected static async Task<long> FillAsync(IRunStore store)
    {
        for (long next = 0; next < 20_000_000; next += 10_000)
        {
            try
            {
                AppendResult result = await AppendAsync(
                    store,
                    [.. Enumerable.Range(0, 10).Select(k => Frames.Block(next + k * 1000, 1000))]
                );
                Assert.Equal(next + 10_000, result.Progress[0].NextSequence);
            }
            catch (StoreException e)
            {
                Assert.Equal(StoreFailure.DiskFull, e.Failure);
                Assert.Equal(StoreFailure.DiskFull, store.Trouble!.Failure);
                VerifyReport report = store.Verify(Frames.Run, 0)!;
                Assert.True(report.Sound);
                Assert.Equal(next, report.Records);
                return next;
            }
        }
        Assert.Fail("the disk never became full");
        return 0;
    }
}
