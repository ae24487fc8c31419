using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace EdgeTester.Host.Tests.Service;

/// <summary>Reads /api/stream as a page does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventReader(Stream stream)
    {
        _stream = stream;
        _items = SseParser
            .Create(stream)
            .EnumerateAsync(TestContext.Current.CancellationToken)
            .GetAsyncEnumerator();
    }

    public static async Task<EventReader> OpenAsync(HttpClient http) =>
        new(await http.GetStreamAsync("/api/stream", TestContext.Current.CancellationToken));

    /// <summary>The next event of a kind that satisfies a condition; fails after two minutes.</summary>
    public async Task<JsonNode> NextAsync(string kind, Func<JsonNode, bool>? condition = null)
    {
        var until = DateTime.UtcNow.AddSeconds(120);
        while (DateTime.UtcNow < until)
        {
            var more = await _items
                .MoveNextAsync()
                .AsTask()
                .WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
            Assert.True(more, "the stream ended");
            if (_items.Current.EventType != kind)
                continue;
            var data = JsonNode.Parse(_items.Current.Data)!;
            if (condition?.Invoke(data) ?? true)
                return data;
        }
        throw new TimeoutException($"no such event of kind {kind} came");
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
    }
}
