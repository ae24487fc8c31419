using EdgeTester.Contracts;

namespace EdgeTester.Storage.Segments;

/// <summary>
/// Sample blocks as columns: count of blocks and of samples i32, then a column each for the blocks' sequence (less the end
/// of the block before), samples, overflow, step, step count, cycle, range and the bits of both quanta, charge and energy;
/// then one each for the samples' time, voltage, current and temperature.
/// </summary>
internal static class BlockColumns
{
    private const int LargestCount = 1 << 24;

    public static byte[] Write(SampleBlock[] blocks)
    {
        int samples = blocks.Sum(block => block.Count);
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        output.Write(blocks.Length);
        output.Write(samples);
        var gaps = new long[blocks.Length];
        ulong end = 0;
        for (int k = 0; k < blocks.Length; k++)
        {
            gaps[k] = (long)(blocks[k].FirstSequence - end);
            end = blocks[k].FirstSequence + (ulong)blocks[k].Count;
        }
        ColumnCodec.Write(output, gaps);
        Put(block => block.Count);
        Put(block => block.OverflowCount);
        Put(block => block.Step);
        Put(block => block.StepCount);
        Put(block => block.Cycle);
        Put(block => block.Range);
        Put(block => BitConverter.DoubleToInt64Bits(block.VoltageQuantum));
        Put(block => BitConverter.DoubleToInt64Bits(block.CurrentQuantum));
        Put(block => BitConverter.DoubleToInt64Bits(block.ChargeCoulomb));
        Put(block => BitConverter.DoubleToInt64Bits(block.EnergyJoule));
        PutSamples((block, k) => block.ElapsedMicroseconds[k]);
        PutSamples((block, k) => block.VoltageCounts[k]);
        PutSamples((block, k) => block.CurrentCounts[k]);
        PutSamples((block, k) => block.TemperatureCentidegrees[k]);
        return stream.ToArray();

        void Put(Func<SampleBlock, long> field) => ColumnCodec.Write(output, [.. blocks.Select(field)]);

        void PutSamples(Func<SampleBlock, int, long> field)
        {
            var column = new long[samples];
            int at = 0;
            foreach (SampleBlock block in blocks)
                for (int k = 0; k < block.Count; k++)
                    column[at++] = field(block, k);
            ColumnCodec.Write(output, column);
        }
    }

    /// <exception cref="InvalidDataException">The columns do not fit each other.</exception>
    /// <exception cref="EndOfStreamException">The columns are cut off.</exception>
    public static SampleBlock[] Read(byte[] body, RunId run, byte channel)
    {
        using var input = new BinaryReader(new MemoryStream(body));
        int count = input.ReadInt32();
        int samples = input.ReadInt32();
        if (count is < 1 or > LargestCount || samples is < 1 or > LargestCount)
            throw new InvalidDataException("a segment has an impossible size");
        long[] gaps = ColumnCodec.Read(input, count);
        long[] counts = ColumnCodec.Read(input, count);
        if (counts.Any(n => n is < 1 or > SampleBlock.MaximumCapacity) || counts.Sum() != samples)
            throw new InvalidDataException("the samples of a segment do not add up");
        long[] overflow = ColumnCodec.Read(input, count);
        long[] step = ColumnCodec.Read(input, count);
        long[] stepCount = ColumnCodec.Read(input, count);
        long[] cycle = ColumnCodec.Read(input, count);
        long[] range = ColumnCodec.Read(input, count);
        long[] voltageQuantum = ColumnCodec.Read(input, count);
        long[] currentQuantum = ColumnCodec.Read(input, count);
        long[] charge = ColumnCodec.Read(input, count);
        long[] energy = ColumnCodec.Read(input, count);
        long[] time = ColumnCodec.Read(input, samples);
        long[] voltage = ColumnCodec.Read(input, samples);
        long[] current = ColumnCodec.Read(input, samples);
        long[] temperature = ColumnCodec.Read(input, samples);
        var blocks = new SampleBlock[count];
        ulong end = 0;
        int at = 0;
        for (int b = 0; b < count; b++)
        {
            int n = (int)counts[b];
            var block = new SampleBlock(n)
            {
                Count = n,
                Run = run,
                Channel = channel,
                FirstSequence = end + (ulong)gaps[b],
                OverflowCount = (uint)overflow[b],
                Step = (ushort)step[b],
                StepCount = (uint)stepCount[b],
                Cycle = (uint)cycle[b],
                Range = (byte)range[b],
                VoltageQuantum = BitConverter.Int64BitsToDouble(voltageQuantum[b]),
                CurrentQuantum = BitConverter.Int64BitsToDouble(currentQuantum[b]),
                ChargeCoulomb = BitConverter.Int64BitsToDouble(charge[b]),
                EnergyJoule = BitConverter.Int64BitsToDouble(energy[b]),
            };
            Array.Copy(time, at, block.ElapsedMicroseconds, 0, n);
            for (int k = 0; k < n; k++, at++)
            {
                block.VoltageCounts[k] = (int)voltage[at];
                block.CurrentCounts[k] = (int)current[at];
                block.TemperatureCentidegrees[k] = (short)temperature[at];
            }
            end = block.FirstSequence + (ulong)n;
            blocks[b] = block;
        }
        return blocks;
    }
}
