namespace EdgeTester.Contracts
{
    /// <summary>The fields of steps and limits, written, read and judged.</summary>
    internal static class PlanFields
    {
        public static void PutLimits(Limits limits, ByteWriter writer)
        {
            writer.PutDouble(limits.MinimumVoltage);
            writer.PutDouble(limits.MaximumVoltage);
            writer.PutDouble(limits.MaximumCurrent);
            writer.PutDouble(limits.MaximumCharge);
            writer.PutDouble(limits.MinimumTemperature);
            writer.PutDouble(limits.MaximumTemperature);
            writer.PutDouble(limits.DelaySeconds);
            writer.PutDouble(limits.ShortVoltageShare);
        }

        public static void TakeLimits(Limits limits, ByteReader reader)
        {
            limits.MinimumVoltage = reader.TakeDouble();
            limits.MaximumVoltage = reader.TakeDouble();
            limits.MaximumCurrent = reader.TakeDouble();
            limits.MaximumCharge = reader.TakeDouble();
            limits.MinimumTemperature = reader.TakeDouble();
            limits.MaximumTemperature = reader.TakeDouble();
            limits.DelaySeconds = reader.TakeDouble();
            limits.ShortVoltageShare = reader.TakeDouble();
        }

        public static void PutSentinel(SentinelSettings sentinel, ByteWriter writer)
        {
            writer.PutByte((byte)(sentinel.IsOn ? 1 : 0));
            writer.PutByte((byte)sentinel.Action);
            writer.PutDouble(sentinel.NoiseShare);
            writer.PutDouble(sentinel.ConductanceRise);
            writer.PutDouble(sentinel.RunawayVolt);
        }

        public static void TakeSentinel(SentinelSettings sentinel, ByteReader reader)
        {
            byte on = reader.TakeByte();
            reader.Failed |= on > 1;
            sentinel.IsOn = on == 1;
            sentinel.Action = (SoftShortAction)reader.TakeByte();
            sentinel.NoiseShare = reader.TakeDouble();
            sentinel.ConductanceRise = reader.TakeDouble();
            sentinel.RunawayVolt = reader.TakeDouble();
        }

        public static bool IsSentinel(SentinelSettings sentinel)
        {
            return sentinel.Action <= SoftShortAction.Last
                && IsAbove(sentinel.NoiseShare, 0)
                && IsAbove(sentinel.ConductanceRise, 0)
                && (double.IsNaN(sentinel.RunawayVolt) || IsAbove(sentinel.RunawayVolt, 0));
        }

        /// <summary>Whether a row says something that version 1 has no place for.</summary>
        public static bool NeedsSecondVersion(StepDefinition step)
        {
            bool needs =
                step.Kind > StepKind.Loop
                || step.AskedSigma != 0
                || step.PulseSeconds != 0
                || step.RelaxSeconds != 0
                || step.EveryCycles > 1;
            for (int k = 0; k < step.ConditionCount; k++)
                needs |= step.Conditions[k].Quantity > ConditionQuantity.Temperature;
            return needs;
        }

        public static bool AreLimits(Limits limits)
        {
            return IsNoneOrFinite(limits.MinimumVoltage)
                && IsNoneOrFinite(limits.MaximumVoltage)
                && IsNoneOrFinite(limits.MaximumCurrent)
                && IsNoneOrFinite(limits.MaximumCharge)
                && IsNoneOrFinite(limits.MinimumTemperature)
                && IsNoneOrFinite(limits.MaximumTemperature)
                && IsNoneOrFinite(limits.ShortVoltageShare)
                && IsAtLeast(limits.DelaySeconds, 0);
        }

        public static void PutStep(StepDefinition step, byte version, ByteWriter writer)
        {
            writer.PutByte((byte)step.Kind);
            writer.PutByte(step.Range);
            writer.PutByte((byte)((step.RelativeToOpenCircuit ? 1 : 0) | (step.CountsCycles ? 2 : 0)));
            writer.PutDouble(step.Setpoint);
            writer.PutDouble(step.End);
            writer.PutDouble(step.Vertex1);
            writer.PutDouble(step.Vertex2);
            writer.PutDouble(step.ScanRate);
            writer.PutDouble(step.Amplitude);
            writer.PutDouble(step.StartFrequencyHz);
            writer.PutDouble(step.EndFrequencyHz);
            writer.PutUInt16(step.PointsPerDecade);
            writer.PutUInt16(step.MinimumPeriods);
            writer.PutUInt16(step.LoopTarget);
            writer.PutUInt32(step.RepeatCount);
            writer.PutUInt64((ulong)step.RecordIntervalMicroseconds);
            writer.PutDouble(step.RecordVoltageChange);
            writer.PutDouble(step.RecordCurrentChange);
            PutLimits(step.Limits, writer);
            writer.PutByte((byte)step.ConditionCount);
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                writer.PutByte((byte)condition.Quantity);
                writer.PutByte((byte)(condition.Above ? 1 : 0));
                writer.PutUInt16(condition.Target);
                writer.PutDouble(condition.Threshold);
            }
            if (version < 2)
                return;
            writer.PutDouble(step.AskedSigma);
            writer.PutDouble(step.PulseSeconds);
            writer.PutDouble(step.RelaxSeconds);
            writer.PutUInt16(step.EveryCycles);
        }

        public static void TakeStep(StepDefinition step, byte version, ByteReader reader)
        {
            step.Kind = (StepKind)reader.TakeByte();
            step.Range = reader.TakeByte();
            byte flags = reader.TakeByte();
            step.RelativeToOpenCircuit = (flags & 1) != 0;
            step.CountsCycles = (flags & 2) != 0;
            step.Setpoint = reader.TakeDouble();
            step.End = reader.TakeDouble();
            step.Vertex1 = reader.TakeDouble();
            step.Vertex2 = reader.TakeDouble();
            step.ScanRate = reader.TakeDouble();
            step.Amplitude = reader.TakeDouble();
            step.StartFrequencyHz = reader.TakeDouble();
            step.EndFrequencyHz = reader.TakeDouble();
            step.PointsPerDecade = reader.TakeUInt16();
            step.MinimumPeriods = reader.TakeUInt16();
            step.LoopTarget = reader.TakeUInt16();
            step.RepeatCount = reader.TakeUInt32();
            step.RecordIntervalMicroseconds = (long)reader.TakeUInt64();
            step.RecordVoltageChange = reader.TakeDouble();
            step.RecordCurrentChange = reader.TakeDouble();
            TakeLimits(step.Limits, reader);
            step.ConditionCount = reader.TakeByte();
            if (flags > 3 || step.ConditionCount > StepDefinition.MaximumConditions)
            {
                reader.Failed = true;
                step.ConditionCount = 0;
            }
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                condition.Quantity = (ConditionQuantity)reader.TakeByte();
                byte above = reader.TakeByte();
                reader.Failed |= above > 1;
                condition.Above = above == 1;
                condition.Target = reader.TakeUInt16();
                condition.Threshold = reader.TakeDouble();
            }
            bool isLater = version >= 2;
            step.AskedSigma = isLater ? reader.TakeDouble() : 0;
            step.PulseSeconds = isLater ? reader.TakeDouble() : 0;
            step.RelaxSeconds = isLater ? reader.TakeDouble() : 0;
            step.EveryCycles = isLater ? reader.TakeUInt16() : (ushort)0;
        }

        public static bool IsStep(StepDefinition step, int index, int stepCount)
        {
            if (step.Kind < StepKind.Rest || step.Kind > StepKind.Last)
                return false;
            if (step.RecordIntervalMicroseconds < 0 || !AreLimits(step.Limits))
                return false;
            if (!IsAtLeast(step.RecordVoltageChange, 0) || !IsAtLeast(step.RecordCurrentChange, 0))
                return false;
            if (!Numbers.IsFinite(step.Setpoint) || !Numbers.IsFinite(step.End))
                return false;
            if (!Numbers.IsFinite(step.Vertex1) || !Numbers.IsFinite(step.Vertex2))
                return false;
            if (!IsAtLeast(step.AskedSigma, 0))
                return false;
            for (int k = 0; k < step.ConditionCount; k++)
                if (!IsCondition(step.Conditions[k], stepCount))
                    return false;
            switch (step.Kind)
            {
                case StepKind.Rest:
                case StepKind.ConstantCurrent:
                case StepKind.ConstantVoltage:
                    return step.ConditionCount > 0;
                case StepKind.LinearSweep:
                    return IsAbove(step.ScanRate, 0);
                case StepKind.CyclicSweep:
                    return IsAbove(step.ScanRate, 0) && step.RepeatCount > 0;
                case StepKind.Loop:
                    return step.LoopTarget < index && step.RepeatCount > 0;
                case StepKind.ShortCheck:
                    return step.Setpoint != 0;
                case StepKind.CurrentPulse:
                    return step.Setpoint != step.End
                        && IsAbove(step.PulseSeconds, 0)
                        && IsAbove(step.RelaxSeconds, 0)
                        && step.RepeatCount > 0;
                default:
                    return IsAbove(step.Amplitude, 0)
                        && IsAbove(step.StartFrequencyHz, 0)
                        && IsAbove(step.EndFrequencyHz, 0)
                        && step.PointsPerDecade > 0
                        && step.PointsPerDecade <= 100
                        && step.MinimumPeriods > 0;
            }
        }

        private static bool IsCondition(Condition condition, int stepCount)
        {
            if (condition.Quantity == ConditionQuantity.None || condition.Quantity > ConditionQuantity.Last)
                return false;
            if (!Numbers.IsFinite(condition.Threshold))
                return false;
            return condition.Target < stepCount
                || condition.Target == Condition.NextStep
                || condition.Target == Condition.EndRun;
        }

        private static bool IsNoneOrFinite(double value)
        {
            return double.IsNaN(value) || Numbers.IsFinite(value);
        }

        private static bool IsAtLeast(double value, double least)
        {
            return Numbers.IsFinite(value) && value >= least;
        }

        private static bool IsAbove(double value, double bound)
        {
            return Numbers.IsFinite(value) && value > bound;
        }
    }
}
