using EdgeTester.Contracts;
using Microsoft.Data.Sqlite;

namespace EdgeTester.Storage.Sqlite;

/// <summary>Finds and decodes sample blocks of one stream on one connection.</summary>
internal sealed class BlockReader : IDisposable
{
    private readonly Statement payload;
    private readonly SqliteConnection connection;
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();

    public BlockReader(SqliteConnection connection)
    {
        this.connection = connection;
        payload = new Statement(connection, "SELECT bytes FROM payloads WHERE id = ?");
    }

    /// <summary>
    /// The first sequence whose frame ends at or after a time. Time never falls inside a run, so this is a search by
    /// halves over the key and needs no second index.
    /// </summary>
    public long FindTime(long stream, long time)
    {
        if (time <= 0)
            return 0;
        using var highest = new Statement(connection, "SELECT highest FROM progress WHERE stream = ?");
        using var probe = new Statement(
            connection,
            "SELECT first, count, elapsed_last FROM frames WHERE stream = ? AND first >= ? ORDER BY first LIMIT 1"
        );
        long low = 0;
        long high = highest.Add(stream).Step() ? highest.Long(0) : 0;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            bool found = probe.Reset().Add(stream).Add(middle).Step();
            if (!found || probe.Long(2) >= time)
                high = middle;
            else
                low = probe.Long(0) + probe.Long(1);
        }
        return low;
    }

    /// <summary>Decodes the samples of a row into a block that has room for them.</summary>
    /// <exception cref="StoreException">What is stored there is not a sample frame.</exception>
    public void Decode(BlockRow row, SampleBlock block)
    {
        payload.Reset().Add(row.Payload);
        byte[] bytes = payload.Step() ? payload.Blob(0).ToArray() : [];
        payload.Reset();
        FrameError error = SampleBlockCodec.TryDecode(bytes, 0, bytes.Length, block, header, reader);
        if (error != FrameError.None)
            throw new StoreException(
                StoreFailure.NotUsable,
                $"The block at sequence {row.First} is damaged ({error}): verify the run, restore the database from a backup."
            );
    }

    public void Dispose()
    {
        payload.Dispose();
    }
}
