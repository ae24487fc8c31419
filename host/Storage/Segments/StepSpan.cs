using EdgeTester.Contracts;

namespace EdgeTester.Storage.Segments;

/// <summary>What some sample frames of one step that follow each other say together.</summary>
internal sealed record StepSpan
{
    public required int Step { get; init; }
    public required uint StepCount { get; init; }
    public required uint Cycle { get; init; }
    public required long Samples { get; init; }
    public required long ElapsedFirst { get; init; }
    public required long ElapsedLast { get; init; }
    public required double MinimumVoltage { get; init; }
    public required double MaximumVoltage { get; init; }
    public required double MinimumCurrent { get; init; }
    public required double MaximumCurrent { get; init; }

    /// <summary>Net charge of the run at the end of the first frame, in coulomb.</summary>
    public required double ChargeFirst { get; init; }

    /// <summary>Net charge of the run at the end of the last frame, in coulomb.</summary>
    public required double ChargeLast { get; init; }

    /// <summary>What the net charge rose after the first frame, from frame to frame, in coulomb.</summary>
    public double Charged { get; init; }

    /// <summary>What it fell, in coulomb, positive.</summary>
    public double Discharged { get; init; }

    /// <summary>The span of one block.</summary>
    public static StepSpan Of(SampleBlock block)
    {
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
        return new StepSpan
        {
            Step = block.Step,
            StepCount = block.StepCount,
            Cycle = block.Cycle,
            Samples = block.Count,
            ElapsedFirst = block.ElapsedMicroseconds[0],
            ElapsedLast = block.ElapsedMicroseconds[block.Count - 1],
            MinimumVoltage = minimumVoltage * block.VoltageQuantum,
            MaximumVoltage = maximumVoltage * block.VoltageQuantum,
            MinimumCurrent = minimumCurrent * block.CurrentQuantum,
            MaximumCurrent = maximumCurrent * block.CurrentQuantum,
            ChargeFirst = block.ChargeCoulomb,
            ChargeLast = block.ChargeCoulomb,
        };
    }

    /// <summary>Adds a span to a list: to its last one where both are of the same step.</summary>
    public static void Append(List<StepSpan> spans, StepSpan next)
    {
        if (spans.Count > 0 && spans[^1].StepCount == next.StepCount && spans[^1].Step == next.Step)
            spans[^1] = spans[^1].With(next);
        else
            spans.Add(next);
    }

    public void Write(BinaryWriter output)
    {
        output.Write7BitEncodedInt(Step);
        output.Write7BitEncodedInt64(StepCount);
        output.Write7BitEncodedInt64(Cycle);
        output.Write7BitEncodedInt64(Samples);
        output.Write7BitEncodedInt64(ElapsedFirst);
        output.Write7BitEncodedInt64(ElapsedLast);
        output.Write(MinimumVoltage);
        output.Write(MaximumVoltage);
        output.Write(MinimumCurrent);
        output.Write(MaximumCurrent);
        output.Write(ChargeFirst);
        output.Write(ChargeLast);
        output.Write(Charged);
        output.Write(Discharged);
    }

    /// <exception cref="EndOfStreamException">The bytes are cut off.</exception>
    public static StepSpan Read(BinaryReader input)
    {
        return new StepSpan
        {
            Step = input.Read7BitEncodedInt(),
            StepCount = (uint)input.Read7BitEncodedInt64(),
            Cycle = (uint)input.Read7BitEncodedInt64(),
            Samples = input.Read7BitEncodedInt64(),
            ElapsedFirst = input.Read7BitEncodedInt64(),
            ElapsedLast = input.Read7BitEncodedInt64(),
            MinimumVoltage = input.ReadDouble(),
            MaximumVoltage = input.ReadDouble(),
            MinimumCurrent = input.ReadDouble(),
            MaximumCurrent = input.ReadDouble(),
            ChargeFirst = input.ReadDouble(),
            ChargeLast = input.ReadDouble(),
            Charged = input.ReadDouble(),
            Discharged = input.ReadDouble(),
        };
    }

    private StepSpan With(StepSpan next)
    {
        double moved = next.ChargeFirst - ChargeLast;
        return this with
        {
            Samples = Samples + next.Samples,
            ElapsedFirst = Math.Min(ElapsedFirst, next.ElapsedFirst),
            ElapsedLast = Math.Max(ElapsedLast, next.ElapsedLast),
            MinimumVoltage = Math.Min(MinimumVoltage, next.MinimumVoltage),
            MaximumVoltage = Math.Max(MaximumVoltage, next.MaximumVoltage),
            MinimumCurrent = Math.Min(MinimumCurrent, next.MinimumCurrent),
            MaximumCurrent = Math.Max(MaximumCurrent, next.MaximumCurrent),
            ChargeLast = next.ChargeLast,
            Charged = Charged + Math.Max(0, moved) + next.Charged,
            Discharged = Discharged + Math.Max(0, -moved) + next.Discharged,
        };
    }
}
