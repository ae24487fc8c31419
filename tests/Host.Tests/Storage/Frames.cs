using EdgeTester.Contracts;
using EdgeTester.Storage;

namespace EdgeTester.Host.Tests.Storage;

/// <summary>Makes frames as a device makes them.</summary>
public static class Frames
{
    public static readonly RunId Run = new(0x0123456789abcdef, 0xfedcba9876543210);

    /// <summary>A block whose sample with sequence s was taken at s milliseconds, at 3 V + s uV and s nA.</summary>
    public static byte[] Block(
        long first,
        int count,
        RunId? run = null,
        byte channel = 0,
        Action<SampleBlock>? change = null
    )
    {
        var block = new SampleBlock(count)
        {
            Count = count,
            Run = run ?? Run,
            Channel = channel,
            FirstSequence = (ulong)first,
            Step = 2,
            StepCount = 3,
            Cycle = 4,
            VoltageQuantum = 1e-6,
            CurrentQuantum = 1e-9,
            ChargeCoulomb = first * 1e-3,
            EnergyJoule = first * 3e-3,
        };
        for (int k = 0; k < count; k++)
        {
            block.ElapsedMicroseconds[k] = (first + k) * 1000;
            block.VoltageCounts[k] = (int)(3_000_000 + (first + k) % 1_000_000);
            block.CurrentCounts[k] = (int)((first + k) % 1_000_000);
            block.TemperatureCentidegrees[k] = 2500;
        }
        change?.Invoke(block);
        byte[] buffer = new byte[SampleBlockCodec.LargestSize(count)];
        int length = SampleBlockCodec.Encode(block, buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }

    public static byte[] Event(
        long sequence,
        RunEventCode code,
        RunId? run = null,
        byte channel = 0,
        Action<RunEvent>? change = null
    )
    {
        var record = new RunEvent
        {
            Run = run ?? Run,
            Channel = channel,
            Sequence = (ulong)sequence,
            Code = code,
            ElapsedMicroseconds = (ulong)sequence * 1000,
            Voltage = 3,
        };
        change?.Invoke(record);
        byte[] buffer = new byte[RunEventCodec.LargestSize];
        int length = RunEventCodec.Encode(record, buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }

    public static byte[] Point(
        long sequence,
        uint spectrum,
        int index,
        int count,
        RunId? run = null,
        byte channel = 0
    )
    {
        var point = new ImpedancePoint
        {
            Run = run ?? Run,
            Channel = channel,
            Sequence = (ulong)sequence,
            Spectrum = spectrum,
            Index = (ushort)index,
            PointCount = (ushort)count,
            ElapsedMicroseconds = (ulong)sequence * 1000,
            FrequencyHz = 1e5 / (index + 1),
            RealOhm = 100 + index,
            ImaginaryOhm = -index,
            HarmonicShare = double.NaN,
        };
        byte[] buffer = new byte[ImpedancePointCodec.Size];
        int length = ImpedancePointCodec.Encode(point, buffer, 0, new FrameHeader(), new ByteWriter());
        return buffer[..length];
    }

    public static IncomingFrame Decode(byte[] bytes, string device = "dev1")
    {
        FrameError error = new FrameDecoder().TryDecode(device, bytes, out IncomingFrame? frame);
        Assert.Equal(FrameError.None, error);
        return frame!;
    }

    /// <summary>Frames of a whole run: start, blocks, one spectrum, more blocks, end.</summary>
    public static List<byte[]> WholeRun(int blocks, int samplesPerBlock, RunId? run = null, byte channel = 0)
    {
        var frames = new List<byte[]> { Event(0, RunEventCode.RunStarted, run, channel) };
        long next = 1;
        long points = 0;
        for (int b = 0; b < blocks; b++)
        {
            frames.Add(Block(next, samplesPerBlock, run, channel));
            next += samplesPerBlock;
            if (b != blocks / 2)
                continue;
            for (int k = 0; k < 5; k++, points++)
                frames.Add(Point(next++, 0, k, 5, run, channel));
        }
        long samples = (long)blocks * samplesPerBlock;
        frames.Add(
            Event(
                next,
                RunEventCode.RunEnded,
                run,
                channel,
                record =>
                {
                    record.Reason = EndReason.Completed;
                    record.Value1 = samples;
                    record.Value2 = points;
                    record.Value3 = 2;
                }
            )
        );
        return frames;
    }
}
