using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// Tells a short by the collapse of the voltage while the current stays: |V| falls below a share of the highest level of
    /// the last one to two half seconds, and does so in two readings one after the other. A voltage against the current is no level to
    /// collapse from at first: when the current turns, an interface that was charged the other way passes through zero by itself.
    /// </summary>
    public sealed class ShortDetector
    {
        /// <summary>Levels below this in volt are too near the noise to collapse from.</summary>
        public const double LeastLevelVolt = 1e-3;

        /// <summary>A voltage against the current counts as a level from here on, in volt: that of a cell that is discharged.</summary>
        public const double LeastOpposedVolt = 0.1;

        /// <summary>And only so long after another current has begun to flow, in microseconds.</summary>
        public const long OpposedMicroseconds = 10000000;

        private const long HalfWindowMicroseconds = 500000;
        private long begun;
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
            begun = now;
            suspect = false;
        }

        /// <summary>Looks at one settled reading taken at constant current.</summary>
        /// <param name="share">Below this share of the level it is a short; NaN = do not look.</param>
        /// <param name="voltage">Cell voltage in volt.</param>
        /// <param name="current">Current in ampere; only its sign counts.</param>
        /// <param name="now">Monotonic microseconds.</param>
        /// <returns>True when the collapse is confirmed.</returns>
        public bool Detects(double share, double voltage, double current, long now)
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
            bool isOpposed = voltage * current < 0;
            if (isOpposed && (size < LeastOpposedVolt || now - begun < OpposedMicroseconds))
                size = 0;
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
