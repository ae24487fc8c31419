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
            SaveCheckpoint();
        }

        /// <summary>The supply fails: the cell is disconnected already; what the run is goes to memory while there is power.</summary>
        public void SaveForCut()
        {
            Hold("the supply is failing");
            recorder.Flush();
            if (run.State != ChannelState.Idle)
                SaveCheckpoint();
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
            DeviceLimits.Tighten(plan.Limits, context.DeviceLimits);
            plans.DeleteOthers(run.PlanSerial);
            CatchUp(known);
            recorder.IsDirty = true;
            recorder.IsUrgent = true;
            checkpointAt = now;
            recorder.Sender.Reset();
            BridgeCut();
            charge.Set(run.Charge);
            energy.Set(run.Energy);
            runBase = now - run.ElapsedMicroseconds;
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
            SaveCheckpoint();
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
    }
}
