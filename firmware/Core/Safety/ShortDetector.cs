using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// Tells a short by the collapse of the voltage while the current stays: |V| falls below a share of the highest level of
    /// the last one to two half seconds, and does so in two readings one after the other.
    /// </summary>
    public sealed class ShortDetector
    {
        /// <summary>Levels below this in volt are too near the noise to collapse from.</summary>
        public const double LeastLevelVolt = 1e-3;

        private const long HalfWindowMicroseconds = 500000;
        private double levelBefore;
        private double level;
        private long levelSince;
        private double suspectLevel;
        private bool suspect;

        /// <summary>The level in volt from which the voltage collapsed.</summary>
        public double LevelBefore { get; private set; }

        /// <summary>Whether one reading looked like a short and the next shall come soon.</summary>
        public bool IsSuspicious
        {
            get { return suspect; }
        }

        /// <summary>Forgets the levels: another current flows.</summary>
        public void Reset(long now)
        {
            levelBefore = 0;
            level = 0;
            levelSince = now;
            suspect = false;
        }

        /// <summary>Looks at one settled reading taken at constant current.</summary>
        /// <param name="share">Below this share of the level it is a short; NaN = do not look.</param>
        /// <param name="voltage">Cell voltage in volt.</param>
        /// <param name="now">Monotonic microseconds.</param>
        /// <returns>True when the collapse is confirmed.</returns>
        public bool Detects(double share, double voltage, long now)
        {
            if (double.IsNaN(share))
                return false;
            double size = Numbers.Absolute(voltage);
            double reference = suspect ? suspectLevel : (levelBefore > level ? levelBefore : level);
            if (reference >= LeastLevelVolt && size < share * reference)
            {
                LevelBefore = reference;
                if (suspect)
                    return true;
                suspect = true;
                suspectLevel = reference;
                return false;
            }
            suspect = false;
            if (now - levelSince >= HalfWindowMicroseconds)
            {
                levelBefore = level;
                level = size;
                levelSince = now;
            }
            else if (size > level)
                level = size;
            return false;
        }
    }
}
