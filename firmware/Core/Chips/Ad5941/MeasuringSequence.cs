namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// The sequencer's program for one pair of DFTs: voltage then current, each over some windows that begin at phases spread over a
    /// period. The sequencer counts clocks, so the phase between the two is known exactly, which no managed code on a bus could time.
    /// </summary>
    public sealed class MeasuringSequence
    {
        /// <summary>Most windows per input.</summary>
        public const int MostWindows = 4;

        /// <summary>Largest program in words.</summary>
        public const int MostWords = 2 * (2 + 4 * MostWindows) + 1;

        // Multiplexer and gain settle in 60 us (data sheet 20..60 us).
        private const int MultiplexerClocks = 1280;
        private const int LeastGapClocks = 64;
        private const int MarginClocks = 32;

        private readonly int[] words = new int[MostWords];
        private readonly double[] turns = new double[2 * MostWindows];
        private int count;
        private int windows;
        private long clocks;

        /// <summary>Words of the program.</summary>
        public int Count
        {
            get { return count; }
        }

        /// <summary>Windows per input.</summary>
        public int Windows
        {
            get { return windows; }
        }

        /// <summary>Clocks from trigger to end.</summary>
        public long Clocks
        {
            get { return clocks; }
        }

        /// <summary>A word.</summary>
        public int this[int index]
        {
            get { return words[index]; }
        }

        /// <summary>Phase of the generator at the start of a window since the trigger, 0..1 of a turn; voltage first.</summary>
        public double TurnsAt(int window)
        {
            return turns[window];
        }

        /// <summary>Word that writes a register between 0x2000 and 0x21FC.</summary>
        public static int WriteWord(int address, int value)
        {
            return (int)(0x80000000u | ((uint)(address & 0x1FC) << 22) | (uint)(value & 0xFFFFFF));
        }

        /// <summary>Word that waits.</summary>
        public static int WaitWord(long waitClocks)
        {
            return (int)(waitClocks & 0x3FFFFFFF);
        }

        /// <summary>Builds the program.</summary>
        /// <param name="plan">Filters and window.</param>
        /// <param name="windowCount">Windows per input, 1 to 4.</param>
        /// <param name="voltageControl">ADCCON for the voltage.</param>
        /// <param name="currentControl">ADCCON for the current.</param>
        /// <param name="idle">AFECON between conversions, converter on.</param>
        public void Build(
            CoherentPlan plan,
            int windowCount,
            int voltageControl,
            int currentControl,
            int idle
        )
        {
            count = 0;
            clocks = 0;
            windows = windowCount;
            int run = idle | Ad5941Register.AfeConvert | Ad5941Register.AfeDft;
            if (plan.Source == 0)
                run |= Ad5941Register.AfeSinc2;
            long ready = plan.ReadyClocks + MarginClocks;
            long gap = GapFor(plan, ready + 4);
            for (int input = 0; input < 2; input++)
            {
                Write(Ad5941Register.ConverterControl, input == 0 ? voltageControl : currentControl);
                Wait(MultiplexerClocks);
                for (int window = 0; window < windowCount; window++)
                {
                    long phase = plan.FrequencyWord * clocks;
                    turns[input * windowCount + window] = (phase & 0x3FFFFFFF) / CoherentPlan.PhaseCounter;
                    Write(Ad5941Register.AfeControl, run);
                    Wait(ready);
                    Write(Ad5941Register.AfeControl, idle);
                    Wait(gap);
                }
            }
            Write(Ad5941Register.SequenceControl, 0);
        }

        private long GapFor(CoherentPlan plan, long busy)
        {
            if (windows == 1)
                return LeastGapClocks;
            long phase = plan.FrequencyWord * (busy + LeastGapClocks);
            double now = (phase & 0x3FFFFFFF) / CoherentPlan.PhaseCounter;
            double missing = 1.0 / windows - now;
            if (missing < 0)
                missing += 1.0;
            return LeastGapClocks + (long)(missing * CoherentPlan.PhaseCounter / plan.FrequencyWord + 0.5);
        }

        private void Write(int address, int value)
        {
            words[count++] = WriteWord(address, value);
            clocks++;
        }

        private void Wait(long waitClocks)
        {
            words[count++] = WaitWord(waitClocks);
            clocks += waitClocks + 1;
        }
    }
}
