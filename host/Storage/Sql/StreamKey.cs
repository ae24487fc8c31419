using EdgeTester.Contracts;

namespace EdgeTester.Storage.Sql;

/// <summary>A channel of a run as a key that is quick to hash.</summary>
internal readonly record struct StreamKey(ulong High, ulong Low, byte Channel)
{
    public static StreamKey Of(RunId run, byte channel)
    {
        return new StreamKey(run.High, run.Low, channel);
    }

    /// <summary>The run as 16 bytes, most significant first, so that it reads like the printed identity.</summary>
    public static byte[] BytesOf(RunId run)
    {
        byte[] bytes = new byte[RunId.Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, run.High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), run.Low);
        return bytes;
    }

    /// <summary>The run from 16 bytes.</summary>
    public static RunId RunOf(ReadOnlySpan<byte> bytes)
    {
        return new RunId(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..])
        );
    }
}
