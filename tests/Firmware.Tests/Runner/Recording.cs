using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>All records of one run as the host has them, in the order of their sequences.</summary>
public sealed class Recording
{
    public Recording(FakeUplink uplink, RunId run, int channel)
    {
        var header = new FrameHeader();
        var reader = new ByteReader();
        ulong next = 0;
        foreach (var (key, bytes) in uplink.Frames)
        {
            if (key.Run != run.ToString() || key.Channel != channel)
                continue;
            Assert.Equal(FrameError.None, Frame.TryReadHeader(bytes, 0, bytes.Length, header));
            if (header.FirstSequence < next)
                Doubled += next - header.FirstSequence;
            if (header.FirstSequence > next)
                Missing += header.FirstSequence - next;
            next = header.FirstSequence + header.RecordCount;
            Dropped = header.OverflowCount;
            switch (header.Kind)
            {
                case FrameKind.Samples:
                    var block = new SampleBlock(SampleBlock.MaximumCapacity);
                    Assert.Equal(
                        FrameError.None,
                        SampleBlockCodec.TryDecode(bytes, 0, bytes.Length, block, header, reader)
                    );
                    Blocks.Add(block);
                    for (var k = 0; k < block.Count; k++)
                        Samples.Add(
                            new Sample(
                                block.ElapsedMicroseconds[k],
                                block.Voltage(k),
                                block.Current(k),
                                block.StepCount,
                                block.Range
                            )
                        );
                    break;
                case FrameKind.ImpedancePoints:
                    var point = new ImpedancePoint();
                    Assert.Equal(
                        FrameError.None,
                        ImpedancePointCodec.TryDecode(bytes, 0, bytes.Length, point, header, reader)
                    );
                    Points.Add(point);
                    break;
                case FrameKind.Event:
                    var e = new RunEvent();
                    Assert.Equal(
                        FrameError.None,
                        RunEventCodec.TryDecode(bytes, 0, bytes.Length, e, header, reader)
                    );
                    Events.Add(e);
                    break;
            }
        }
        Next = next;
    }

    public ulong Missing { get; }
    public ulong Doubled { get; }
    public ulong Next { get; }
    public uint Dropped { get; }
    public List<SampleBlock> Blocks { get; } = [];
    public List<Sample> Samples { get; } = [];
    public List<ImpedancePoint> Points { get; } = [];
    public List<RunEvent> Events { get; } = [];

    public IEnumerable<RunEvent> Of(RunEventCode code) => Events.Where(e => e.Code == code);

    public RunEvent Single(RunEventCode code) => Assert.Single(Of(code));

    /// <summary>Checks that the run is whole: begins, ends, and its totals say what is there.</summary>
    public RunEvent AssertWhole()
    {
        Assert.Equal(0ul, Missing);
        Assert.Equal(0ul, Doubled);
        Assert.Equal(RunEventCode.RunStarted, Events[0].Code);
        Assert.Equal(0ul, Events[0].Sequence);
        var end = Events[^1];
        Assert.Equal(RunEventCode.RunEnded, end.Code);
        Assert.Equal(Next - 1, end.Sequence);
        Assert.Equal(Samples.Count, end.Value1);
        Assert.Equal(Points.Count, end.Value2);
        Assert.Equal(Events.Count, end.Value3);
        return end;
    }
}

public readonly record struct Sample(
    long Elapsed,
    double Voltage,
    double Current,
    uint StepCount,
    byte Range
);
