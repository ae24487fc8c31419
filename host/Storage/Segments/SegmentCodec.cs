using System.Buffers.Binary;
using System.IO.Compression;
using EdgeTester.Contracts;

namespace EdgeTester.Storage.Segments;

/// <summary>
/// Many sample frames that follow each other as one packed payload, from which each of them can be made again to the last
/// bit. Layout: form u8, CRC-32 u32 of all frames one after the other, length u32 of the body, the body in Brotli, CRC-32
/// u32 of all before it. Form 1: the fields of the frames and of their samples as columns (<see cref="ColumnCodec"/>).
/// Form 2: the frames as they are, where a device writes them in a way that we would not write again.
/// </summary>
internal static class SegmentCodec
{
    private const byte Columns = 1;
    private const byte Verbatim = 2;
    private const int HeadSize = 9;
    private const int LargestBody = 1 << 28;
    private const int Quality = 6;
    private const int Window = 20;

    /// <summary>Packs whole frames.</summary>
    /// <param name="frames">Sample frames of one channel of a run, in the order of their sequences.</param>
    /// <exception cref="InvalidDataException">One of them is no sample frame.</exception>
    public static byte[] Pack(IReadOnlyList<byte[]> frames)
    {
        var blocks = new SampleBlock[frames.Count];
        uint crc = 0;
        for (int k = 0; k < blocks.Length; k++)
        {
            blocks[k] = BlockFrames.Decode(frames[k]);
            crc = Crc32.Update(crc, frames[k], 0, frames[k].Length);
        }
        byte[] packed = Seal(Columns, crc, BlockColumns.Write(blocks));
        return IsExact(packed, frames, blocks[0]) ? packed : Seal(Verbatim, crc, WriteVerbatim(frames));
    }

    /// <summary>Unpacks the samples.</summary>
    /// <exception cref="InvalidDataException">The payload is damaged.</exception>
    public static SampleBlock[] Unpack(byte[] packed, RunId run, byte channel)
    {
        byte[] body = Open(packed, out byte form);
        try
        {
            return form == Columns
                ? BlockColumns.Read(body, run, channel)
                : [.. ReadVerbatim(body).Select(BlockFrames.Decode)];
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("the segment is cut off", e);
        }
    }

    /// <summary>Makes the frames again as they came.</summary>
    /// <exception cref="InvalidDataException">The payload is damaged, or its frames are not those that were packed.</exception>
    public static IReadOnlyList<byte[]> UnpackFrames(byte[] packed, RunId run, byte channel)
    {
        byte[] body = Open(packed, out byte form);
        List<byte[]> frames;
        try
        {
            frames =
                form == Columns
                    ? [.. BlockColumns.Read(body, run, channel).Select(BlockFrames.Encode)]
                    : ReadVerbatim(body);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("the segment is cut off", e);
        }
        uint crc = 0;
        foreach (byte[] frame in frames)
            crc = Crc32.Update(crc, frame, 0, frame.Length);
        if (crc != BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(1)))
            throw new InvalidDataException("the frames of the segment are not those that were packed");
        return frames;
    }

    private static bool IsExact(byte[] packed, IReadOnlyList<byte[]> frames, SampleBlock like)
    {
        SampleBlock[] blocks = Unpack(packed, like.Run, like.Channel);
        return blocks.Length == frames.Count
            && blocks
                .Zip(frames)
                .All(pair => BlockFrames.Encode(pair.First).AsSpan().SequenceEqual(pair.Second));
    }

    private static byte[] Seal(byte form, uint crc, byte[] body)
    {
        byte[] buffer = new byte[HeadSize + BrotliEncoder.GetMaxCompressedLength(body.Length) + 4];
        if (!BrotliEncoder.TryCompress(body, buffer.AsSpan(HeadSize), out int length, Quality, Window))
            throw new InvalidOperationException("the body does not fit its own greatest length");
        buffer[0] = form;
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(1), crc);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(5), body.Length);
        int end = HeadSize + length;
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(end), Crc32.Compute(buffer, 0, end));
        return buffer[..(end + 4)];
    }

    private static byte[] Open(byte[] packed, out byte form)
    {
        int end = packed.Length - 4;
        if (
            end < HeadSize
            || BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(end)) != Crc32.Compute(packed, 0, end)
        )
            throw new InvalidDataException("its checksum is wrong");
        form = packed[0];
        int length = BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(5));
        if (form is not (Columns or Verbatim) || length is < 0 or > LargestBody)
            throw new InvalidDataException("it has an unknown form");
        byte[] body = new byte[length];
        bool whole = BrotliDecoder.TryDecompress(packed.AsSpan(HeadSize, end - HeadSize), body, out int got);
        return whole && got == length ? body : throw new InvalidDataException("it cannot be unpacked");
    }

    private static byte[] WriteVerbatim(IReadOnlyList<byte[]> frames)
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        output.Write(frames.Count);
        foreach (byte[] frame in frames)
        {
            output.Write(frame.Length);
            output.Write(frame);
        }
        return stream.ToArray();
    }

    private static List<byte[]> ReadVerbatim(byte[] body)
    {
        using var input = new BinaryReader(new MemoryStream(body));
        int count = input.ReadInt32();
        var frames = new List<byte[]>();
        for (int k = 0; k < count; k++)
        {
            int length = input.ReadInt32();
            if (length < 0 || length > body.Length)
                throw new InvalidDataException("a frame has an impossible length");
            frames.Add(input.ReadBytes(length));
        }
        return frames;
    }
}
