using EdgeTester.Firmware.Impedance;

namespace EdgeTester.Firmware.Techniques
{
    /// <summary>Means of voltage and current over some readings, and the noise of one: distances from the line between neighbours.</summary>
    public sealed class ReadingWindow
    {
        private double voltageSum;
        private double currentSum;
        private double square;
        private double before;
        private double last;

        /// <summary>Readings that were taken.</summary>
        public int Count { get; private set; }

        /// <summary>Mean voltage in volt.</summary>
        public double Voltage
        {
            get { return Count == 0 ? double.NaN : voltageSum / Count; }
        }

        /// <summary>Mean current in ampere.</summary>
        public double Current
        {
            get { return Count == 0 ? double.NaN : currentSum / Count; }
        }

        /// <summary>Standard deviation of one reading in volt, 0 with less than three.</summary>
        public double Noise
        {
            get { return Count < 3 ? 0 : Functions.SquareRoot(square / (1.5 * (Count - 2))); }
        }

        /// <summary>Forgets all.</summary>
        public void Reset()
        {
            Count = 0;
            voltageSum = 0;
            currentSum = 0;
            square = 0;
        }

        /// <summary>Takes one reading.</summary>
        public void Add(double voltage, double current)
        {
            if (Count >= 2)
            {
                double distance = last - 0.5 * (before + voltage);
                square += distance * distance;
            }
            before = last;
            last = voltage;
            voltageSum += voltage;
            currentSum += current;
            Count++;
        }
    }
}
