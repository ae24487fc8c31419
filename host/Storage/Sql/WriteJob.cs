namespace EdgeTester.Storage.Sql;

/// <summary>Something to be written in one transaction with others.</summary>
internal abstract class WriteJob
{
    /// <summary>How much of a transaction it fills.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>It stores frames: refused while the disk is nearly full.</summary>
    public bool NeedsRoom { get; init; }

    /// <summary>Frames whose streams will be written, so that they can be locked at once.</summary>
    public IReadOnlyList<IncomingFrame> Frames { get; init; } = [];

    /// <summary>It has been told its failure.</summary>
    public abstract bool HasFailed { get; }

    /// <summary>Does the work, inside a transaction.</summary>
    public abstract void Apply(WriteSession session);

    /// <summary>The transaction is durable.</summary>
    public abstract void Succeed();

    /// <summary>Nothing of it was done.</summary>
    public abstract void Fail(Exception reason);
}

/// <summary>A job with a result.</summary>
internal sealed class WriteJob<T>(Func<WriteSession, T> work) : WriteJob
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Done => done.Task;

    public override bool HasFailed => done.Task.IsFaulted;

    public override void Apply(WriteSession session)
    {
        result = work(session);
    }

    public override void Succeed()
    {
        done.TrySetResult(result!);
    }

    public override void Fail(Exception reason)
    {
        done.TrySetException(reason);
    }
}
