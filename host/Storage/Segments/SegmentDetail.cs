using System.Buffers.Binary;
using System.IO.Compression;
using EdgeTester.Contracts;
using EdgeTester.Storage.Sql;

namespace EdgeTester.Storage.Segments;

/// <summary>
/// What is known of a segment without unpacking it: where its frames are, lowest and highest values of each
/// <see cref="BinSamples"/> samples, and what each step did. Can be made again from the payload.
/// </summary>
internal sealed class SegmentDetail
{
    /// <summary>Samples of a bin, as far as they share their quanta.</summary>
    public const int BinSamples = 64;

    private const int Quality = 5;
    private const int Window = 18;
    private const int LargestSize = 1 << 26;

    private SegmentDetail(
        IReadOnlyList<SequenceRange> frames,
        IReadOnlyList<Bin> bins,
        IReadOnlyList<StepSpan> steps
    )
    {
        Frames = frames;
        Bins = bins;
        Steps = steps;
    }

    /// <summary>Sequences of each frame.</summary>
    public IReadOnlyList<SequenceRange> Frames { get; }

    /// <summary>Bins in the order of their samples; their sequences are not kept and are 0.</summary>
    public IReadOnlyList<Bin> Bins { get; }

    /// <summary>Steps in their order; a step may begin before and go on after the segment.</summary>
    public IReadOnlyList<StepSpan> Steps { get; }

    /// <summary>Reads it off the samples.</summary>
    public static SegmentDetail Of(IReadOnlyList<SampleBlock> blocks)
    {
        var steps = new List<StepSpan>();
        foreach (SampleBlock block in blocks)
            StepSpan.Append(steps, StepSpan.Of(block));
        return new SegmentDetail(
            [
                .. blocks.Select(block => new SequenceRange(
                    (long)block.FirstSequence,
                    (long)block.FirstSequence + block.Count
                )),
            ],
            BinsOf(blocks),
            steps
        );
    }

    /// <summary>All samples as one row.</summary>
    public BlockRow Summary()
    {
        BlockRow all = Bins[0].Row;
        foreach (Bin bin in Bins.Skip(1))
            all = all.With(bin.Row);
        return all with { First = Frames[0].First, End = Frames[^1].End };
    }

    /// <summary>As bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        output.Write7BitEncodedInt(Steps.Count);
        foreach (StepSpan step in Steps)
            step.Write(output);
        output.Write7BitEncodedInt(Frames.Count);
        long end = 0;
        foreach (SequenceRange frame in Frames)
        {
            output.Write7BitEncodedInt64(frame.First - end);
            output.Write7BitEncodedInt64(frame.Count);
            end = frame.End;
        }
        BinColumns.Write(output, Bins);
        byte[] plain = stream.ToArray();
        byte[] packed = new byte[4 + BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, plain.Length);
        if (!BrotliEncoder.TryCompress(plain, packed.AsSpan(4), out int length, Quality, Window))
            throw new InvalidOperationException("the detail does not fit its own greatest length");
        return packed[..(4 + length)];
    }

    /// <summary>From bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static SegmentDetail Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var input = new BinaryReader(new MemoryStream(Unpack(bytes)));
            List<StepSpan> steps = ReadSteps(input);
            var frames = new SequenceRange[input.Read7BitEncodedInt()];
            long end = 0;
            for (int k = 0; k < frames.Length; k++)
            {
                long first = end + input.Read7BitEncodedInt64();
                end = first + input.Read7BitEncodedInt64();
                frames[k] = new SequenceRange(first, end);
            }
            return new SegmentDetail(frames, BinColumns.Read(input), steps);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException("the detail of a segment is damaged", e);
        }
    }

    /// <summary>Only the steps.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static List<StepSpan> ReadSteps(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var input = new BinaryReader(new MemoryStream(Unpack(bytes)));
            return ReadSteps(input);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("the detail of a segment is damaged", e);
        }
    }

    private static byte[] Unpack(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length is < 0 or > LargestSize)
            throw new InvalidDataException("the detail of a segment has an impossible size");
        byte[] plain = new byte[length];
        bool whole = BrotliDecoder.TryDecompress(bytes[4..], plain, out int got);
        return whole && got == length
            ? plain
            : throw new InvalidDataException("the detail of a segment cannot be unpacked");
    }

    private static List<StepSpan> ReadSteps(BinaryReader input)
    {
        int count = input.Read7BitEncodedInt();
        var steps = new List<StepSpan>();
        for (int k = 0; k < count; k++)
            steps.Add(StepSpan.Read(input));
        return steps;
    }

    private static List<Bin> BinsOf(IReadOnlyList<SampleBlock> blocks)
    {
        var bins = new List<Bin>();
        BlockRow bin = default;
        SampleBlock? last = null;
        foreach (SampleBlock block in blocks)
        {
            bool sameQuanta =
                last != null
                && last.VoltageQuantum.Equals(block.VoltageQuantum)
                && last.CurrentQuantum.Equals(block.CurrentQuantum);
            if (!sameQuanta)
                Close();
            last = block;
            for (int k = 0; k < block.Count; k++)
            {
                BlockRow sample = BlockRow.OfSample(block, k);
                bin = bin.Count == 0 ? sample : bin.With(sample);
                if (bin.Count == BinSamples)
                    Close();
            }
        }
        Close();
        return bins;

        void Close()
        {
            if (bin.Count > 0)
                bins.Add(new Bin(bin, last!.VoltageQuantum, last.CurrentQuantum));
            bin = default;
        }
    }
}
