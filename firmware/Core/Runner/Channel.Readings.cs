using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        // Readings in a row, and a time, that must agree before an input's end of scale or a missing current counts.
        private const int BadReadings = 3;
        private const long BadMicroseconds = 200000;
        private const long QuietMicroseconds = 500000;
        private readonly LimitGuard runGuard = new LimitGuard();
        private readonly LimitGuard stepGuard = new LimitGuard();
        private readonly ShortDetector shorts = new ShortDetector();
        private SlopeWindow? slopes;
        private readonly TickPlanner planner;
        private CompensatedSum charge;
        private CompensatedSum energy;
        private double voltage;
        private double current;
        private bool readingsAreNew;
        private double lastVoltage;
        private double lastCurrent;
        private double voltageRate;
        private double currentRate;
        private double shortShare;
        private long lastAt;
        private bool hasLast;
        private bool needsSlopes;
        private bool mustRecord;
        private double recordedVoltage;
        private double recordedCurrent;
        private long recordedAt;
        private long nextRecordAt;
        private int badReadings;
        private long badSince;
        private long quietSince;

        /// <summary>Looks at the new readings and does what is due. Called with every step of the tester.</summary>
        /// <param name="now">Monotonic microseconds.</param>
        /// <param name="isFresh">The front end has new readings.</param>
        /// <param name="samples">Even samples since the last call, 0 between them.</param>
        public void Tick(long now, bool isFresh, int samples)
        {
            if (run.State != ChannelState.Running)
            {
                if (isFresh)
                    ReadInputs();
                return;
            }
            run.ElapsedMicroseconds = now - runBase;
            readingsAreNew = isFresh;
            if (isFresh)
            {
                ReadInputs();
                if (double.IsNaN(voltage) || double.IsNaN(current))
                {
                    Fail("a reading is not a number");
                    return;
                }
                if (!outageIsPending && TripsLimits(now))
                    return;
            }
            bool isSampled =
                samples > 0
                && isFresh
                && phase == Phase.Driving
                && isImpedance
                && impedance.Sample(samples, voltage, current, frontEnd.Overloaded(index));
            if (now < Due && !isSampled)
                return;
            switch (phase)
            {
                case Phase.OpenCircuit:
                    if (now >= readyAt && isFresh)
                    {
                        TakeReference();
                        BeginTechnique(now);
                    }
                    else
                        Due = readyAt > now ? readyAt : now + options.MinimumTickMicroseconds;
                    break;
                case Phase.Driving:
                    TickStep(now);
                    break;
                case Phase.ResumeRest:
                    TickResumeRest(now);
                    break;
                default:
                    Due = Never;
                    break;
            }
            if (run.State == ChannelState.Running && MustCheckpoint(now))
                SaveCheckpoint();
        }

        private void ReadInputs()
        {
            voltage = frontEnd.Voltage(index);
            current = frontEnd.Current(index);
            Temperature = frontEnd.Temperature(index);
            if (double.IsNaN(voltage) || double.IsNaN(current))
                return;
            if (outageIsPending)
                return;
            run.Voltage = voltage;
            run.Current = current;
        }

        private bool MustCheckpoint(long now)
        {
            if (now - checkpointAt < options.CheckpointMicroseconds && !recorder.IsDirty)
                return false;
            if (!clockIsSaid && now - checkpointAt >= options.CheckpointMicroseconds)
                SayClock();
            return true;
        }

        private void BeginReadings(long now)
        {
            lastAt = now;
            hasLast = false;
            voltageRate = 0;
            currentRate = 0;
            badReadings = 0;
            quietSince = Never;
            mustRecord = true;
            recordedAt = -1;
            stepGuard.Reset();
            shorts.Reset(now);
            if (slopes != null)
                slopes.Reset();
            shortShare = double.IsNaN(step.Limits.ShortVoltageShare)
                ? plan.Limits.ShortVoltageShare
                : step.Limits.ShortVoltageShare;
            needsSlopes = false;
            for (int k = 0; k < step.ConditionCount; k++)
                needsSlopes |= IsSlope(step.Conditions[k].Quantity);
        }

        private static bool IsSlope(ConditionQuantity quantity)
        {
            return quantity == ConditionQuantity.AbsoluteVoltageRate
                || quantity == ConditionQuantity.RelativeCurrentRate;
        }

        // The order is the safety's: limits were judged before; then hardware ends, shorts, conditions, and records last.
        private void TickStep(long now)
        {
            long stepTime = now - stepBase;
            bool isSettled = readingsAreNew && now >= settleUntil;
            bool isOver = stepTime >= timeEnd || stepTime >= sweepEnd;
            run.StepMicroseconds = stepTime;
            if (isSettled || isOver)
                Integrate(now, isSettled);
            if (isSettled)
            {
                if (JudgeHardware(now) || JudgeShort(now))
                    return;
                if (needsSlopes && slopes != null)
                    slopes.Add(stepTime * 1e-6, voltage, current);
            }
            ushort target;
            if (ConditionHolds(stepTime, isSettled, out target))
            {
                RecordLast(now, isSettled);
                EndStep(EndReason.Condition, target, now);
                return;
            }
            if (stepTime >= sweepEnd)
            {
                RecordLast(now, isSettled);
                EndStep(EndReason.Completed, Condition.NextStep, now);
                return;
            }
            if (isSettled)
                RecordIfDue(now);
            if (isImpedance)
            {
                TickImpedance(now);
                if (run.State != ChannelState.Running || phase != Phase.Driving || !isImpedance)
                    return;
            }
            else if (isSweep)
                MoveSweep(now);
            else if (step.Kind == StepKind.ConstantVoltage && isSettled)
                FitRange(now);
            if (isSweep && isSettled)
                FitRange(now);
            if (run.State == ChannelState.Running && context.Supervisor.IsUp)
                PlanTick(now, isSettled);
        }

        private void PlanTick(long now, bool isSettled)
        {
            if (now < settleUntil)
                Due = settleUntil;
            else if (!isSettled || badReadings > 0 || shorts.IsSuspicious)
                Due = now + options.MinimumTickMicroseconds;
            else
            {
                double stepCharge = run.Charge - run.ChargeAtStep;
                Due =
                    now
                    + planner.Next(now - changeAt, voltage, voltageRate, current, currentRate, stepCharge);
            }
            BoundDue(now);
        }

        private void BoundDue(long now)
        {
            Earlier(nextRecordAt);
            if (timeEnd != Never)
                Earlier(stepBase + timeEnd);
            if (isSweep)
            {
                Earlier(stepBase + sweepEnd);
                Earlier(now + stair);
            }
            if (isImpedance)
                Earlier(impedance.Due);
            Earlier(stepGuard.ActsAt(step.Limits));
            Earlier(runGuard.ActsAt(plan.Limits));
            if (Due <= now)
                Due = now + 1;
        }

        private void Earlier(long moment)
        {
            if (moment < Due)
                Due = moment;
        }

        private void Integrate(long now, bool isSettled)
        {
            double flowing = step.Kind == StepKind.Rest ? 0 : current;
            if (!isSettled)
                flowing = step.Kind == StepKind.ConstantCurrent ? setpoint : (hasLast ? lastCurrent : 0);
            double height = double.IsNaN(voltage) ? lastVoltage : voltage;
            double seconds = (now - lastAt) * 1e-6;
            if (seconds > 0)
            {
                double part = hasLast ? 0.5 * (lastCurrent + flowing) * seconds : flowing * seconds;
                double before = hasLast ? lastVoltage * lastCurrent : height * flowing;
                charge.Add(part);
                energy.Add(0.5 * (before + height * flowing) * seconds);
                run.Charge = charge.Value;
                run.Energy = energy.Value;
                if (part > 0)
                    run.CycleCharged += part;
                else
                    run.CycleDischarged -= part;
                if (hasLast && isSettled)
                {
                    double share = 1.0 / (now - lastAt);
                    voltageRate = (height - lastVoltage) * share;
                    currentRate = (flowing - lastCurrent) * share;
                }
            }
            lastAt = now;
            lastCurrent = flowing;
            lastVoltage = height;
            hasLast = true;
        }

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
            bool isConstantCurrent = step.Kind == StepKind.ConstantCurrent;
            bool isMissing =
                isConstantCurrent
                && Numbers.Absolute(current) < 0.5 * Numbers.Absolute(setpoint)
                && Numbers.Absolute(setpoint) > 0.01 * frontEnd.RangeFullScale(range);
            bool canWiden = step.Range == StepDefinition.AutoRange && NeedsVoltage(step.Kind) && range > 0;
            bool isJudged = !isImpedance && step.Kind != StepKind.Rest;
            if (!isJudged || (isOverloaded && canWiden) || (!isOverloaded && !isMissing))
            {
                badReadings = 0;
                return false;
            }
            if (badReadings == 0)
                badSince = now;
            badReadings++;
            if (badReadings < BadReadings || now - badSince < BadMicroseconds)
                return false;
            if (isMissing)
                Fail(
                    "the set current does not flow: open lead, or the cell is beyond the voltage that can be driven"
                );
            else
                TripLimit(
                    frontEnd.RangeFullScale(range),
                    current,
                    "an input is at the end of its scale",
                    now
                );
            return true;
        }

        private bool JudgeShort(long now)
        {
            if (step.Kind != StepKind.ConstantCurrent || badReadings > 0)
                return false;
            if (!shorts.Detects(shortShare, voltage, now))
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

        private void RecordIfDue(long now)
        {
            bool isDue = mustRecord || now >= nextRecordAt;
            if (!isDue && step.RecordVoltageChange > 0)
                isDue = Numbers.Absolute(voltage - recordedVoltage) >= step.RecordVoltageChange;
            if (!isDue && step.RecordCurrentChange > 0)
                isDue = Numbers.Absolute(current - recordedCurrent) >= step.RecordCurrentChange;
            if (isDue)
                Record(now);
        }

        private void RecordLast(long now, bool isSettled)
        {
            if (isSettled && recordedAt != now)
                Record(now);
        }

        private void Record(long now)
        {
            mustRecord = false;
            recordedAt = now;
            recordedVoltage = voltage;
            recordedCurrent = current;
            if (step.RecordIntervalMicroseconds > 0 && now >= nextRecordAt)
            {
                long passed = (now - stepBase) / step.RecordIntervalMicroseconds;
                nextRecordAt = stepBase + (passed + 1) * step.RecordIntervalMicroseconds;
            }
            recorder.AddSample(run.ElapsedMicroseconds, voltage, current, Temperature, range);
        }

        // A smaller range when the current has been small for a while, a larger one at once.
        private void FitRange(long now)
        {
            if (step.Range != StepDefinition.AutoRange)
                return;
            double size = Numbers.Absolute(current);
            bool isFull = size > 0.95 * frontEnd.RangeFullScale(range) || frontEnd.Overloaded(index);
            if (isFull && range > 0)
            {
                ChangeRange(range - 1, now);
                return;
            }
            bool isSmall = range + 1 < frontEnd.RangeCount && size < 0.6 * frontEnd.RangeFullScale(range + 1);
            if (!isSmall)
                quietSince = Never;
            else if (quietSince == Never)
                quietSince = now;
            else if (now - quietSince >= QuietMicroseconds)
                ChangeRange(range + 1, now);
        }
    }
}
