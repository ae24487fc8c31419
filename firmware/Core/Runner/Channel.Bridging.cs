using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private const double ChangeOfFlow = 0.05;
        private const double LeastChangeOfFlow = 0.002;
        private const long LeastCheckpointMicroseconds = 100000;
        private double leastChange;

        /// <summary>Whether a current flows that a power failure would leave uncounted.</summary>
        public bool HasFlow
        {
            get { return run.Flowing != 0 && run.State == ChannelState.Running; }
        }

        // The steady part of the current that flows from now on: what a power failure cuts off is counted with it.
        private double FlowingNow()
        {
            if (run.State != ChannelState.Running || phase != Phase.Driving || openSince >= 0)
                return 0;
            if (isImpedance)
            {
                if (step.Kind == StepKind.GalvanostaticImpedance)
                    return step.Setpoint;
                return run.PointsMeasured > 0 && !double.IsNaN(impedance.DirectCurrent)
                    ? impedance.DirectCurrent
                    : 0;
            }
            if (hasLast)
                return lastCurrent;
            return IsCurrentSet(step.Kind) ? setpoint : 0;
        }

        // A current that has changed since the checkpoint makes a new one due, though not with every reading.
        private bool HasFlowChanged(long now)
        {
            if (isImpedance || now - checkpointAt < LeastCheckpointMicroseconds)
                return false;
            double change = Numbers.Absolute(lastCurrent - run.Flowing);
            return change > leastChange && change > ChangeOfFlow * Numbers.Absolute(run.Flowing);
        }

        // What flowed between the last word of checkpoint or journal and a power failure that nobody foresaw: the last current until the middle of
        // the time in which it must have come, or until the step that it tore.
        private void BridgeCut()
        {
            CutMark mark = context.Mark;
            double ampere = run.Flowing;
            run.Flowing = 0;
            if (run.State != ChannelState.Running || foundEnd != EndReason.None || run.StepIsOver)
                return;
            if (ampere == 0 || double.IsNaN(ampere) || mark.Boot == 0 || mark.Boot != run.Boot)
                return;
            long marked = mark.At - run.Base - run.ElapsedMicroseconds;
            if (marked < 0)
                return;
            bool isKnown = mark.IsTorn || checkpoint.IsTorn || recorder.Journal.IsTorn;
            long passed = marked + (isKnown ? mark.Interval : mark.Interval >> 1);
            if (passed > 2 * (options.CheckpointMicroseconds + options.MaximumTickMicroseconds))
                return;
            double seconds = passed * 1e-6;
            double part = ampere * seconds;
            double largestError = Numbers.Absolute(ampere) * mark.Interval * (isKnown ? 0 : 5e-7);
            run.Energy += part * run.Voltage;
            Move(run.ElapsedMicroseconds + passed, run.Charge + part, run.StepCount);
            run.Current = 0;
            recorder.AddEvent(RunEventCode.ChargeEstimated, EndReason.None, seconds, part, largestError, "");
        }
    }
}
