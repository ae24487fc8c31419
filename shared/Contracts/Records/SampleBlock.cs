namespace EdgeTester.Contracts
{
    /// <summary>
    /// Up to <see cref="Capacity"/> samples of one channel in one step, one cycle and on one current range. Voltage and
    /// current are whole numbers of a quantum, so that nothing is lost on the way: value = counts * quantum.
    /// The arrays are allocated once and reused.
    /// </summary>
    public sealed class SampleBlock
    {
        /// <summary>The most samples of a block.</summary>
        public const int MaximumCapacity = 1024;

        /// <summary>Makes an empty block.</summary>
        /// <param name="capacity">Most samples, 1 to <see cref="MaximumCapacity"/>.</param>
        public SampleBlock(int capacity)
        {
            Capacity = capacity;
            ElapsedMicroseconds = new long[capacity];
            VoltageCounts = new int[capacity];
            CurrentCounts = new int[capacity];
            TemperatureCentidegrees = new short[capacity];
        }

        /// <summary>The temperature of a sample that has none.</summary>
        public const short NoTemperature = short.MinValue;

        /// <summary>The most samples that fit.</summary>
        public int Capacity;

        /// <summary>Samples that are there.</summary>
        public int Count;

        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>Sequence of the first sample.</summary>
        public ulong FirstSequence;

        /// <summary>See <see cref="FrameHeader.OverflowCount"/>.</summary>
        public uint OverflowCount;

        /// <summary>Index in the step table.</summary>
        public ushort Step;

        /// <summary>How many steps have begun since the run began; never resets, never repeats.</summary>
        public uint StepCount;

        /// <summary>Cycle from 0.</summary>
        public uint Cycle;

        /// <summary>Current range, index in the device description.</summary>
        public byte Range;

        /// <summary>Volt a count.</summary>
        public double VoltageQuantum;

        /// <summary>Ampere a count.</summary>
        public double CurrentQuantum;

        /// <summary>Net charge since the run began, at the last sample, in coulomb; charging is positive.</summary>
        public double ChargeCoulomb;

        /// <summary>Net energy since the run began, at the last sample, in joule.</summary>
        public double EnergyJoule;

        /// <summary>Monotonic time since the run began, in microseconds; never falls inside a run.</summary>
        public long[] ElapsedMicroseconds;

        /// <summary>Cell voltage in counts.</summary>
        public int[] VoltageCounts;

        /// <summary>Current in counts, charging positive.</summary>
        public int[] CurrentCounts;

        /// <summary>Temperature in 0.01 degree Celsius or <see cref="NoTemperature"/>.</summary>
        public short[] TemperatureCentidegrees;

        /// <summary>Cell voltage of sample k in volt.</summary>
        public double Voltage(int k)
        {
            return VoltageCounts[k] * VoltageQuantum;
        }

        /// <summary>Current of sample k in ampere.</summary>
        public double Current(int k)
        {
            return CurrentCounts[k] * CurrentQuantum;
        }
    }
}
