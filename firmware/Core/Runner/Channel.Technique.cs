using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Techniques;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private const long Never = long.MaxValue;
        private bool isImpedance;
        private bool isSweep;
        private int range;
        private double setpoint;
        private double reference;
        private long stepBase;
        private long changeAt;
        private long settleUntil;
        private long readyAt;
        private long openSince = -1;
        private long timeEnd;
        private long sweepEnd;
        private long stair;

        private bool IsCheck
        {
            get { return step.Kind == StepKind.ShortCheck; }
        }

        private bool IsPulse
        {
            get { return step.Kind == StepKind.CurrentPulse; }
        }

        // Begins the step, or goes on in it after a break.
        private void Enter(long now, bool afterBreak)
        {
            // Power failed between the end of a spectrum and that of its step.
            bool isSpectrumDone =
                afterBreak && IsImpedance(step.Kind) && !run.SpectrumIsOpen && run.PointIndex > 0;
            if (isSpectrumDone)
            {
                EndStep(EndReason.Completed, Condition.NextStep, now);
                return;
            }
            bool isRelative = step.RelativeToOpenCircuit && NeedsVoltage(step.Kind);
            bool isKnown = afterBreak && run.StepMicroseconds > 0 && !IsImpedance(step.Kind);
            if (!isRelative || isKnown)
            {
                reference = isRelative ? run.Reference : 0;
                BeginTechnique(now);
                return;
            }
            if (openSince < 0)
                OpenCell(now);
            readyAt = openSince + options.OpenCircuitMicroseconds;
            if (now >= readyAt && readingsAreNew)
            {
                TakeReference();
                BeginTechnique(now);
                return;
            }
            phase = Phase.OpenCircuit;
            Due = readyAt > now ? readyAt : now + options.MinimumTickMicroseconds;
        }

        private void TakeReference()
        {
            reference = voltage;
            run.Reference = voltage;
        }

        private void BeginTechnique(long now)
        {
            phase = Phase.Driving;
            isImpedance = IsImpedance(step.Kind);
            isSweep = step.Kind == StepKind.LinearSweep || step.Kind == StepKind.CyclicSweep;
            // A check that was cut is done again.
            if (IsCheck)
                run.StepMicroseconds = 0;
            stepBase = now - run.StepMicroseconds;
            changeAt = now;
            BeginReadings(now);
            timeEnd = Never;
            for (int k = 0; k < step.ConditionCount; k++)
            {
                Condition condition = step.Conditions[k];
                if (condition.Quantity != ConditionQuantity.StepTime || !condition.Above)
                    continue;
                long end = Microseconds(condition.Threshold);
                if (end < timeEnd)
                    timeEnd = end;
            }
            sweepEnd =
                isSweep ? Microseconds(Sweep.DurationSeconds(step))
                : IsPulse ? CurrentPulse.Duration(step)
                : Never;
            stair = isSweep ? Sweep.StairMicroseconds(step) : 0;
            if (step.RecordIntervalMicroseconds > 0)
            {
                long passed = run.StepMicroseconds / step.RecordIntervalMicroseconds;
                nextRecordAt = stepBase + (passed + 1) * step.RecordIntervalMicroseconds;
            }
            else
                nextRecordAt = Never;
            FrontEndFault fault = Drive(now);
            Settle(now);
            if (fault != FrontEndFault.None)
            {
                DriveFailed(fault, now);
                return;
            }
            planner.Begin(step, plan.Limits, RangeEdge(), run.ChargeAtStep);
            if (plan.Sentinel.IsOn && step.Kind == StepKind.ConstantCurrent)
                planner.Watch(plan.Sentinel.RunawayVolt);
            leastChange = LeastChangeOfFlow * frontEnd.RangeFullScale(range < 0 ? 0 : range);
            Due = settleUntil;
            BoundDue(now);
        }

        // From the moment at which the front end has done it: a collection of garbage or a busy system may lie between.
        private void Settle(long now)
        {
            long done = context.Clock.ElapsedMicroseconds;
            settleUntil = (done > now ? done : now) + options.SettleMicroseconds;
        }

        private FrontEndFault Drive(long now)
        {
            switch (step.Kind)
            {
                case StepKind.Rest:
                    setpoint = 0;
                    range = step.Range == StepDefinition.AutoRange ? 0 : step.Range;
                    if (openSince < 0)
                        OpenCell(now);
                    return FrontEndFault.None;
                case StepKind.ConstantCurrent:
                    setpoint = step.Setpoint;
                    range = step.Range == StepDefinition.AutoRange ? RangeOf(setpoint, 1) : step.Range;
                    openSince = -1;
                    return frontEnd.DriveCurrent(index, setpoint, range);
                case StepKind.ConstantVoltage:
                case StepKind.LinearSweep:
                case StepKind.CyclicSweep:
                    setpoint = VoltageAt(run.StepMicroseconds);
                    range = step.Range == StepDefinition.AutoRange ? 0 : step.Range;
                    openSince = -1;
                    return frontEnd.DriveVoltage(index, setpoint, range);
                case StepKind.ShortCheck:
                    return BeginCheck(now);
                case StepKind.CurrentPulse:
                    return BeginPulses(now);
                default:
                    setpoint = 0;
                    openSince = -1;
                    double bias = NeedsVoltage(step.Kind) ? step.Setpoint + reference : step.Setpoint;
                    FrontEndFault fault = impedance.Begin(run.PointIndex, bias, current, now);
                    range = impedance.Range;
                    if (fault == FrontEndFault.None && !run.SpectrumIsOpen)
                    {
                        run.SpectrumIsOpen = true;
                        recorder.AddEvent(
                            RunEventCode.SpectrumStarted,
                            EndReason.None,
                            run.Spectrum,
                            impedance.Count,
                            0,
                            ""
                        );
                    }
                    return fault;
            }
        }

        private double VoltageAt(long stepMicroseconds)
        {
            return isSweep
                ? Sweep.VoltageAt(step, stepMicroseconds * 1e-6) + reference
                : step.Setpoint + reference;
        }

        private void MoveSweep(long now)
        {
            double wanted = VoltageAt(now - stepBase);
            if (wanted == setpoint)
                return;
            FrontEndFault fault = frontEnd.DriveVoltage(index, wanted, range);
            setpoint = wanted;
            if (fault != FrontEndFault.None)
                DriveFailed(fault, now);
        }

        private void ChangeRange(int wanted, long now)
        {
            recorder.AddEvent(RunEventCode.RangeChanged, EndReason.None, range, wanted, 0, "");
            range = wanted;
            quietSince = Never;
            FrontEndFault fault = frontEnd.DriveVoltage(index, setpoint, range);
            Settle(now);
            if (fault != FrontEndFault.None)
                DriveFailed(fault, now);
            else
                planner.Begin(step, plan.Limits, RangeEdge(), run.ChargeAtStep);
        }

        private void DriveFailed(FrontEndFault fault, long now)
        {
            if (fault == FrontEndFault.OutOfRange || fault == FrontEndFault.ComparatorTrip)
                Fail(Safety.FrontEndSupervisor.TextOf(fault));
            else
            {
                frontEnd.Disconnect(index);
                context.Supervisor.Fail(fault, now);
                Due = now + 1;
            }
        }

        // What the technique holds is given back; an open spectrum is closed unless the run will go on with it.
        private void LeaveTechnique()
        {
            if (phase == Phase.Driving && (isImpedance || IsCheck))
                impedance.Stop();
        }

        private void OpenCell(long now)
        {
            frontEnd.Disconnect(index);
            if (openSince < 0)
                openSince = now;
        }

        private int RangeOf(double ampere, double share)
        {
            double size = Numbers.Absolute(ampere);
            int best = 0;
            for (int k = 1; k < frontEnd.RangeCount && size <= share * frontEnd.RangeFullScale(k); k++)
                best = k;
            return best;
        }

        // A current that is watched because the range ends there; none where the current is set.
        private double RangeEdge()
        {
            bool isSet = IsCurrentSet(step.Kind) || step.Kind == StepKind.Rest;
            return isSet ? double.NaN : 0.95 * frontEnd.RangeFullScale(range < 0 ? 0 : range);
        }

        private static bool NeedsVoltage(StepKind kind)
        {
            return kind == StepKind.ConstantVoltage
                || kind == StepKind.LinearSweep
                || kind == StepKind.CyclicSweep
                || kind == StepKind.PotentiostaticImpedance;
        }

        private static bool IsCurrentSet(StepKind kind)
        {
            return kind == StepKind.ConstantCurrent
                || kind == StepKind.ShortCheck
                || kind == StepKind.CurrentPulse;
        }

        private static bool IsImpedance(StepKind kind)
        {
            return kind == StepKind.PotentiostaticImpedance || kind == StepKind.GalvanostaticImpedance;
        }

        private static long Microseconds(double seconds)
        {
            // 2^62 microseconds are 146,000 years: what is longer never comes.
            if (seconds >= 4.6e12)
                return Never;
            return seconds <= 0 ? 0 : (long)(seconds * 1e6 + 0.5);
        }
    }
}
