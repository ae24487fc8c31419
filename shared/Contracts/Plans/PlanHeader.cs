namespace EdgeTester.Contracts
{
    /// <summary>What holds for a whole compiled plan.</summary>
    public sealed class PlanHeader
    {
        /// <summary>Number of steps.</summary>
        public ushort StepCount;

        /// <summary>CRC-32 that names the plan.</summary>
        public uint Checksum;

        /// <summary>After an outage.</summary>
        public ResumePolicy Resume;

        /// <summary>For <see cref="ResumePolicy.ContinueIfShort"/>, in seconds.</summary>
        public double LongestOutageSeconds;

        /// <summary>Safety limits of the whole run.</summary>
        public Limits Limits = new Limits();

        /// <summary>How the run is watched for shorts that do not collapse the voltage.</summary>
        public SentinelSettings Sentinel = new SentinelSettings();
    }
}
