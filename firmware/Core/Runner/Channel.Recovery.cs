using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private bool outageIsPending;
        private EndReason foundEnd;
        private bool pauseIsSaidInJournal;
        private long bootAt;
        private double voltageBefore;
        private long unixBefore;
        private long elapsedBefore;

        /// <summary>The front end is down: the cell is disconnected, the run waits.</summary>
        public void Hold(string text)
        {
            if (run.State != ChannelState.Running || phase == Phase.Held)
                return;
            run.ElapsedMicroseconds = context.Now - runBase;
            readingsAreNew = false;
            CloseReadings(context.Now);
            LeaveTechnique();
            openSince = context.Now;
            recorder.AddEvent(RunEventCode.Warning, EndReason.None, 0, 0, 0, text);
            phase = Phase.Held;
            Due = Never;
        }

        /// <summary>The front end is up again.</summary>
        public void Release(long now)
        {
            if (run.State != ChannelState.Running || phase != Phase.Held)
                return;
            if (outageIsPending)
                RestAfterOutage(now);
            else
                GoOn(now);
        }

        /// <summary>
        /// Finds after a start what was under way: the checkpoint, carried on by what the journal has beyond it. Whatever the moment
        /// of the power failure, no sequence is used twice and nothing that was journaled is lost.
        /// </summary>
        public void Recover(long now)
        {
            bootAt = now;
            openSince = now;
            bool isKnown = checkpoint.Read(run);
            RunId id = isKnown ? run.Run : recorder.Journal.NewestRun();
            if (id.IsEmpty || (isKnown && run.State == ChannelState.Idle))
            {
                recorder.Journal.Recover(new RunId(0, 0), 0, 0);
                plans.DeleteOthers(0);
                run.State = ChannelState.Idle;
                return;
            }
            if (!isKnown)
                run.Begin(id, 0, 0, 0);
            ulong known = run.NextSequence;
            recorder.Journal.Recover(id, known, run.NextUnpersisted);
            bool hasPlan =
                isKnown
                && plans.Open(run.PlanSerial, run.PlanBytes, run.PlanChecksum)
                && run.PlanBytes <= context.MessageBuffer.Length
                && plans.ReadHeader(context.MessageBuffer, run.PlanBytes, plan, step)
                && ReadLoops();
            plans.DeleteOthers(run.PlanSerial);
            CatchUp(known);
            recorder.IsDirty = true;
            charge.Set(run.Charge);
            energy.Set(run.Energy);
            runBase = now - run.ElapsedMicroseconds;
            checkpointAt = now;
            recorder.Sender.Reset();
            if (
                recorder.Journal.Backlog == 0
                && run.State == ChannelState.Draining
                && run.PendingEnd == EndReason.None
            )
            {
                Rest();
                return;
            }
            if (run.State != ChannelState.Running && run.State != ChannelState.Paused)
            {
                SaveCheckpoint();
                return;
            }
            BeginOutage(hasPlan);
        }

        private void BeginOutage(bool hasPlan)
        {
            phase = Phase.None;
            Due = Never;
            if (run.NextSequence == 0 && recorder.Journal.NextSequence == 0)
                recorder.AddEvent(RunEventCode.RunStarted, EndReason.None, run.PlanChecksum, 0, 0, "");
            if (foundEnd != EndReason.None)
            {
                End(foundEnd, foundEnd == EndReason.Fault ? ChannelState.Faulted : ChannelState.Draining, "");
                return;
            }
            if (!hasPlan)
            {
                SayOutage(context.Now);
                End(EndReason.Outage, ChannelState.Draining, "checkpoint or plan of the run were lost");
                return;
            }
            if (!plans.ReadRow(run.Step, step))
            {
                Fail("the plan cannot be read back");
                return;
            }
            outageIsPending = true;
            voltageBefore = run.Voltage;
            unixBefore = run.UnixMilliseconds;
            elapsedBefore = run.ElapsedMicroseconds;
            if (run.State == ChannelState.Paused)
            {
                SayOutage(context.Now);
                isPauseSaid = pauseIsSaidInJournal;
                SaveCheckpoint();
                return;
            }
            phase = Phase.Held;
            if (context.Supervisor.IsUp)
                RestAfterOutage(context.Now);
        }

        private void RestAfterOutage(long now)
        {
            OpenCell(now);
            phase = Phase.ResumeRest;
            bool goesOn = plan.Resume == ResumePolicy.Continue || plan.Resume == ResumePolicy.ContinueIfShort;
            readyAt = now + (goesOn ? options.ResumeRestMicroseconds : options.OpenCircuitMicroseconds);
            Due = readyAt;
        }

        private void TickResumeRest(long now)
        {
            if (now < readyAt || !readingsAreNew)
            {
                Due = readyAt > now ? readyAt : now + options.MinimumTickMicroseconds;
                return;
            }
            double gap = SayOutage(now);
            run.Voltage = voltage;
            run.Current = current;
            bool isLong = double.IsNaN(gap) || gap > plan.LongestOutageSeconds;
            if (plan.Resume == ResumePolicy.Stop || (plan.Resume == ResumePolicy.ContinueIfShort && isLong))
            {
                End(EndReason.Outage, ChannelState.Draining, "power was away");
                return;
            }
            if (plan.Resume == ResumePolicy.Pause)
            {
                Pause(now, false);
                return;
            }
            double length = (run.ElapsedMicroseconds - elapsedBefore) * 1e-6;
            recorder.AddEvent(RunEventCode.Resumed, EndReason.None, length, 0, 0, "");
            GoOn(now);
            SaveCheckpoint();
        }

        // Records how long power was away, by the wall clock where it is known, and moves the run's time on by as much.
        private double SayOutage(long now)
        {
            double gap = double.NaN;
            long unix = context.Clock.UnixMilliseconds;
            long sinceBoot = now - bootAt;
            if (unix > 0 && unixBefore > 0)
            {
                long away = (unix - unixBefore) * 1000 - sinceBoot;
                gap = away > 0 ? away * 1e-6 : 0;
                run.ElapsedMicroseconds = elapsedBefore + (away > 0 ? away : 0) + sinceBoot;
            }
            else
                run.ElapsedMicroseconds = elapsedBefore + sinceBoot;
            runBase = now - run.ElapsedMicroseconds;
            outageIsPending = false;
            double after = readingsAreNew ? voltage : double.NaN;
            recorder.AddEvent(RunEventCode.Outage, EndReason.None, gap, voltageBefore, after, "");
            clockIsSaid = false;
            return gap;
        }

        // Goes on where the run was: in its step, or behind it where its end is in the journal already.
        private void GoOn(long now)
        {
            openSince = now;
            if (!run.StepIsOver)
                Enter(now, true);
            else if (run.FollowTarget == Condition.EndRun)
                End(EndReason.Condition, ChannelState.Draining, "");
            else
                Follow(run.FollowTarget, run.CyclesSaid, now);
        }

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
            loops.Advance(run.Step, target, passes);
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
