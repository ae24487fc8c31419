using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>Takes in what the host says: commands, each done once and answered; what it has persisted; what it misses.</summary>
    public sealed class CommandDesk
    {
        private readonly TesterContext context;
        private readonly DeviceMemory memory;
        private readonly Channel[] channels;
        private readonly AcknowledgementQueue answers;
        private readonly CalibrationAndLimits settings;
        private readonly Command command = new Command();
        private readonly Persisted persisted = new Persisted();
        private readonly ReplayRequest replay = new ReplayRequest();
        private readonly PlanHeader plan = new PlanHeader();
        private readonly byte[] noPayload = new byte[0];
        private string answer = "";

        /// <summary>Makes the desk.</summary>
        public CommandDesk(
            TesterContext context,
            DeviceMemory memory,
            Channel[] channels,
            CalibrationAndLimits settings
        )
        {
            this.context = context;
            this.memory = memory;
            this.channels = channels;
            this.settings = settings;
            answers = new AcknowledgementQueue(
                context.Uplink,
                Topics.Acknowledgements(context.Options.Serial)
            );
        }

        /// <summary>Messages that were no frame or not for a tester.</summary>
        public uint Refused { get; private set; }

        /// <summary>Sends answers that wait.</summary>
        public void Pump()
        {
            answers.Pump();
        }

        /// <summary>Takes one message; false where there is none, or no room for an answer.</summary>
        public bool TryServe()
        {
            int count;
            if (answers.IsFull || !context.Uplink.TryReceive(context.MessageBuffer, out count))
                return false;
            byte[] message = context.MessageBuffer;
            FrameKind kind = count > 3 ? (FrameKind)message[3] : FrameKind.None;
            FrameError error = FrameError.WrongKind;
            switch (kind)
            {
                case FrameKind.Persisted:
                    error = persisted.TryDecode(message, 0, count, context.Header);
                    if (error == FrameError.None && persisted.Channel < channels.Length)
                        channels[persisted.Channel].Acknowledge(persisted.Run, persisted.NextSequence);
                    break;
                case FrameKind.ReplayRequest:
                    error = replay.TryDecode(message, 0, count, context.Header);
                    if (error == FrameError.None && replay.Channel < channels.Length)
                        channels[replay.Channel].Replay(replay.Run, replay.FirstSequence);
                    break;
                case FrameKind.Command:
                    error = command.TryDecode(message, 0, count, context.Header, context.Reader);
                    if (error == FrameError.None)
                        Serve();
                    command.Payload = noPayload;
                    break;
            }
            if (error != FrameError.None)
                Refused++;
            return true;
        }

        private void Serve()
        {
            CommandResult before = memory.ResultOf(command.Id);
            if (before == CommandResult.Accepted)
            {
                answers.Add(command, CommandResult.AlreadyDone, "");
                return;
            }
            if (before != CommandResult.None)
            {
                answers.Add(command, before, "as answered before");
                return;
            }
            answer = "";
            CommandResult result = Do();
            memory.Remember(command.Id, result);
            answers.Add(command, result, answer);
        }

        private CommandResult Do()
        {
            long unix = context.Clock.UnixMilliseconds;
            ulong expiry = command.ExpiryUnixMilliseconds;
            if (expiry != 0 && unix > 0 && (ulong)unix > expiry)
                return Because(CommandResult.Expired, "it came after its time");
            if (command.Verb == CommandVerb.Describe)
            {
                context.MustDescribe = true;
                return CommandResult.Accepted;
            }
            if (command.Verb == CommandVerb.SetCalibration)
                return settings.SetCalibration(command.Payload, out answer);
            if (command.Verb == CommandVerb.Calibrate)
                return settings.Calibrate(command.Payload, out answer);
            if (command.Verb == CommandVerb.SetLimits)
                return settings.SetLimits(command.Payload, out answer);
            if (command.Verb < CommandVerb.Start || command.Verb > CommandVerb.Describe)
                return Because(CommandResult.UnknownVerb, "this firmware does not know the verb");
            if (command.Channel >= channels.Length)
                return Because(CommandResult.NoSuchChannel, "there is no such channel");
            Channel channel = channels[command.Channel];
            bool isItsRun = channel.Run.Run.SameAs(command.Run) && !command.Run.IsEmpty;
            if (command.Verb == CommandVerb.Start)
                return Start(channel, isItsRun);
            if (!isItsRun)
                return Because(CommandResult.NotPossible, "the channel does not have this run");
            bool done;
            switch (command.Verb)
            {
                case CommandVerb.Stop:
                    done = channel.Stop(context.Now);
                    break;
                case CommandVerb.Pause:
                    done = channel.Pause(context.Now, false);
                    break;
                default:
                    done = channel.Resume(context.Now);
                    break;
            }
            return done
                ? CommandResult.Accepted
                : Because(CommandResult.NotPossible, "the run is not in a state for this");
        }

        private CommandResult Start(Channel channel, bool isItsRun)
        {
            if (command.Run.IsEmpty)
                return Because(CommandResult.NotPossible, "the run has no identity");
            if (isItsRun && channel.State != ChannelState.Idle && channel.State != ChannelState.Faulted)
                return CommandResult.AlreadyDone;
            if (isItsRun)
                return Because(CommandResult.NotPossible, "this run is over; an identity is used once");
            switch (channel.State)
            {
                case ChannelState.Running:
                case ChannelState.Paused:
                    return Because(CommandResult.Busy, "the channel has another run");
                case ChannelState.Draining:
                    return Because(CommandResult.Busy, "the host has not persisted all of the last run");
            }
            if (!IsPlanGood())
                return CommandResult.BadPlan;
            FrontEndSupervisor supervisor = context.Supervisor;
            if (!supervisor.IsUp && !supervisor.Start(context.Now))
                return Because(CommandResult.NotReady, FrontEndSupervisor.TextOf(supervisor.Fault));
            if (context.SelfTest.IsBad(command.Channel))
                return Because(CommandResult.NotReady, "the converters of this channel failed the self-test");
            if (channel.State == ChannelState.Faulted && !channel.Recondition())
                return Because(CommandResult.Busy, "the host has not persisted all of the last run");
            if (context.Store.FreeBytes < context.Options.ReserveBytes + command.Payload.Length)
                return Because(CommandResult.NotReady, "the journal is full");
            answer = channel.Begin(command.Run, command.Payload, command.Payload.Length, context.Now);
            return answer.Length == 0 ? CommandResult.Accepted : CommandResult.NotReady;
        }

        private bool IsPlanGood()
        {
            byte[] bytes = command.Payload;
            StepDefinition row = context.Row;
            int badStep;
            FrameError error = CompiledPlan.TryRead(
                bytes,
                bytes.Length,
                plan,
                row,
                context.Reader,
                out badStep
            );
            if (error != FrameError.None)
            {
                answer = badStep < 0 ? "the plan is damaged" : "step index " + badStep + ": malformed";
                return false;
            }
            int loops = 0;
            int sparse = 0;
            int lastWork = -1;
            for (int k = 0; k < plan.StepCount; k++)
            {
                if (!CompiledPlan.ReadStep(bytes, bytes.Length, k, row, context.Reader))
                    return false;
                string fault = PlanCheck.FaultOf(row, context.FrontEnd, context.Options);
                if (row.Kind == StepKind.Loop)
                {
                    loops++;
                    if (loops > RunState.MaximumLoops)
                        fault = "more loops than the tester can count";
                    else if (lastWork < row.LoopTarget)
                        fault = "the loop repeats no step";
                }
                else if (row.EveryCycles <= 1)
                    lastWork = k;
                else if (++sparse > LoopTable.MaximumSparse)
                    fault = "more steps of every n-th cycle than the tester can count";
                if (fault.Length == 0)
                    continue;
                answer = "step index " + k + ": " + fault;
                return false;
            }
            return true;
        }

        private CommandResult Because(CommandResult result, string text)
        {
            answer = text;
            return result;
        }
    }
}
