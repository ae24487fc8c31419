namespace EdgeTester.Contracts
{
    /// <summary>Something that happened in a run, with the state at that moment.</summary>
    public sealed class RunEvent
    {
        /// <summary>The longest text in bytes of UTF-8.</summary>
        public const int MaximumTextBytes = 240;

        /// <summary>The run.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>Its sequence.</summary>
        public ulong Sequence;

        /// <summary>See <see cref="FrameHeader.OverflowCount"/>.</summary>
        public uint OverflowCount;

        /// <summary>What happened.</summary>
        public RunEventCode Code;

        /// <summary>Why, where a step or run ended.</summary>
        public EndReason Reason;

        /// <summary>Index in the step table.</summary>
        public ushort Step;

        /// <summary>How many steps have begun since the run began.</summary>
        public uint StepCount;

        /// <summary>Cycle from 0.</summary>
        public uint Cycle;

        /// <summary>Monotonic microseconds since the run began.</summary>
        public ulong ElapsedMicroseconds;

        /// <summary>Unix time in milliseconds, 0 where the device does not know it.</summary>
        public ulong UnixMilliseconds;

        /// <summary>Cell voltage in volt at that moment.</summary>
        public double Voltage;

        /// <summary>Current in ampere at that moment.</summary>
        public double Current;

        /// <summary>Net charge since the run began in coulomb.</summary>
        public double ChargeCoulomb;

        /// <summary>As the code says.</summary>
        public double Value1;

        /// <summary>As the code says.</summary>
        public double Value2;

        /// <summary>As the code says.</summary>
        public double Value3;

        /// <summary>For people; may be empty.</summary>
        public string Text = "";
    }
}
