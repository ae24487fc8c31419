namespace EdgeTester.Firmware.Impedance
{
    /// <summary>Frequencies of a sweep: evenly spaced on a logarithmic axis from the start, the end itself always included.</summary>
    public sealed class FrequencyList
    {
        private double start;
        private double end;
        private int pointsPerDecade = 1;

        /// <summary>Number of frequencies, at least 1.</summary>
        public int Count { get; private set; }

        /// <summary>Sets the sweep.</summary>
        /// <param name="startHz">First frequency, above zero.</param>
        /// <param name="endHz">Last frequency, above zero; higher or lower than the first.</param>
        /// <param name="points">Points a decade, above zero.</param>
        public void Set(double startHz, double endHz, int points)
        {
            start = startHz;
            end = endHz;
            pointsPerDecade = points;
            double ratio = endHz > startHz ? endHz / startHz : startHz / endHz;
            int intervals = 0;
            while (ratio >= 10)
            {
                ratio /= 10;
                intervals += points;
            }
            // A last interval that is shorter than a billionth is rounding, not an interval.
            for (int k = 0; k <= points && Functions.PowerOfTen(k, points) < ratio * (1 - 1e-9); k++)
                intervals++;
            Count = intervals + 1;
        }

        /// <summary>Frequency in Hz of a point from 0 to <see cref="Count"/> - 1.</summary>
        public double FrequencyAt(int index)
        {
            if (index >= Count - 1)
                return end;
            return start * Functions.PowerOfTen(end > start ? index : -index, pointsPerDecade);
        }
    }
}
