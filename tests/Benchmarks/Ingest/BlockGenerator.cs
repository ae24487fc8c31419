using EdgeTester.Contracts;

namespace EdgeTester.Benchmarks.Ingest;

/// <summary>Makes sample frames as a cell under constant current gives them: a ramp with noise, one sample a second.</summary>
internal sealed class BlockGenerator(int seed)
{
    private readonly Random random = new(seed);
    private readonly byte[] buffer = new byte[Frame.MaximumSize];
    private readonly FrameHeader header = new();
    private readonly ByteWriter writer = new();
    private SampleBlock block = new(1);

    /// <summary>The frame from a sequence on.</summary>
    public byte[] Make(RunId run, byte channel, long first, int samples)
    {
        return Write(run, channel, first, samples).ToArray();
    }

    /// <summary>The same in a buffer that the next call overwrites.</summary>
    public ReadOnlySpan<byte> Write(RunId run, byte channel, long first, int samples)
    {
        if (block.Capacity < samples)
            block = new SampleBlock(samples);
        block.Count = samples;
        block.Run = run;
        block.Channel = channel;
        block.FirstSequence = (ulong)first;
        block.VoltageQuantum = 1e-6;
        block.CurrentQuantum = 1e-10;
        block.ChargeCoulomb = first * 1e-6;
        for (int k = 0; k < samples; k++)
        {
            long sequence = first + k;
            block.ElapsedMicroseconds[k] = sequence * 1_000_000;
            block.VoltageCounts[k] = 3_300_000 + (int)(sequence % 100_000) + random.Next(-20, 21);
            block.CurrentCounts[k] = 500_000 + random.Next(-20, 21);
            block.TemperatureCentidegrees[k] = (short)(2500 + sequence / 60 % 3);
        }
        return buffer.AsSpan(0, SampleBlockCodec.Encode(block, buffer, 0, header, writer));
    }
}
