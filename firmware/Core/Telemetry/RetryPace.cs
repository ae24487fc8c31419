namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>How long to wait before the next try: a second, doubled with each failure up to two minutes, and a part by chance so that a whole lab does not call at once after a power cut.</summary>
    public sealed class RetryPace
    {
        /// <summary>The first wait in milliseconds.</summary>
        public const int ShortestMilliseconds = 1000;

        /// <summary>The longest wait in milliseconds, without the part by chance.</summary>
        public const int LongestMilliseconds = 120000;

        private uint chance;
        private int step;

        /// <summary>Makes a pace.</summary>
        /// <param name="seed">Something that differs from device to device.</param>
        public RetryPace(uint seed)
        {
            chance = seed;
        }

        /// <summary>The wait before the next try in milliseconds, 0 after a success; up to a quarter longer than the doubled step.</summary>
        public int WaitMilliseconds { get; private set; }

        /// <summary>The try came to nothing.</summary>
        public void Failed()
        {
            step = step == 0 ? ShortestMilliseconds : step * 2;
            if (step > LongestMilliseconds)
                step = LongestMilliseconds;
            chance = chance * 1664525u + 1013904223u;
            WaitMilliseconds = step + (step >> 2) * (byte)(chance >> 24) / 256;
        }

        /// <summary>The try succeeded.</summary>
        public void Succeeded()
        {
            step = 0;
            WaitMilliseconds = 0;
        }
    }
}
