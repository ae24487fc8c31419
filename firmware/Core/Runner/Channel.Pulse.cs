using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Techniques;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private bool pulseIsOn;
        private bool pulseIsFresh;
        private double pulseBefore;
        private double pulseFirst;

        private FrontEndFault BeginPulses(long now)
        {
            pulseIsOn = CurrentPulse.IsOn(step, run.StepMicroseconds);
            pulseIsFresh = false;
            // A pulse that a break cut has no beginning to compare with.
            pulseBefore = double.NaN;
            pulseFirst = double.NaN;
            setpoint = pulseIsOn ? step.Setpoint : step.End;
            double largest =
                Numbers.Absolute(step.Setpoint) > Numbers.Absolute(step.End) ? step.Setpoint : step.End;
            range = step.Range == StepDefinition.AutoRange ? RangeOf(largest, 1) : step.Range;
            if (setpoint == 0)
            {
                if (openSince < 0)
                    OpenCell(now);
                return FrontEndFault.None;
            }
            openSince = -1;
            return frontEnd.DriveCurrent(index, setpoint, range);
        }

        // Readings are judged before the current changes: the last one of a level belongs to it.
        private void MovePulses(long now, bool isSettled)
        {
            if (isSettled && pulseIsFresh)
            {
                pulseFirst = voltage;
                pulseIsFresh = false;
                mustRecord = true;
            }
            bool isOn = CurrentPulse.IsOn(step, now - stepBase);
            if (isOn == pulseIsOn)
                return;
            RecordLast(now, isSettled);
            if (isOn)
            {
                pulseBefore = isSettled ? voltage : double.NaN;
                pulseFirst = double.NaN;
                pulseIsFresh = true;
            }
            else
                SayPulse(isSettled);
            pulseIsOn = isOn;
            ChangeCurrent(isOn ? step.Setpoint : step.End, now);
            mustRecord = true;
        }

        private void SayPulse(bool isSettled)
        {
            double change = step.Setpoint - step.End;
            double first = (pulseFirst - pulseBefore) / change;
            double last = isSettled ? (voltage - pulseBefore) / change : double.NaN;
            if (!double.IsNaN(last))
                run.Resistance = last;
            recorder.AddEvent(RunEventCode.PulseEnded, EndReason.None, first, last, pulseBefore, "");
        }

        // Another current from now on; the charge up to now was at the one before.
        private void ChangeCurrent(double ampere, long now)
        {
            Integrate(now, false);
            setpoint = ampere;
            changeAt = now;
            FrontEndFault fault = FrontEndFault.None;
            if (ampere == 0 && step.Kind == StepKind.CurrentPulse)
                OpenCell(now);
            else
            {
                openSince = -1;
                fault = frontEnd.DriveCurrent(index, ampere, range);
            }
            Settle(now);
            lastCurrent = ampere;
            recorder.IsUrgent = true;
            if (fault != FrontEndFault.None)
                DriveFailed(fault, now);
        }
    }
}
