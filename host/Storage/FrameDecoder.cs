using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>Checks a journaled frame to its last byte and reads its key and summary. Reuses its buffers: one thread.</summary>
public sealed class FrameDecoder
{
    private readonly FrameHeader header = new();
    private readonly ByteReader reader = new();
    private readonly SampleBlock block = new(SampleBlock.MaximumCapacity);

    /// <summary>Decodes any bytes; nothing is thrown for them.</summary>
    /// <param name="device">Serial of the sender.</param>
    /// <param name="bytes">The frame; kept in the result.</param>
    /// <param name="frame">The result, null where there is an error.</param>
    public FrameError TryDecode(string device, byte[] bytes, out IncomingFrame? frame)
    {
        frame = null;
        FrameError error = Frame.TryReadHeader(bytes, 0, bytes.Length, header);
        if (error != FrameError.None)
            return error;
        // The store counts in signed 64-bit integers; a sequence above them can only be a lie.
        if (header.FirstSequence > long.MaxValue - ushort.MaxValue)
            return FrameError.FieldOutOfRange;
        return header.Kind switch
        {
            FrameKind.Samples => DecodeSamples(device, bytes, out frame),
            FrameKind.ImpedancePoints => DecodePoint(device, bytes, out frame),
            FrameKind.Event => DecodeEvent(device, bytes, out frame),
            _ => FrameError.WrongKind,
        };
    }

    private FrameError DecodeSamples(string device, byte[] bytes, out IncomingFrame? frame)
    {
        frame = null;
        FrameError error = SampleBlockCodec.TryDecode(bytes, 0, bytes.Length, block, header, reader);
        if (error != FrameError.None)
            return error;
        int minimumVoltage = int.MaxValue;
        int maximumVoltage = int.MinValue;
        int minimumCurrent = int.MaxValue;
        int maximumCurrent = int.MinValue;
        for (int k = 0; k < block.Count; k++)
        {
            minimumVoltage = Math.Min(minimumVoltage, block.VoltageCounts[k]);
            maximumVoltage = Math.Max(maximumVoltage, block.VoltageCounts[k]);
            minimumCurrent = Math.Min(minimumCurrent, block.CurrentCounts[k]);
            maximumCurrent = Math.Max(maximumCurrent, block.CurrentCounts[k]);
        }
        frame = new IncomingFrame
        {
            Device = device,
            Bytes = bytes,
            Kind = FrameKind.Samples,
            Run = block.Run,
            Channel = block.Channel,
            FirstSequence = (long)block.FirstSequence,
            Count = block.Count,
            OverflowCount = block.OverflowCount,
            ElapsedFirst = block.ElapsedMicroseconds[0],
            ElapsedLast = block.ElapsedMicroseconds[block.Count - 1],
            MinimumVoltage = minimumVoltage * block.VoltageQuantum,
            MaximumVoltage = maximumVoltage * block.VoltageQuantum,
            MinimumCurrent = minimumCurrent * block.CurrentQuantum,
            MaximumCurrent = maximumCurrent * block.CurrentQuantum,
            ChargeCoulomb = block.ChargeCoulomb,
            Step = block.Step,
            StepCount = block.StepCount,
            Cycle = block.Cycle,
        };
        return FrameError.None;
    }

    private FrameError DecodePoint(string device, byte[] bytes, out IncomingFrame? frame)
    {
        frame = null;
        var point = new ImpedancePoint();
        FrameError error = ImpedancePointCodec.TryDecode(bytes, 0, bytes.Length, point, header, reader);
        if (error != FrameError.None)
            return error;
        if (point.ElapsedMicroseconds > long.MaxValue)
            return FrameError.FieldOutOfRange;
        frame = new IncomingFrame
        {
            Device = device,
            Bytes = bytes,
            Kind = FrameKind.ImpedancePoints,
            Run = point.Run,
            Channel = point.Channel,
            FirstSequence = (long)point.Sequence,
            Count = 1,
            OverflowCount = point.OverflowCount,
            ElapsedFirst = (long)point.ElapsedMicroseconds,
            ElapsedLast = (long)point.ElapsedMicroseconds,
            MinimumVoltage = point.DirectVoltage,
            MaximumVoltage = point.DirectVoltage,
            MinimumCurrent = point.DirectCurrent,
            MaximumCurrent = point.DirectCurrent,
            ChargeCoulomb = double.NaN,
            Step = point.Step,
            StepCount = point.StepCount,
            Cycle = point.Cycle,
            Point = point,
        };
        return FrameError.None;
    }

    private FrameError DecodeEvent(string device, byte[] bytes, out IncomingFrame? frame)
    {
        frame = null;
        var record = new RunEvent();
        FrameError error = RunEventCodec.TryDecode(bytes, 0, bytes.Length, record, header, reader);
        if (error != FrameError.None)
            return error;
        if (record.ElapsedMicroseconds > long.MaxValue)
            return FrameError.FieldOutOfRange;
        frame = new IncomingFrame
        {
            Device = device,
            Bytes = bytes,
            Kind = FrameKind.Event,
            Run = record.Run,
            Channel = record.Channel,
            FirstSequence = (long)record.Sequence,
            Count = 1,
            OverflowCount = record.OverflowCount,
            ElapsedFirst = (long)record.ElapsedMicroseconds,
            ElapsedLast = (long)record.ElapsedMicroseconds,
            MinimumVoltage = record.Voltage,
            MaximumVoltage = record.Voltage,
            MinimumCurrent = record.Current,
            MaximumCurrent = record.Current,
            ChargeCoulomb = record.ChargeCoulomb,
            Step = record.Step,
            StepCount = record.StepCount,
            Cycle = record.Cycle,
            Event = record,
        };
        return FrameError.None;
    }
}
