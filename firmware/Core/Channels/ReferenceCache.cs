using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Ratios of voltage to current that were measured at R_cal, by everything that changes them: frequency word, filters, gains, position. Older than
    /// ten minutes they count no more, because the amplifiers' temperature moves.
    /// </summary>
    internal sealed class ReferenceCache
    {
        internal const long LifeMicroseconds = 600000000;

        private const int Capacity = 80;

        private readonly int[] words = new int[Capacity];
        private readonly int[] settings = new int[Capacity];
        private readonly Phasor[] ratios = new Phasor[Capacity];
        private readonly double[] sigmas = new double[Capacity];
        private readonly long[] takenAt = new long[Capacity];
        private int count;
        private int next;

        /// <summary>The ratio that was found or added last.</summary>
        internal Phasor Ratio;

        /// <summary>Its standard uncertainty as a share.</summary>
        internal double RelativeSigma;

        internal void Clear()
        {
            count = 0;
            next = 0;
        }

        /// <summary>Looks a ratio up; false where there is none that is young enough.</summary>
        internal bool Find(CoherentPlan plan, int gains, int position, long nowMicroseconds)
        {
            return Find(plan.FrequencyWord, SettingOf(plan, gains, position), nowMicroseconds);
        }

        /// <summary>The same by a frequency word and whatever else changes the ratio.</summary>
        internal bool Find(int word, int setting, long nowMicroseconds)
        {
            for (int k = 0; k < count; k++)
            {
                if (words[k] != word || settings[k] != setting)
                    continue;
                if (nowMicroseconds - takenAt[k] > LifeMicroseconds)
                    continue;
                Ratio = ratios[k];
                RelativeSigma = sigmas[k];
                return true;
            }
            return false;
        }

        /// <summary>Keeps a ratio in the place of the oldest.</summary>
        internal void Add(
            CoherentPlan plan,
            int gains,
            int position,
            PairAverage average,
            long nowMicroseconds
        )
        {
            Add(plan.FrequencyWord, SettingOf(plan, gains, position), average, nowMicroseconds);
        }

        /// <summary>The same by a frequency word and whatever else changes the ratio.</summary>
        internal void Add(int word, int setting, PairAverage average, long nowMicroseconds)
        {
            int at = -1;
            for (int k = 0; k < count; k++)
            {
                if (words[k] == word && settings[k] == setting)
                    at = k;
            }
            if (at < 0)
            {
                at = next;
                next = next + 1 == Capacity ? 0 : next + 1;
                if (count < Capacity)
                    count++;
            }
            words[at] = word;
            settings[at] = setting;
            ratios[at] = average.Ratio;
            sigmas[at] = average.RelativeSigma;
            takenAt[at] = nowMicroseconds;
            Ratio = average.Ratio;
            RelativeSigma = average.RelativeSigma;
        }

        private static int SettingOf(CoherentPlan plan, int gains, int position)
        {
            return plan.DftControl ^ (plan.FilterControl << 8) ^ (gains << 24) ^ (position << 28);
        }
    }
}
