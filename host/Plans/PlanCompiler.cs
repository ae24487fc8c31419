using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Turns a plan into the flat step table that a tester runs alone.</summary>
public static class PlanCompiler
{
    /// <summary>Compiles a plan.</summary>
    /// <exception cref="ArgumentException">The plan was not made by <see cref="PlanFile"/> and does not fit or cannot run.</exception>
    public static CompiledRun Compile(Plan plan) =>
        TryCompile(plan)
        ?? throw new ArgumentException(
            $"the plan's {plan.Steps.Count} steps do not make a step table of at the most {CompiledPlan.MaximumSize} bytes",
            nameof(plan)
        );

    /// <summary>Compiles a plan, or null where it does not fit.</summary>
    internal static CompiledRun? TryCompile(Plan plan)
    {
        var header = new PlanHeader
        {
            Resume = plan.Resume,
            LongestOutageSeconds = plan.LongestOutageSeconds,
            Limits = plan.Safety.ToContract(),
            Sentinel = plan.Sentinel.ToContract(),
        };
        var rows = plan.Steps.Select(Row).ToArray();
        var buffer = new byte[CompiledPlan.MaximumSize];
        var length = CompiledPlan.Encode(header, rows, buffer, new ByteWriter());
        if (length == 0)
            return null;
        var table = buffer[..length];
        var verdict = CompiledPlan.TryRead(
            table,
            length,
            new PlanHeader(),
            new StepDefinition(),
            new ByteReader(),
            out var badStep
        );
        return verdict == FrameError.None
            ? new CompiledRun(plan, table, header, rows)
            : throw new ArgumentException($"step {badStep} of the plan cannot run: {verdict}", nameof(plan));
    }

    private static StepDefinition Row(PlanStep step)
    {
        var row = new StepDefinition
        {
            Range = (byte)(step.Range ?? StepDefinition.AutoRange),
            RecordIntervalMicroseconds = (long)Math.Round(step.Record.IntervalSeconds * 1e6),
            RecordVoltageChange = step.Record.VoltageChange,
            RecordCurrentChange = step.Record.CurrentChange,
            Limits = step.Safety.ToContract(),
            ConditionCount = step.Ends.Count,
            // One is the least that the tester accepts where the field has no meaning.
            MinimumPeriods = 1,
            EveryCycles = (ushort)(step.EveryCycles > 1 ? step.EveryCycles : 0),
        };
        for (var k = 0; k < step.Ends.Count; k++)
            Fill(row.Conditions[k], step.Ends[k]);
        switch (step)
        {
            case RestStep:
                row.Kind = StepKind.Rest;
                break;
            case ConstantCurrentStep current:
                row.Kind = StepKind.ConstantCurrent;
                row.Setpoint = current.Current;
                break;
            case ConstantVoltageStep voltage:
                row.Kind = StepKind.ConstantVoltage;
                row.Setpoint = voltage.Voltage;
                row.RelativeToOpenCircuit = voltage.RelativeToOpenCircuit;
                break;
            case SweepStep sweep:
                FillSweep(row, sweep);
                break;
            case ImpedanceStep impedance:
                FillImpedance(row, impedance);
                break;
            case ShortCheckStep check:
                row.Kind = StepKind.ShortCheck;
                row.Setpoint = check.Current;
                break;
            case CurrentPulseStep pulse:
                row.Kind = StepKind.CurrentPulse;
                row.Setpoint = pulse.Current;
                row.End = pulse.BaseCurrent;
                row.PulseSeconds = pulse.PulseSeconds;
                row.RelaxSeconds = pulse.RelaxSeconds;
                row.RepeatCount = pulse.Count;
                break;
            case LoopStep loop:
                row.Kind = StepKind.Loop;
                row.LoopTarget = (ushort)loop.Target;
                row.RepeatCount = loop.Count;
                row.CountsCycles = loop.CountsCycles;
                break;
        }
        return row;
    }

    private static void FillSweep(StepDefinition row, SweepStep sweep)
    {
        row.Kind = sweep.Vertices is null ? StepKind.LinearSweep : StepKind.CyclicSweep;
        row.Setpoint = sweep.Start;
        row.End = sweep.End;
        row.Vertex1 = sweep.Vertices?.First ?? 0;
        row.Vertex2 = sweep.Vertices?.Second ?? 0;
        row.ScanRate = sweep.ScanRate;
        row.RepeatCount = sweep.Cycles;
        row.RelativeToOpenCircuit = sweep.RelativeToOpenCircuit;
    }

    private static void FillImpedance(StepDefinition row, ImpedanceStep impedance)
    {
        row.Kind = impedance.Galvanostatic
            ? StepKind.GalvanostaticImpedance
            : StepKind.PotentiostaticImpedance;
        row.Setpoint = impedance.Bias;
        row.RelativeToOpenCircuit = impedance.RelativeToOpenCircuit;
        row.Amplitude = impedance.Amplitude;
        row.StartFrequencyHz = impedance.StartFrequencyHz;
        row.EndFrequencyHz = impedance.EndFrequencyHz;
        row.PointsPerDecade = (ushort)impedance.PointsPerDecade;
        row.MinimumPeriods = (ushort)impedance.MinimumPeriods;
        row.AskedSigma = impedance.AskedSigma ?? 0;
    }

    private static void Fill(Condition condition, EndCondition end)
    {
        condition.Quantity = end.Quantity;
        condition.Above = end.Above;
        condition.Threshold = end.Threshold;
        condition.Target = (ushort)end.Target;
    }
}
