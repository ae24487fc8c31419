using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using EdgeTester.Service.Api;

namespace EdgeTester.Service.Live;

/// <summary>Hands what happens to every page that listens. A listener that is too slow loses the oldest messages, never the host's memory.</summary>
internal sealed class StreamHub(ChannelBoard board)
{
    private const int Capacity = 256;
    private const int MostListeners = 200;
    private ImmutableList<Channel<SseItem<string>>> _listeners = [];

    /// <summary>Whether one more may listen.</summary>
    public bool HasRoom => _listeners.Count < MostListeners;

    /// <summary>Tells all listeners.</summary>
    public void Tell(string kind, object what)
    {
        if (_listeners.IsEmpty)
            return;
        var item = new SseItem<string>(JsonSerializer.Serialize(what, ApiJson.Options), kind);
        foreach (var listener in _listeners)
            listener.Writer.TryWrite(item);
    }

    /// <summary>The present state of all channels, then everything that happens.</summary>
    public async IAsyncEnumerable<SseItem<string>> ListenAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var listener = Channel.CreateBounded<SseItem<string>>(
            new BoundedChannelOptions(Capacity)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
            }
        );
        ImmutableInterlocked.Update(ref _listeners, list => list.Add(listener));
        try
        {
            yield return new SseItem<string>(
                JsonSerializer.Serialize(board.All(), ApiJson.Options),
                "channels"
            );
            await foreach (var item in listener.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, list => list.Remove(listener));
        }
    }
}
