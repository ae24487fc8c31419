using EdgeTester.Contracts;

namespace EdgeTester.Plans;

/// <summary>Works out time, charge and records of steps and of whole plans.</summary>
internal static class Estimator
{
    /// <summary>Bytes of a sample in a full block: four columns as differences, with converter noise (measured in SampleSizeTests).</summary>
    public const double BytesPerSample = 7.5;

    /// <summary>Bytes of a block beside its samples.</summary>
    public const double BytesPerBlock = 140;

    /// <summary>Samples of a usual block.</summary>
    public const double SamplesPerBlock = 128;

    /// <summary>The whole plan: loops multiply what lies in them.</summary>
    public static StepEstimate Whole(Plan plan)
    {
        var parts = new List<StepEstimate>();
        for (var k = 0; k < plan.Steps.Count; k++)
        {
            if (plan.Steps[k] is not LoopStep loop)
            {
                parts.Add(Of(plan.Steps[k], plan) * (1.0 / plan.Steps[k].EveryCycles));
                continue;
            }
            var inside = StepEstimate.Nothing;
            for (var j = loop.Target; j < k; j++)
                inside += parts[j];
            if (loop.CountsCycles)
                inside += new StepEstimate { Cycles = 1 };
            for (var j = loop.Target; j < k; j++)
                parts[j] = StepEstimate.Nothing;
            // The whole of the loop stands at its first step, so that an outer loop multiplies it once.
            parts[loop.Target] = inside * loop.Count;
            parts.Add(StepEstimate.Nothing);
        }
        return parts.Aggregate(StepEstimate.Nothing, (a, b) => a + b);
    }

    /// <summary>One pass of one step; a loop itself is nothing.</summary>
    public static StepEstimate Of(PlanStep step, Plan plan)
    {
        if (step is LoopStep)
            return StepEstimate.Nothing;
        // Of pulses the mean current.
        var current = step switch
        {
            ConstantCurrentStep constant => constant.Current,
            ShortCheckStep check => check.Current,
            CurrentPulseStep pulse => (
                pulse.Count * pulse.PulseSeconds * (pulse.Current - pulse.BaseCurrent)
                + pulse.Seconds * pulse.BaseCurrent
            ) / pulse.Seconds,
            _ => 0,
        };
        var (seconds, likely) = Duration(step, plan);
        var charge = new Bounds(
            Math.Abs(current) * seconds.Least,
            current == 0 ? 0 : Math.Abs(current) * seconds.Most
        );
        var points = step is ImpedanceStep impedance ? impedance.PointCount : 0;
        var samples = Samples(step, seconds);
        var bytes = new Bounds(Bytes(samples.Least), Bytes(samples.Most));
        return new StepEstimate
        {
            Seconds = seconds,
            LikelySeconds = likely,
            ChargingCoulomb = current > 0 ? charge : default,
            DischargingCoulomb = current < 0 ? charge : default,
            LikelyChargingCoulomb = Math.Max(0, current) * likely,
            LikelyDischargingCoulomb = Math.Max(0, -current) * likely,
            LikelySamples = likely is { } lasting ? Samples(step, Bounds.Exactly(lasting)).Most : null,
            CellDecidesCharge = step is ConstantVoltageStep or SweepStep,
            Samples = samples,
            ChangesAddSamples =
                step is not ImpedanceStep && (step.Record.VoltageChange > 0 || step.Record.CurrentChange > 0),
            Spectra = Bounds.Exactly(points > 0 ? 1 : 0),
            ImpedancePoints = Bounds.Exactly(points),
            Bytes = bytes + Bounds.Exactly(points * ImpedancePointCodec.Size),
        };
    }

    /// <summary>Bytes that so many samples make.</summary>
    public static double Bytes(double samples) =>
        samples * (BytesPerSample + BytesPerBlock / SamplesPerBlock);

    private static (Bounds, double?) Duration(PlanStep step, Plan plan)
    {
        if (step is ImpedanceStep impedance)
        {
            var estimate = ImpedanceTime.Of(impedance);
            return (Bounds.Exactly(estimate), estimate);
        }
        var own = step switch
        {
            SweepStep sweep => sweep.Path / sweep.ScanRate,
            CurrentPulseStep pulse => pulse.Seconds,
            ShortCheckStep => ShortCheckStep.UsualSeconds,
            _ => double.PositiveInfinity,
        };
        var certain = new List<double> { own };
        var conditional = step.Ends.Count(end => Certain(step, end) is null) > 0;
        certain.AddRange(step.Ends.Select(end => Certain(step, end) ?? double.PositiveInfinity));
        var most = certain.Min();
        if (
            step is ConstantCurrentStep limited
            && Math.Min(
                plan.Safety.MaximumCharge ?? double.PositiveInfinity,
                step.Safety.MaximumCharge ?? double.PositiveInfinity
            )
                is var charge
            && double.IsFinite(charge)
        )
            most = Math.Min(most, 2 * charge / Math.Abs(limited.Current));
        double? likely = double.IsFinite(most) ? most : null;
        var byVoltage = step.Ends.Any(end =>
            end.Quantity is ConditionQuantity.Voltage or ConditionQuantity.AbsoluteVoltage
        );
        if (step is ConstantCurrentStep driven && byVoltage && plan.Sample.Capacity is { } capacity)
            likely = Math.Min(most, capacity / Math.Abs(driven.Current));
        return (new Bounds(conditional ? 0 : most, most), likely);
    }

    /// <summary>When a condition must hold, in seconds; null where the cell decides.</summary>
    private static double? Certain(PlanStep step, EndCondition end) =>
        end.Quantity switch
        {
            ConditionQuantity.StepTime => end.Threshold,
            ConditionQuantity.StepCharge when step is ConstantCurrentStep current => end.Threshold
                / Math.Abs(current.Current),
            _ => null,
        };

    private static Bounds Samples(PlanStep step, Bounds seconds)
    {
        if (step is ImpedanceStep)
            return default;
        // The first and the last sample of a step are always recorded.
        var most = 2.0;
        var least = 2.0;
        if (step.Record.IntervalSeconds > 0)
        {
            most += seconds.Most / step.Record.IntervalSeconds;
            least += seconds.Least / step.Record.IntervalSeconds;
        }
        if (step is SweepStep sweep && step.Record.VoltageChange > 0)
        {
            most += sweep.Path / step.Record.VoltageChange;
            if (seconds.Exact)
                least = Math.Max(least, 2 + sweep.Path / step.Record.VoltageChange);
        }
        return new Bounds(Math.Floor(least), Math.Floor(most));
    }
}
