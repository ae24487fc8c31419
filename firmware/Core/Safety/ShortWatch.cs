using EdgeTester.Firmware.Techniques;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>What one channel needs while it is watched for shorts, and where its check stands.</summary>
    public sealed class ShortWatch
    {
        /// <summary>The current as the plan has it, or turned.</summary>
        public const int Hold = 0;

        /// <summary>A tenth less.</summary>
        public const int Low = 1;

        /// <summary>The first current again.</summary>
        public const int Back = 2;

        /// <summary>Impedances.</summary>
        public const int Spectrum = 3;

        /// <summary>What was found.</summary>
        public readonly ShortEvidence Evidence = new ShortEvidence();

        /// <summary>Noise of the voltage at constant current.</summary>
        public readonly SteadinessMonitor Steadiness = new SteadinessMonitor();

        /// <summary>Readings of the present stage.</summary>
        public readonly ReadingWindow Window = new ReadingWindow();

        /// <summary>Present stage of the check.</summary>
        public int Stage;

        /// <summary>When it began, monotonic microseconds.</summary>
        public long StageBase;

        /// <summary>The current is turned: does the short stay?</summary>
        public bool IsTurned;

        /// <summary>The unsteady voltage of this step was recorded.</summary>
        public bool IsUnsteadySaid;

        /// <summary>Readings in a row beyond the voltage of a runaway.</summary>
        public int RunawayReadings;

        /// <summary>Whether impedances are measured.</summary>
        public bool IsInSpectrum
        {
            get { return Stage == Spectrum; }
        }

        /// <summary>Begins a check.</summary>
        public void Begin(long now)
        {
            IsTurned = false;
            Evidence.Begin();
            Enter(Hold, now);
        }

        /// <summary>Goes on to a stage.</summary>
        public void Enter(int stage, long now)
        {
            Stage = stage;
            StageBase = now;
            Window.Reset();
        }
    }
}
