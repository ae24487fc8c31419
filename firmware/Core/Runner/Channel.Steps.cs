using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private bool ReadLoops()
        {
            loops.Begin(plans.Count);
            for (int k = 0; k < plans.Count; k++)
            {
                if (!plans.ReadRow(k, step) || !loops.Add(k, step))
                    return false;
                if (step.Kind == StepKind.ShortCheck || plan.Sentinel.IsOn)
                    PrepareSentinel();
                // Only few plans need slopes: their memory is taken with the first.
                for (int m = 0; slopes == null && m < step.ConditionCount; m++)
                    if (IsSlope(step.Conditions[m].Quantity))
                        slopes = new SlopeWindow();
            }
            return true;
        }

        private void StartStep(int row, long now)
        {
            run.Step = (ushort)row;
            run.StepCount++;
            run.StepIsOver = false;
            run.StepMicroseconds = 0;
            run.ChargeAtStep = run.Charge;
            run.EnergyAtStep = run.Energy;
            run.SpectrumIsOpen = false;
            run.PointIndex = 0;
            run.PointsMeasured = 0;
            if (!plans.ReadRow(row, step))
            {
                Fail("the plan cannot be read back");
                return;
            }
            recorder.AddEvent(RunEventCode.StepStarted, EndReason.None, 0, 0, 0, "");
            Enter(now, false);
        }

        private void EndStep(EndReason reason, ushort target, long now)
        {
            LeaveTechnique();
            CloseSpectrum();
            run.FollowTarget = target;
            SayStepEnd(reason);
            if (target == Condition.EndRun)
            {
                End(EndReason.Condition, ChannelState.Draining, "");
                return;
            }
            Follow(target, 0, now);
        }

        // What comes after a step that is over; some of the cycle ends may have been said before an outage.
        private void Follow(ushort target, int cyclesSaid, long now)
        {
            loops.Advance(run.Step, target, run.LoopPasses, run.Cycle - (uint)cyclesSaid);
            for (int k = cyclesSaid; k < loops.CyclesEnded; k++)
            {
                recorder.AddEvent(
                    RunEventCode.CycleEnded,
                    EndReason.None,
                    run.Cycle,
                    run.CycleCharged,
                    run.CycleDischarged,
                    ""
                );
                run.Cycle++;
                run.CycleCharged = 0;
                run.CycleDischarged = 0;
            }
            if (loops.Next >= plans.Count)
                End(EndReason.Completed, ChannelState.Draining, "");
            else
                StartStep(loops.Next, now);
            if (run.State == ChannelState.Running)
                SaveCheckpoint();
        }

        private void End(EndReason reason, ChannelState state, string text)
        {
            OpenCell(context.Now);
            LeaveTechnique();
            CloseSpectrum();
            if (!run.StepIsOver)
                SayStepEnd(reason);
            run.State = state;
            run.PendingEnd = reason;
            phase = Phase.None;
            Due = long.MaxValue;
            endText = text;
            context.MustDescribe = true;
            SayEnd();
        }

        private void SayEnd()
        {
            // The last block first: the totals count it.
            recorder.Flush();
            bool said = recorder.AddEvent(
                RunEventCode.RunEnded,
                run.PendingEnd,
                run.Samples,
                run.Points,
                run.Events + 1,
                endText
            );
            if (said)
                run.PendingEnd = EndReason.None;
            else
                run.Dropped--;
            if (said || !isEndSaved)
                SaveCheckpoint();
            isEndSaved = !said;
        }

        private void SayStepEnd(EndReason reason)
        {
            recorder.AddEvent(
                RunEventCode.StepEnded,
                reason,
                run.Charge - run.ChargeAtStep,
                run.Energy - run.EnergyAtStep,
                run.StepMicroseconds * 1e-6,
                ""
            );
            run.StepIsOver = true;
            run.CyclesSaid = 0;
        }

        private bool SayPause()
        {
            bool said = recorder.AddEvent(
                RunEventCode.Paused,
                run.WaitsForRoom ? EndReason.JournalFull : EndReason.None,
                0,
                0,
                0,
                run.WaitsForRoom ? "the journal is full" : ""
            );
            if (!said)
                run.Dropped--;
            return said;
        }

        private void SayClock()
        {
            long unix = context.Clock.UnixMilliseconds;
            clockIsSaid = unix != 0;
            if (!clockIsSaid)
                return;
            double start = (unix - run.ElapsedMicroseconds / 1000) * 1e-3;
            double uncertainty = options.ClockUncertaintySeconds;
            recorder.AddEvent(RunEventCode.ClockSet, EndReason.None, start, uncertainty, 0, "");
        }

        // What the run's readings are corrected with, so that its data carry their certificate.
        private void SayCalibration()
        {
            if (frontEnd.CalibrationName.Length == 0)
                return;
            recorder.AddEvent(
                RunEventCode.Calibrated,
                EndReason.None,
                frontEnd.CalibrationUnixSeconds,
                frontEnd.CalibrationResidual,
                frontEnd.CalibrationCelsius,
                frontEnd.CalibrationName
            );
        }

        /// <summary>Records the last check of the reference, where a run goes on.</summary>
        public void SayReference()
        {
            ReferenceWatch watched = context.References;
            if (run.State != ChannelState.Running || !watched.HasResult)
                return;
            recorder.AddEvent(
                RunEventCode.ReferenceChecked,
                EndReason.None,
                watched.Drift(0),
                watched.Drift(1),
                frontEnd.LostReadings,
                watched.HasDrifted ? "the reference has drifted: calibrate again" : ""
            );
        }

        /// <summary>Records the last self-test, where a run goes on.</summary>
        public void SaySelfTest()
        {
            if (run.State != ChannelState.Running)
                return;
            SelfTest tested = context.SelfTest;
            recorder.AddEvent(
                RunEventCode.SelfTested,
                EndReason.None,
                (double)(int)tested.Part + 256.0 * tested.Channel,
                tested.Read,
                tested.Expected,
                ""
            );
        }

        private void Rest()
        {
            run.State = ChannelState.Idle;
            context.MustDescribe = true;
            SaveCheckpoint();
            recorder.Journal.Clear();
            recorder.Sender.Reset();
            plans.DeleteOthers(0);
        }

        private void SaveCheckpoint()
        {
            checkpointAt = context.Now;
            context.HasSaved = true;
            recorder.IsDirty = false;
            recorder.IsUrgent = false;
            run.NextSequence = recorder.Journal.NextSequence;
            run.NextUnpersisted = recorder.Journal.NextUnpersisted;
            run.Flowing = FlowingNow();
            run.Base = runBase;
            run.Boot = context.Boot;
            if (!outageIsPending)
                run.UnixMilliseconds = context.Clock.UnixMilliseconds;
            if (checkpoint.Write(run) || context.MemoryIsDead)
                return;
            context.MemoryIsDead = true;
            if (run.State == ChannelState.Running)
            {
                const string Text =
                    "the checkpoint memory does not answer: after an outage this run cannot go on";
                recorder.AddEvent(RunEventCode.Warning, EndReason.None, 0, 0, 0, Text);
            }
        }
    }
}
