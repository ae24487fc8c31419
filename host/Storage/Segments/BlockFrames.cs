using EdgeTester.Contracts;

namespace EdgeTester.Storage.Segments;

/// <summary>Sample blocks from their frames and back.</summary>
internal static class BlockFrames
{
    /// <summary>The block of a frame.</summary>
    /// <exception cref="InvalidDataException">It is no sample frame.</exception>
    public static SampleBlock Decode(byte[] frame)
    {
        var header = new FrameHeader();
        FrameError error = Frame.TryReadHeader(frame, 0, frame.Length, header);
        var block = new SampleBlock(error == FrameError.None ? Math.Max(1, (int)header.RecordCount) : 1);
        if (error == FrameError.None)
            error = SampleBlockCodec.TryDecode(frame, 0, frame.Length, block, header, new ByteReader());
        return error == FrameError.None
            ? block
            : throw new InvalidDataException($"a frame does not decode ({error})");
    }

    /// <summary>The frame of a block, as a device writes it.</summary>
    public static byte[] Encode(SampleBlock block)
    {
        byte[] buffer = new byte[SampleBlockCodec.LargestSize(block.Count)];
        int length = SampleBlockCodec.Encode(block, buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }
}
