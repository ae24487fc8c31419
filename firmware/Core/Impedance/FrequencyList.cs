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
            // A rest of less than a tenth of an interval goes to the last one: it would cost a second point at nearly the same place.
            for (int k = 0; k <= points && Functions.PowerOfTen(10 * k + 1, 10 * points) < ratio; k++)
                intervals++;
            if (intervals == 0 && ratio > 1 + 1e-9)
                intervals = 1;
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
