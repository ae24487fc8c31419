using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private bool TripsLimits(long now)
        {
            LimitGuard tripped = runGuard;
            bool trips = runGuard.Trips(plan.Limits, voltage, current, run.Charge, Temperature, now);
            if (!trips && phase == Phase.Driving && now >= settleUntil)
            {
                tripped = stepGuard;
                double stepCharge = run.Charge - run.ChargeAtStep;
                trips = stepGuard.Trips(step.Limits, voltage, current, stepCharge, Temperature, now);
            }
            if (trips)
                TripLimit(tripped.Limit, tripped.Reading, tripped.Quantity, now);
            return trips;
        }

        private void TripLimit(double limit, double reading, string quantity, long now)
        {
            OpenCell(now);
            CloseReadings(now);
            recorder.AddEvent(RunEventCode.LimitTripped, EndReason.Limit, limit, reading, 0, quantity);
            End(EndReason.Limit, ChannelState.Draining, quantity);
        }

        // The charge up to the moment of an unforeseen end, and the reading that led to it.
        private void CloseReadings(long now)
        {
            if (phase != Phase.Driving || run.State != ChannelState.Running)
                return;
            run.StepMicroseconds = now - stepBase;
            bool isSettled = readingsAreNew && now >= settleUntil;
            Integrate(now, isSettled);
            RecordLast(now, isSettled);
        }

        private bool JudgeHardware(long now)
        {
            bool isOverloaded = frontEnd.Overloaded(index);
            bool isMissing =
                IsCurrentSet(step.Kind)
                && openSince < 0
                && Numbers.Absolute(current) < 0.5 * Numbers.Absolute(setpoint)
                && Numbers.Absolute(setpoint) > 0.01 * frontEnd.RangeFullScale(range);
            bool canWiden = step.Range == StepDefinition.AutoRange && NeedsVoltage(step.Kind) && range > 0;
            bool isAlternating = isImpedance || (IsCheck && watch != null && watch.IsInSpectrum);
            bool isJudged = !isAlternating && step.Kind != StepKind.Rest;
            if (!isJudged || (isOverloaded && canWiden) || (!isOverloaded && !isMissing))
            {
                badReadings = 0;
                return false;
            }
            if (isMissing)
            {
                Fail(
                    "the set current does not flow: open lead, or the cell is beyond the voltage that can be driven"
                );
                return true;
            }
            // A cell that charges up at a new voltage may take all the current there is for a moment; above that the comparator acts.
            if (badReadings == 0)
                badSince = now;
            badReadings++;
            if (badReadings < BadReadings || now - badSince < BadMicroseconds)
                return false;
            TripLimit(frontEnd.RangeFullScale(range), current, "an input is at the end of its scale", now);
            return true;
        }

        private bool JudgeShort(long now)
        {
            if (step.Kind != StepKind.ConstantCurrent || badReadings > 0)
                return false;
            if (!shorts.Detects(shortShare, voltage, current, now))
                return false;
            OpenCell(now);
            RecordLast(now, true);
            recorder.AddEvent(
                RunEventCode.ShortDetected,
                EndReason.Short,
                voltage,
                voltage < 0 ? -shorts.LevelBefore : shorts.LevelBefore,
                current,
                "the voltage collapsed at constant current"
            );
            End(EndReason.Short, ChannelState.Draining, "the cell is short");
            return true;
        }

        private bool ConditionHolds(long stepTime, bool isSettled, out ushort target)
        {
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                target = condition.Target;
                if (condition.Quantity == ConditionQuantity.StepTime)
                {
                    bool hasCome = stepTime >= Microseconds(condition.Threshold);
                    if (hasCome == condition.Above)
                        return true;
                    continue;
                }
                if (!isSettled)
                    continue;
                double value = ValueOf(condition.Quantity);
                if (double.IsNaN(value))
                    continue;
                if (condition.Above ? value >= condition.Threshold : value <= condition.Threshold)
                    return true;
            }
            target = Condition.NextStep;
            return false;
        }

        private double ValueOf(ConditionQuantity quantity)
        {
            switch (quantity)
            {
                case ConditionQuantity.Voltage:
                    return voltage;
                case ConditionQuantity.AbsoluteVoltage:
                    return Numbers.Absolute(voltage);
                case ConditionQuantity.AbsoluteCurrent:
                    return Numbers.Absolute(current);
                case ConditionQuantity.StepCharge:
                    return Numbers.Absolute(run.Charge - run.ChargeAtStep);
                case ConditionQuantity.Temperature:
                    return Temperature;
                case ConditionQuantity.Resistance:
                    return run.Resistance;
                case ConditionQuantity.AbsoluteVoltageRate:
                    return slopes != null && slopes.IsReady
                        ? Numbers.Absolute(slopes.VoltageSlope)
                        : double.NaN;
                case ConditionQuantity.RelativeCurrentRate:
                    double size = Numbers.Absolute(current);
                    if (slopes == null || !slopes.IsReady || size <= 0)
                        return double.NaN;
                    return Numbers.Absolute(slopes.CurrentSlope) / size;
                default:
                    return double.NaN;
            }
        }
    }
}
