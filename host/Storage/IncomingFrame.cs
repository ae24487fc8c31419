using EdgeTester.Contracts;

namespace EdgeTester.Storage;

/// <summary>A journaled frame as it came, with what was read from it once: key and summary columns.</summary>
public sealed class IncomingFrame
{
    /// <summary>Serial of the device that sent it.</summary>
    public required string Device { get; init; }

    /// <summary>The whole frame as it came.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Samples, impedance points or event.</summary>
    public required FrameKind Kind { get; init; }

    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>Channel from 0.</summary>
    public required byte Channel { get; init; }

    /// <summary>Sequence of its first record.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>Number of its records, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>See <see cref="FrameHeader.OverflowCount"/>.</summary>
    public required uint OverflowCount { get; init; }

    /// <summary>Time of the first record, microseconds since the run began.</summary>
    public long ElapsedFirst { get; init; }

    /// <summary>Time of the last record.</summary>
    public long ElapsedLast { get; init; }

    /// <summary>Lowest cell voltage in volt.</summary>
    public double MinimumVoltage { get; init; }

    /// <summary>Highest cell voltage in volt.</summary>
    public double MaximumVoltage { get; init; }

    /// <summary>Lowest current in ampere.</summary>
    public double MinimumCurrent { get; init; }

    /// <summary>Highest current in ampere.</summary>
    public double MaximumCurrent { get; init; }

    /// <summary>Net charge since the run began, at the last record, in coulomb; NaN where the kind does not say.</summary>
    public double ChargeCoulomb { get; init; }

    /// <summary>Index in the step table.</summary>
    public int Step { get; init; }

    /// <summary>How many steps have begun since the run began.</summary>
    public uint StepCount { get; init; }

    /// <summary>Cycle from 0.</summary>
    public uint Cycle { get; init; }

    /// <summary>The event, where it is one.</summary>
    public RunEvent? Event { get; init; }

    /// <summary>The impedance point, where it is one.</summary>
    public ImpedancePoint? Point { get; init; }

    /// <summary>The first sequence after this frame.</summary>
    public long EndSequence => FirstSequence + Count;
}
