using EdgeTester.Firmware.Impedance;

namespace EdgeTester.Firmware.Runner
{
    /// <summary>What a board tells the runner about itself. Read while running, so that a board may change the paces.</summary>
    public sealed class TesterOptions
    {
        /// <summary>Unique name, 1 to 32 of letters, digits, '-' and '_'.</summary>
        public string Serial = "";

        /// <summary>Kind of board.</summary>
        public string Board = "";

        /// <summary>Version of the firmware.</summary>
        public string Firmware = "";

        /// <summary>Lowest cell voltage that the board can set and read, in volt.</summary>
        public double MinimumVoltage = -7;

        /// <summary>Highest cell voltage, in volt.</summary>
        public double MaximumVoltage = 7;

        /// <summary>Lowest impedance frequency in Hz.</summary>
        public double MinimumFrequencyHz = 0.001;

        /// <summary>The longest time between two calls of Step while a run goes on, in microseconds: 1 s where time is simulated, one reading on a real board.</summary>
        public long MaximumTickMicroseconds = 1000000;

        /// <summary>The shortest time between two readings, in microseconds: that of one averaged reading.</summary>
        public long MinimumTickMicroseconds = 12288;

        /// <summary>From a change of the set-point to a reading that knows nothing of the time before, in microseconds.</summary>
        public long SettleMicroseconds = 25000;

        /// <summary>How long a cell is open before its voltage counts as that of the open circuit, in microseconds.</summary>
        public long OpenCircuitMicroseconds = 500000;

        /// <summary>Rest after an outage before a run goes on, in microseconds.</summary>
        public long ResumeRestMicroseconds = 60000000;

        /// <summary>Samples of a block, 1 to 1024. A block costs 18 bytes of memory a sample and channel.</summary>
        public int BlockSamples = 64;

        /// <summary>A block that is not full is closed after this time of the link, in microseconds.</summary>
        public long FlushMicroseconds = 10000000;

        /// <summary>How often the state is written to non-volatile memory, in microseconds.</summary>
        public long CheckpointMicroseconds = 1000000;

        /// <summary>How often a channel says what it does just now, in microseconds of the link.</summary>
        public long LiveMicroseconds = 1000000;

        /// <summary>Without progress of the host's acknowledgement for this long everything unacknowledged is sent again, in microseconds of the link; doubles up to eight times.</summary>
        public long ResendMicroseconds = 10000000;

        /// <summary>Frames of a channel that may be on the way without the host's acknowledgement.</summary>
        public int WindowFrames = 32;

        /// <summary>Size of a journal segment in bytes.</summary>
        public int SegmentBytes = 65536;

        /// <summary>With less room than this many bytes in the store the runs are held; it suffices for their last records.</summary>
        public long ReserveBytes = 32768;

        /// <summary>Largest message that is taken in, in bytes: bounds the size of a plan.</summary>
        public int ReceiveBytes = 33000;

        /// <summary>Uncertainty of the wall clock in seconds when it is known at all.</summary>
        public double ClockUncertaintySeconds = 1;

        /// <summary>How impedance is measured.</summary>
        public ImpedanceSettings Impedance = new ImpedanceSettings();
    }
}
