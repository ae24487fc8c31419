using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// One channel: its run, from the command that starts it to the host's word that all of it is durable. This part is the life
    /// of a run; the others drive its steps, judge its readings and bring it back after an outage.
    /// </summary>
    public sealed partial class Channel
    {
        private readonly TesterContext context;
        private readonly IFrontEnd frontEnd;
        private readonly TesterOptions options;
        private readonly int index;
        private readonly RunState run = new RunState();
        private readonly StepDefinition step = new StepDefinition();
        private readonly PlanHeader plan = new PlanHeader();
        private readonly LoopTable loops = new LoopTable();
        private readonly PlanStore plans;
        private readonly Checkpoint checkpoint;
        private readonly RunRecorder recorder;
        private readonly ImpedanceStep impedance;
        private Phase phase;
        private long runBase;
        private long checkpointAt;
        private bool clockIsSaid;

        private enum Phase : byte
        {
            None,
            OpenCircuit,
            Driving,
            ResumeRest,
            Held,
        }

        /// <summary>Makes a channel without a run.</summary>
        /// <param name="context">What it shares.</param>
        /// <param name="index">Channel from 0.</param>
        /// <param name="checkpointAddress">First byte of its checkpoint.</param>
        public Channel(TesterContext context, int index, int checkpointAddress)
        {
            this.context = context;
            this.index = index;
            frontEnd = context.FrontEnd;
            options = context.Options;
            plans = new PlanStore(context.Store, index, context.Scratch, context.Reader);
            checkpoint = new Checkpoint(
                context.Memory,
                checkpointAddress,
                index,
                context.Scratch,
                context.Writer,
                context.Reader
            );
            recorder = new RunRecorder(context, index, run);
            impedance = new ImpedanceStep(context.Desk, options.Impedance, index, step);
            planner = new TickPlanner(options);
            Due = long.MaxValue;
        }

        /// <summary>What the channel does.</summary>
        public ChannelState State
        {
            get { return run.State; }
        }

        /// <summary>The run as it stands.</summary>
        public RunState Run
        {
            get { return run; }
        }

        /// <summary>The row that runs.</summary>
        public StepDefinition Step
        {
            get { return step; }
        }

        /// <summary>Its journal.</summary>
        public ChannelJournal Journal
        {
            get { return recorder.Journal; }
        }

        /// <summary>When it wants to be called again, monotonic microseconds.</summary>
        public long Due { get; private set; }

        /// <summary>Last temperature in degree Celsius, NaN where there is no sensor.</summary>
        public double Temperature { get; private set; }

        /// <summary>Last cell voltage in volt; NaN where the front end has none.</summary>
        public double Voltage
        {
            get { return voltage; }
        }

        /// <summary>Last current in ampere; NaN where the front end has none.</summary>
        public double Current
        {
            get { return current; }
        }

        /// <summary>Whether the run is held until the journal has room, and nothing but that room is missing.</summary>
        public bool WaitsForRoom
        {
            get
            {
                return run.State == ChannelState.Paused
                    && run.WaitsForRoom
                    && isPauseSaid
                    && !recorder.HasFailed;
            }
        }

        /// <summary>Whether the journal refused the last record of a run that goes on.</summary>
        public bool HasFailedToRecord
        {
            get { return run.State == ChannelState.Running && recorder.HasFailed; }
        }

        /// <summary>Whether a step drives the cell.</summary>
        public bool IsConnected
        {
            get { return run.State == ChannelState.Running && phase == Phase.Driving && openSince < 0; }
        }

        /// <summary>Whether records could go out at once.</summary>
        public bool HasRecordsToSend
        {
            get { return recorder.Sender.HasWork; }
        }

        /// <summary>Begins a run with a plan that was checked.</summary>
        /// <param name="id">Its identity.</param>
        /// <param name="bytes">The compiled plan.</param>
        /// <param name="count">Its bytes.</param>
        /// <param name="now">Monotonic microseconds.</param>
        /// <returns>An empty text, or why it did not begin.</returns>
        public string Begin(RunId id, byte[] bytes, int count, long now)
        {
            int badStep;
            if (
                CompiledPlan.TryRead(bytes, count, plan, step, context.Reader, out badStep) != FrameError.None
            )
                return "the plan is damaged";
            DeviceLimits.Tighten(plan.Limits, context.DeviceLimits);
            int serial = run.PlanSerial + 1;
            recorder.Journal.Clear();
            recorder.Clear();
            if (!plans.Save(serial, bytes, count))
                return "the plan does not fit the store";
            if (!plans.Open(serial, count, plan.Checksum) || !ReadLoops())
                return "the plan cannot be read back";
            run.Begin(id, serial, count, plan.Checksum);
            runBase = now;
            checkpointAt = now;
            charge.Set(0);
            energy.Set(0);
            runGuard.Reset();
            ReadInputs();
            openSince = now;
            recorder.Sender.Reset();
            SaveCheckpoint();
            plans.DeleteOthers(serial);
            recorder.AddEvent(RunEventCode.RunStarted, EndReason.None, plan.Checksum, 0, 0, "");
            SayClock();
            SayCalibration();
            SayReference();
            context.MustDescribe = true;
            loops.Advance(-1, Condition.NextStep, run.LoopPasses, 0);
            StartStep(loops.Next, now);
            SaveCheckpoint();
            return "";
        }

        /// <summary>Ends the run at a person's word.</summary>
        public bool Stop(long now)
        {
            if (run.State != ChannelState.Running && run.State != ChannelState.Paused)
                return false;
            run.ElapsedMicroseconds = now - runBase;
            CloseReadings(now);
            End(EndReason.Stopped, ChannelState.Draining, "");
            return true;
        }

        /// <summary>Disconnects the cell and holds the run.</summary>
        public bool Pause(long now, bool forRoom)
        {
            if (run.State != ChannelState.Running)
                return false;
            OpenCell(now);
            run.ElapsedMicroseconds = now - runBase;
            CloseReadings(now);
            LeaveTechnique();
            run.State = ChannelState.Paused;
            run.WaitsForRoom = forRoom;
            context.RoomMatters = true;
            phase = Phase.None;
            Due = long.MaxValue;
            isPauseSaid = SayPause();
            context.MustDescribe = true;
            SaveCheckpoint();
            return true;
        }

        /// <summary>Goes on after a pause.</summary>
        public bool Resume(long now)
        {
            if (run.State != ChannelState.Paused || !context.Supervisor.IsUp)
                return false;
            if (!isPauseSaid)
                isPauseSaid = SayPause();
            double length = (now - runBase - run.ElapsedMicroseconds) * 1e-6;
            run.ElapsedMicroseconds = now - runBase;
            run.State = ChannelState.Running;
            run.WaitsForRoom = false;
            recorder.AddEvent(RunEventCode.Resumed, EndReason.None, length, 0, 0, "");
            context.MustDescribe = true;
            GoOn(now);
            SaveCheckpoint();
            return true;
        }

        /// <summary>A fault: the cell is disconnected first, then it is recorded and the run is over.</summary>
        public void Fail(string text)
        {
            frontEnd.Disconnect(index);
            if (run.State != ChannelState.Running && run.State != ChannelState.Paused)
                return;
            run.ElapsedMicroseconds = context.Now - runBase;
            readingsAreNew = false;
            CloseReadings(context.Now);
            LeaveTechnique();
            // A character needs three bytes at the most.
            if (text.Length > RunEvent.MaximumTextBytes / 3)
                text = text.Substring(0, RunEvent.MaximumTextBytes / 3);
            recorder.AddEvent(RunEventCode.Fault, EndReason.Fault, 0, 0, 0, text);
            End(EndReason.Fault, ChannelState.Faulted, text);
        }

        /// <summary>Leaves the faulted state so that a run can begin; false while records are still to go out.</summary>
        public bool Recondition()
        {
            if (run.State != ChannelState.Faulted || run.PendingEnd != EndReason.None)
                return false;
            if (recorder.Journal.Backlog != 0)
                return false;
            Rest();
            return true;
        }

        /// <summary>Hears what the host has.</summary>
        public void Acknowledge(RunId id, ulong nextSequence)
        {
            if (!id.SameAs(run.Run))
                return;
            // What follows may delete segments: the checkpoint must know of all that was in them.
            if (recorder.IsDirty && recorder.Journal.Releases(nextSequence))
                SaveCheckpoint();
            if (!recorder.Journal.Acknowledge(nextSequence))
                return;
            run.NextUnpersisted = recorder.Journal.NextUnpersisted;
            recorder.Sender.Acknowledged(context.LinkNow);
            bool isDone = recorder.Journal.Backlog == 0 && run.PendingEnd == EndReason.None;
            if (run.State == ChannelState.Draining && isDone)
                Rest();
        }

        /// <summary>Hears what the host misses.</summary>
        public void Replay(RunId id, ulong first)
        {
            if (id.SameAs(run.Run))
                recorder.Sender.Replay(first, context.LinkNow);
        }

        /// <summary>Closes a block that is nearly full or old, unless the step had enough to do; true where it did.</summary>
        public bool CloseBlock()
        {
            return recorder.MustClose(context.HasSaved) && recorder.Flush();
        }

        /// <summary>Sends records, closes old blocks, and catches up with what the journal had no room for.</summary>
        public void Pump()
        {
            if (run.State == ChannelState.Idle)
                return;
            if (run.PendingEnd != EndReason.None)
                SayEnd();
            if (run.State == ChannelState.Paused && !isPauseSaid)
                isPauseSaid = SayPause();
            if (recorder.Journal.Backlog != 0)
                recorder.Sender.Pump(run.Run, context.LinkNow, options.ResendMicroseconds);
        }

        private string endText = "";
        private bool isEndSaved;
        private bool isPauseSaid = true;
    }
}
