using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;
using EdgeTester.Firmware.Techniques;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        // Readings in a row, and a time, that must agree before an input's end of scale counts.
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

        // What can wait does where another channel has written its checkpoint in this step.
        private bool MustCheckpoint(long now)
        {
            if (recorder.IsUrgent)
                return true;
            bool isOld = now - checkpointAt >= options.CheckpointMicroseconds;
            bool canWait = now - checkpointAt < 2 * options.CheckpointMicroseconds;
            if ((context.HasSaved && canWait) || (!isOld && (phase != Phase.Driving || !HasFlowChanged(now))))
                return false;
            if (isOld && !clockIsSaid)
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
            BeginWatch();
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
                if (JudgeHardware(now) || JudgeShort(now) || JudgeSentinel(stepTime, now))
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
            if (IsCheck)
            {
                TickCheck(now, isSettled);
                if (run.State != ChannelState.Running || phase != Phase.Driving || !IsCheck)
                    return;
            }
            else if (IsPulse)
                MovePulses(now, isSettled);
            else if (isImpedance)
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
            else if (!isSettled || badReadings > 0 || shorts.IsSuspicious || IsCheck)
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
            // Nothing is recorded before the reading has settled, nor between two readings.
            long record = nextRecordAt > now ? nextRecordAt : now + options.MinimumTickMicroseconds;
            Earlier(record < settleUntil ? settleUntil : record);
            if (timeEnd != Never)
                Earlier(stepBase + timeEnd);
            if (isSweep)
            {
                Earlier(stepBase + sweepEnd);
                Earlier(now + stair);
            }
            if (IsPulse)
                Earlier(stepBase + CurrentPulse.NextChange(step, now - stepBase));
            if (isImpedance || (IsCheck && watch != null && watch.IsInSpectrum))
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
            bool isOpen = step.Kind == StepKind.Rest || (IsPulse && openSince >= 0);
            double flowing = isOpen ? 0 : current;
            if (!isSettled && !isOpen)
                flowing = IsCurrentSet(step.Kind) ? setpoint : (hasLast ? lastCurrent : 0);
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
    }
}
