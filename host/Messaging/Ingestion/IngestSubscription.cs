using System.Threading.Channels;

namespace EdgeTester.Messaging;

/// <summary>
/// One listener's queue of notices. When the listener is too slow the oldest are lost and counted: the store still has
/// everything.
/// </summary>
public sealed class IngestSubscription : IDisposable
{
    private readonly Channel<IngestNotice> channel;
    private readonly Action<IngestSubscription> leave;
    private long missed;

    internal IngestSubscription(int capacity, Action<IngestSubscription> leave)
    {
        this.leave = leave;
        channel = Channel.CreateBounded<IngestNotice>(
            new BoundedChannelOptions(capacity)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
            },
            _ => Interlocked.Increment(ref missed)
        );
    }

    /// <summary>The notices in their order; ends when the ingest or the subscription ends.</summary>
    public ChannelReader<IngestNotice> Notices => channel.Reader;

    /// <summary>Notices that were lost because too many waited.</summary>
    public long Missed => Interlocked.Read(ref missed);

    /// <summary>Listens no more.</summary>
    public void Dispose()
    {
        leave(this);
        End();
    }

    internal void Add(IngestNotice notice)
    {
        channel.Writer.TryWrite(notice);
    }

    internal void End()
    {
        channel.Writer.TryComplete();
    }
}
