using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// The self-test after the boot and every day: registers, references and memory at once, also while cells are driven; converters channel by channel as
    /// soon as one has no run, within the day. It waits while somebody samples evenly or uses the waveform generator.
    /// </summary>
    public sealed class SelfTest
    {
        /// <summary>From one self-test to the next, in microseconds.</summary>
        public const long IntervalMicroseconds = 24L * 3600000000;

        /// <summary>Bytes of the memory's scratch cell.</summary>
        public const int MemorySize = 8;

        private const long FirstMicroseconds = 2000000;
        private const long RetryMicroseconds = 1000000;
        private const long PendingMicroseconds = 600000000;
        private readonly ImpedanceDesk desk;
        private readonly IFrontEnd frontEnd;
        private readonly INonVolatileMemory memory;
        private readonly int address;
        private readonly byte[] scratch;
        private readonly SelfTestFinding finding = new SelfTestFinding();
        private readonly int place;
        private readonly int all;
        private long dayEnds;
        private int tested;
        private int bad;
        private bool isRunning;
        private bool isDayDone;

        /// <summary>Makes the self-test of a board.</summary>
        /// <param name="desk">The generator, which it takes its turn at.</param>
        /// <param name="memory">Of the checkpoints.</param>
        /// <param name="address">First of <see cref="MemorySize"/> bytes that nobody else uses.</param>
        /// <param name="scratch">At least as many bytes; may be shared.</param>
        public SelfTest(ImpedanceDesk desk, INonVolatileMemory memory, int address, byte[] scratch)
        {
            this.desk = desk;
            this.memory = memory;
            this.address = address;
            this.scratch = scratch;
            frontEnd = desk.FrontEnd;
            place = frontEnd.ChannelCount + 1;
            all = (1 << frontEnd.ChannelCount) - 1;
        }

        /// <summary>When it wants to be called again, monotonic microseconds; only one that is under way is worth a step of its own.</summary>
        public long Due { get; private set; }

        /// <summary>Whether one is under way.</summary>
        public bool IsRunning
        {
            get { return isRunning; }
        }

        /// <summary>What the last self-test of the day found wrong; None where all is well so far.</summary>
        public SelfTestPart Part { get; private set; }

        /// <summary>Channel of it or <see cref="SelfTestFinding.Board"/>.</summary>
        public int Channel { get; private set; }

        /// <summary>What was read.</summary>
        public double Read { get; private set; }

        /// <summary>What should have been.</summary>
        public double Expected { get; private set; }

        /// <summary>Self-tests that have come to an end since the boot.</summary>
        public int Count { get; private set; }

        /// <summary>Whether a channel's converters have failed: no run begins there.</summary>
        public bool IsBad(int channel)
        {
            return (bad & (1 << channel)) != 0;
        }

        /// <summary>Forgets what was under way: the front end has been initialised.</summary>
        public void Reset(long now)
        {
            isRunning = false;
            tested = 0;
            isDayDone = false;
            dayEnds = now + IntervalMicroseconds;
            Due = now + FirstMicroseconds;
        }

        /// <summary>Carries it on.</summary>
        /// <param name="now">Monotonic microseconds.</param>
        /// <param name="free">Bits of the channels without a run.</param>
        /// <param name="isDone">There is a new result.</param>
        /// <returns>What takes the front end down: a set-point or latch that is not what was written; None else.</returns>
        public FrontEndFault Tick(long now, int free, out bool isDone)
        {
            isDone = false;
            if (now < Due)
                return FrontEndFault.None;
            if (!isRunning)
            {
                FrontEndFault begun = Begin(now, free);
                if (!isRunning)
                    return begun;
            }
            long next;
            FrontEndFault fault = frontEnd.PollSelfTest(finding, out next);
            if (fault == FrontEndFault.Busy)
            {
                Due = next > now ? next : now + 1;
                return FrontEndFault.None;
            }
            isRunning = false;
            desk.ReleaseGenerator(place, false);
            if (fault != FrontEndFault.None)
            {
                Due = now + RetryMicroseconds;
                return fault;
            }
            // At boot the device's own memory has just been written and read back.
            if (Count > 0)
                LookAtMemory();
            tested |= finding.Channels;
            bad &= ~finding.Channels;
            if (
                finding.Part == SelfTestPart.CoarseVoltage
                || finding.Part == SelfTestPart.Current
                || finding.Part == SelfTestPart.FineVoltage
            )
                bad |= 1 << finding.Channel;
            // What a channel failed by stays until that channel is well.
            if (finding.Part != SelfTestPart.None || bad == 0)
            {
                Part = finding.Part;
                Channel = finding.Channel;
                Read = finding.Read;
                Expected = finding.Expected;
            }
            Count++;
            isDayDone = true;
            isDone = true;
            Due = tested == all || now + PendingMicroseconds > dayEnds ? dayEnds : now + PendingMicroseconds;
            bool isWrong = finding.Part == SelfTestPart.SetPoint || finding.Part == SelfTestPart.Latch;
            return isWrong ? FrontEndFault.ReadBack : FrontEndFault.None;
        }

        private FrontEndFault Begin(long now, int free)
        {
            if (now >= dayEnds)
            {
                tested = 0;
                isDayDone = false;
                dayEnds = now + IntervalMicroseconds;
            }
            // Only converters may be pending within the day.
            if (isDayDone && (free & ~tested) == 0)
            {
                Due = now + PendingMicroseconds < dayEnds ? now + PendingMicroseconds : dayEnds;
                return FrontEndFault.None;
            }
            Due = now + RetryMicroseconds;
            if (desk.IsSampling || !desk.TryTakeGenerator(place))
                return FrontEndFault.None;
            FrontEndFault fault = frontEnd.StartSelfTest(free & ~tested);
            if (fault != FrontEndFault.None)
            {
                desk.ReleaseGenerator(place, false);
                return fault == FrontEndFault.Busy ? FrontEndFault.None : fault;
            }
            isRunning = true;
            return FrontEndFault.None;
        }

        // Two patterns, so that each bit has been both.
        private void LookAtMemory()
        {
            for (int round = 0; round < 2; round++)
            {
                int wrong = 0;
                for (int k = 0; k < MemorySize; k++)
                    scratch[k] = PatternOf(k, round);
                bool isThere = memory.Write(address, scratch, 0, MemorySize);
                for (int k = 0; k < MemorySize; k++)
                    scratch[k] = 0;
                isThere &= memory.Read(address, scratch, 0, MemorySize);
                for (int k = 0; k < MemorySize; k++)
                    if (scratch[k] != PatternOf(k, round))
                        wrong++;
                if (!isThere || wrong > 0)
                    finding.Fail(SelfTestPart.Memory, SelfTestFinding.Board, isThere ? wrong : MemorySize, 0);
            }
        }

        private static byte PatternOf(int index, int round)
        {
            int value = (0x5A + 37 * index) & 0xFF;
            return (byte)(round == 0 ? value : 0xFF - value);
        }
    }
}
