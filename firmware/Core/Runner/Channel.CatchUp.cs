using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        // Carries the state of the checkpoint on by the records that were journaled after it.
        private void CatchUp(ulong known)
        {
            foundEnd = EndReason.None;
            pauseIsSaidInJournal = run.State == ChannelState.Paused;
            ChannelJournal journal = recorder.Journal;
            JournalCursor cursor = new JournalCursor();
            journal.MoveToStart(cursor);
            while (!journal.IsAtEnd(cursor))
            {
                int length = journal.Read(cursor);
                if (length == 0 || journal.Header.FirstSequence < known)
                    continue;
                switch (journal.Header.Kind)
                {
                    case FrameKind.Samples:
                        CatchUpSamples(length);
                        break;
                    case FrameKind.ImpedancePoints:
                        CatchUpPoint(length);
                        break;
                    case FrameKind.Event:
                        CatchUpEvent(length);
                        break;
                }
            }
        }

        private void CatchUpSamples(int length)
        {
            SampleBlock? block = recorder.Decode(context.ReadBuffer, length);
            if (block == null)
                return;
            int last = block.Count - 1;
            run.Samples += (uint)block.Count;
            run.Voltage = block.Voltage(last);
            run.Current = block.Current(last);
            if (Move(block.ElapsedMicroseconds[last], block.ChargeCoulomb, block.StepCount))
                run.Energy = block.EnergyJoule;
            block.Count = 0;
        }

        private void CatchUpPoint(int length)
        {
            ImpedancePoint p = context.Point;
            FrameError error = ImpedancePointCodec.TryDecode(
                context.ReadBuffer,
                0,
                length,
                p,
                context.Header,
                context.Reader
            );
            if (error != FrameError.None)
                return;
            run.Points++;
            run.Spectrum = p.Spectrum;
            run.PointIndex = (ushort)(p.Index + 1);
            if (plans.ReadRow(p.Step, step))
            {
                bool isRising = step.EndFrequencyHz > step.StartFrequencyHz;
                if (isRising ? p.Index == 0 : p.Index + 1 == p.PointCount)
                    run.Resistance = p.RealOhm;
            }
            run.PointsMeasured++;
            Move(Numbers.Signed(p.ElapsedMicroseconds), run.Charge, p.StepCount);
        }

        private void CatchUpEvent(int length)
        {
            RunEvent e = context.Event;
            FrameError error = RunEventCodec.TryDecode(
                context.ReadBuffer,
                0,
                length,
                e,
                context.Header,
                context.Reader
            );
            if (error != FrameError.None)
                return;
            run.Events++;
            run.Voltage = e.Voltage;
            run.Current = e.Current;
            Move(Numbers.Signed(e.ElapsedMicroseconds), e.ChargeCoulomb, e.StepCount);
            switch (e.Code)
            {
                case RunEventCode.StepStarted:
                    CatchUpStep(e);
                    break;
                case RunEventCode.StepEnded:
                    run.StepIsOver = true;
                    run.Energy = run.EnergyAtStep + e.Value2;
                    run.CyclesSaid = 0;
                    run.FollowTarget = TargetOf(e);
                    break;
                case RunEventCode.CycleEnded:
                    run.CyclesSaid++;
                    run.Cycle = (uint)e.Value1 + 1;
                    run.CycleCharged = 0;
                    run.CycleDischarged = 0;
                    break;
                case RunEventCode.SpectrumStarted:
                    run.SpectrumIsOpen = true;
                    run.Spectrum = (uint)e.Value1;
                    run.PointIndex = 0;
                    run.PointsMeasured = 0;
                    break;
                case RunEventCode.SpectrumEnded:
                    run.SpectrumIsOpen = false;
                    run.Spectrum = (uint)e.Value1 + 1;
                    break;
                case RunEventCode.Paused:
                    run.State = ChannelState.Paused;
                    run.WaitsForRoom = e.Reason == EndReason.JournalFull;
                    pauseIsSaidInJournal = true;
                    break;
                case RunEventCode.Resumed:
                    run.State = ChannelState.Running;
                    run.WaitsForRoom = false;
                    break;
                case RunEventCode.LimitTripped:
                    foundEnd = EndReason.Limit;
                    break;
                case RunEventCode.ShortDetected:
                    foundEnd = EndReason.Short;
                    break;
                case RunEventCode.SentinelFound:
                    if (e.Reason != EndReason.None)
                        foundEnd = e.Reason;
                    break;
                case RunEventCode.SentinelChecked:
                    // Lost with the end of the check where it was no healthy one: that stands in the next record.
                    if (!double.IsNaN(e.Value1) && e.Value1 > 0)
                        KeepLowest(1 / e.Value1, Temperature);
                    break;
                case RunEventCode.PulseEnded:
                    if (!double.IsNaN(e.Value2))
                        run.Resistance = e.Value2;
                    break;
                case RunEventCode.ChargeEstimated:
                    run.Energy += e.Value2 * e.Voltage;
                    break;
                case RunEventCode.Fault:
                    foundEnd = EndReason.Fault;
                    break;
                case RunEventCode.RunEnded:
                    run.State = e.Reason == EndReason.Fault ? ChannelState.Faulted : ChannelState.Draining;
                    run.PendingEnd = EndReason.None;
                    break;
            }
        }

        // A step that began after the checkpoint: the way there is found again, so that the loops count right.
        private void CatchUpStep(RunEvent e)
        {
            if (e.StepCount > 1 && !LeadsTo(e.Step, Condition.NextStep) && plans.ReadRow(run.Step, step))
            {
                for (int k = 0; k < step.ConditionCount; k++)
                    if (step.Conditions[k].Target < plans.Count && LeadsTo(e.Step, step.Conditions[k].Target))
                        break;
            }
            run.Step = e.Step;
            run.StepCount = e.StepCount;
            run.Cycle = e.Cycle;
            run.StepIsOver = false;
            run.StepMicroseconds = 0;
            run.ChargeAtStep = e.ChargeCoulomb;
            run.EnergyAtStep = run.Energy;
            run.SpectrumIsOpen = false;
            run.PointIndex = 0;
            run.PointsMeasured = 0;
        }

        private bool LeadsTo(ushort row, ushort target)
        {
            uint[] passes = new uint[RunState.MaximumLoops];
            for (int k = 0; k < passes.Length; k++)
                passes[k] = run.LoopPasses[k];
            loops.Advance(run.Step, target, passes, run.Cycle - run.CyclesSaid);
            if (loops.Next != row)
                return false;
            run.LoopPasses = passes;
            return true;
        }

        // Which condition ended a step, from the values that its end was recorded with.
        private ushort TargetOf(RunEvent e)
        {
            if (e.Reason != EndReason.Condition || !plans.ReadRow(e.Step, step))
                return Condition.NextStep;
            voltage = e.Voltage;
            current = e.Current;
            run.Charge = e.ChargeCoulomb;
            if (slopes != null)
                slopes.Reset();
            ushort target;
            if (ConditionHolds((long)(e.Value3 * 1e6 + 0.5), true, out target))
                return target;
            // None holds on its own values: it was one of the slopes.
            for (int k = 0; k < step.ConditionCount; k++)
            {
                if (IsSlope(step.Conditions[k].Quantity))
                    return step.Conditions[k].Target;
            }
            return Condition.NextStep;
        }

        private bool Move(long elapsed, double chargeNow, uint stepCount)
        {
            long passed = elapsed - run.ElapsedMicroseconds;
            double part = chargeNow - run.Charge;
            if (passed > 0)
            {
                run.ElapsedMicroseconds = elapsed;
                if (run.UnixMilliseconds != 0)
                    run.UnixMilliseconds += passed / 1000;
                if (stepCount == run.StepCount)
                    run.StepMicroseconds += passed;
            }
            if (passed < 0)
                return false;
            run.Charge = chargeNow;
            if (part > 0)
                run.CycleCharged += part;
            else
                run.CycleDischarged -= part;
            return true;
        }
    }
}
