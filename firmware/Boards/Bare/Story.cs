using EdgeTester.Contracts;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Bare
{
    /// <summary>
    /// Two runs on a tester over ports in memory; the power fails in the middle of a write and comes back after half an hour; both runs
    /// go on to their end.
    /// </summary>
    public sealed class Story
    {
        /// <summary>Channels of the scripted board.</summary>
        public const int Channels = 2;

        /// <summary>The write that the power fails at unless the caller says another.</summary>
        public const int DefaultCut = 150;

        private const long OutageMicroseconds = 1800000000;
        private const long LongestMicroseconds = 3600000000;
        private readonly IOutput output;
        private readonly PowerSwitch power = new PowerSwitch();
        private readonly ScriptClock clock = new ScriptClock(1767225600000);
        private readonly ScriptedFrontEnd frontEnd;
        private readonly HostInRam host;
        private readonly MemoryInRam memory;
        private readonly StoreInRam store;
        private readonly TesterOptions options = new TesterOptions();
        private Tester? tester;

        /// <summary>Makes the story of the default cut.</summary>
        public Story(IOutput output)
            : this(output, DefaultCut) { }

        /// <summary>Makes the story.</summary>
        /// <param name="output">Where its lines go.</param>
        /// <param name="cutAtWrite">The write that the power fails at, 0 for none.</param>
        public Story(IOutput output, int cutAtWrite)
        {
            this.output = output;
            power.FailAt = cutAtWrite;
            frontEnd = new ScriptedFrontEnd(clock, Channels);
            host = new HostInRam(clock, power, output);
            memory = new MemoryInRam(Tester.MemorySize(Channels), power);
            store = new StoreInRam(power);
            options.Serial = "bare-1";
            options.Board = "Bare";
            options.Firmware = "1";
            options.BlockSamples = 16;
            options.ReceiveBytes = 1536;
            options.WindowFrames = 8;
            options.SegmentBytes = StoreInRam.SegmentBytes;
            options.ReserveBytes = 2 * StoreInRam.SegmentBytes;
            options.CheckpointMicroseconds = 10000000;
            options.LiveMicroseconds = 30000000;
        }

        /// <summary>Calls of the tester's Step so far.</summary>
        public long Ticks { get; private set; }

        /// <summary>The host of the story.</summary>
        public HostInRam Host
        {
            get { return host; }
        }

        /// <summary>Whether both runs came to their end and the host has all of them.</summary>
        public bool IsWhole { get; private set; }

        /// <summary>Tells it to the end.</summary>
        public void Run()
        {
            Boot();
            Start(0, Plans.PlatingWithSpectra());
            Start(1, Plans.SpectrumHoldAndSweep());
            while (!IsOver())
            {
                Step();
                if (power.IsOff)
                    ComeBack();
                if (clock.ElapsedMicroseconds > LongestMicroseconds)
                    break;
            }
            IsWhole = IsOver() && host.Missing == 0;
            output.Line("ticks " + Ticks.ToString() + ", writes " + power.Writes.ToString());
            output.Line(
                (IsWhole ? "all records are there, " : "RECORDS ARE MISSING, ")
                    + host.Repeated.ToString()
                    + " came twice"
            );
            output.Line("all " + host.Messages.ToString() + " frames " + Lines.Hexadecimal(host.Checksum));
        }

        private void Boot()
        {
            tester = new Tester(options, clock, frontEnd, host, memory, store);
            tester.Start();
        }

        private void Start(byte channel, byte[] plan)
        {
            Command command = new Command();
            command.Id = (ulong)channel + 1;
            command.Verb = CommandVerb.Start;
            command.Run = new RunId(0xBA2E, (ulong)channel + 1);
            command.Channel = channel;
            command.Payload = plan;
            byte[] message = new byte[command.EncodedSize];
            command.Encode(message, 0, new FrameHeader(), new ByteWriter());
            host.Send(message);
            Step();
        }

        private void Step()
        {
            long next = tester!.Step();
            Ticks++;
            clock.MoveTo(next);
        }

        private void ComeBack()
        {
            output.Line("power fails in write " + power.Writes.ToString());
            // The old tester goes before the new one comes: there is no room for two.
            tester = null;
            frontEnd.DisconnectAll();
            clock.Restart(OutageMicroseconds);
            power.Restore();
            output.Line("power is back after 1800 s");
            Boot();
        }

        private bool IsOver()
        {
            for (int k = 0; k < Channels; k++)
                if (tester!.ChannelAt(k).State != ChannelState.Idle)
                    return false;
            return tester!.Backlog == 0;
        }
    }
}
