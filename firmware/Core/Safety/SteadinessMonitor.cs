using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>
    /// Noise of a voltage at constant current: means of half a second, of each the distance from the straight line between its
    /// neighbours, so that slow drift does not count. The distances are averaged over the last 32.
    /// </summary>
    public sealed class SteadinessMonitor
    {
        private const double BinSeconds = 0.5;
        private const int Memory = 32;
        private const int LeastDistances = 8;

        // The middle of three independent values with the mean of its neighbours taken off has one and a half times their variance.
        private const double DistanceVariance = 1.5;
        private double sum;
        private double timeSum;
        private int readings;
        private double binEnd;
        private double middleTime;
        private double middle;
        private double firstTime;
        private double first;
        private int bins;
        private int distances;
        private double square;

        /// <summary>Whether there are enough means for a judgement.</summary>
        public bool IsReady
        {
            get { return distances >= LeastDistances; }
        }

        /// <summary>Standard deviation of a mean in volt.</summary>
        public double Noise
        {
            get { return distances == 0 ? 0 : Functions.SquareRoot(square / DistanceVariance); }
        }

        /// <summary>Forgets all: another current flows.</summary>
        public void Reset()
        {
            sum = 0;
            timeSum = 0;
            readings = 0;
            binEnd = 0;
            bins = 0;
            distances = 0;
            square = 0;
        }

        /// <summary>Takes one reading; true when a mean was completed.</summary>
        /// <param name="seconds">Rising.</param>
        /// <param name="voltage">In volt.</param>
        public bool Add(double seconds, double voltage)
        {
            if (readings == 0 && binEnd == 0)
                binEnd = seconds + BinSeconds;
            sum += voltage;
            timeSum += seconds;
            readings++;
            if (seconds < binEnd)
                return false;
            Close(timeSum / readings, sum / readings);
            sum = 0;
            timeSum = 0;
            readings = 0;
            binEnd = seconds + BinSeconds;
            return true;
        }

        private void Close(double lastTime, double last)
        {
            if (bins >= 2)
            {
                double line = first + (last - first) * (middleTime - firstTime) / (lastTime - firstTime);
                double distance = middle - line;
                if (distances < Memory)
                    distances++;
                square += (distance * distance - square) / distances;
            }
            else
                bins++;
            firstTime = middleTime;
            first = middle;
            middleTime = lastTime;
            middle = last;
        }
    }
}
