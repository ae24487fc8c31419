namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// Slopes of voltage and current over the last quarter of the step or 60 s, whichever is shorter: least squares through means
    /// of sixteenths of that window, without keeping the readings.
    /// </summary>
    public sealed class SlopeWindow
    {
        private const int Bins = 20;
        private const int LeastBins = 6;
        private const double LongestSeconds = 60;
        private readonly double[] times = new double[Bins];
        private readonly double[] voltages = new double[Bins];
        private readonly double[] currents = new double[Bins];
        private int newest;
        private int count;
        private double timeSum;
        private double voltageSum;
        private double currentSum;
        private int readings;
        private double binEnd;

        /// <summary>Whether there are enough readings for slopes.</summary>
        public bool IsReady { get; private set; }

        /// <summary>dV/dt in V/s.</summary>
        public double VoltageSlope { get; private set; }

        /// <summary>dI/dt in A/s.</summary>
        public double CurrentSlope { get; private set; }

        /// <summary>Forgets all.</summary>
        public void Reset()
        {
            count = 0;
            readings = 0;
            timeSum = 0;
            voltageSum = 0;
            currentSum = 0;
            binEnd = 0;
            newest = -1;
            IsReady = false;
        }

        /// <summary>Takes one reading; times in seconds since the step began, rising.</summary>
        public void Add(double seconds, double voltage, double current)
        {
            timeSum += seconds;
            voltageSum += voltage;
            currentSum += current;
            readings++;
            if (seconds < binEnd)
                return;
            newest = newest + 1 == Bins ? 0 : newest + 1;
            if (count < Bins)
                count++;
            times[newest] = timeSum / readings;
            voltages[newest] = voltageSum / readings;
            currents[newest] = currentSum / readings;
            timeSum = 0;
            voltageSum = 0;
            currentSum = 0;
            readings = 0;
            double window = Window(seconds);
            binEnd = seconds + window / 16;
            Fit(seconds - window);
        }

        private static double Window(double seconds)
        {
            return seconds * 0.25 < LongestSeconds ? seconds * 0.25 : LongestSeconds;
        }

        private void Fit(double from)
        {
            IsReady = false;
            double last = times[newest];
            double n = 0;
            double t = 0;
            double v = 0;
            double i = 0;
            double tt = 0;
            double tv = 0;
            double ti = 0;
            for (int k = 0; k < count; k++)
            {
                if (times[k] < from)
                    continue;
                double time = times[k] - last;
                n += 1;
                t += time;
                v += voltages[k];
                i += currents[k];
                tt += time * time;
                tv += time * voltages[k];
                ti += time * currents[k];
            }
            double spread = n * tt - t * t;
            if (n < LeastBins || spread <= 0)
                return;
            VoltageSlope = (n * tv - t * v) / spread;
            CurrentSlope = (n * ti - t * i) / spread;
            IsReady = true;
        }
    }
}
