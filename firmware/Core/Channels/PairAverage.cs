using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The ratio of voltage to current over repeated pairs, as least squares (sum of V conj I over sum of |I|^2), and its standard uncertainty from the
    /// scatter of the pairs around it.
    /// </summary>
    internal sealed class PairAverage
    {
        /// <summary>Most pairs that are kept.</summary>
        internal const int Capacity = 24;

        private readonly double[] voltageReal = new double[Capacity];
        private readonly double[] voltageImaginary = new double[Capacity];
        private readonly double[] currentReal = new double[Capacity];
        private readonly double[] currentImaginary = new double[Capacity];
        private int count;

        /// <summary>Voltage over current, in codes.</summary>
        internal Phasor Ratio;

        /// <summary>Standard uncertainty of one component as a share of the ratio; 1 with fewer than two pairs.</summary>
        internal double RelativeSigma;

        /// <summary>Root mean square of |V| in codes.</summary>
        internal double Voltage;

        /// <summary>Root mean square of |I| in codes.</summary>
        internal double Current;

        internal int Count
        {
            get { return count; }
        }

        internal void Clear()
        {
            count = 0;
            Ratio = new Phasor(0, 0);
            RelativeSigma = 1;
            Voltage = 0;
            Current = 0;
        }

        internal void Add(DftPair pair)
        {
            if (count == Capacity)
                return;
            voltageReal[count] = pair.VoltageReal;
            voltageImaginary[count] = pair.VoltageImaginary;
            currentReal[count] = pair.CurrentReal;
            currentImaginary[count] = pair.CurrentImaginary;
            count++;
        }

        /// <summary>Evaluates; false where there is no current or no voltage to speak of.</summary>
        internal bool Evaluate()
        {
            double crossReal = 0;
            double crossImaginary = 0;
            double current = 0;
            double voltage = 0;
            for (int k = 0; k < count; k++)
            {
                double vr = voltageReal[k];
                double vi = voltageImaginary[k];
                double ir = currentReal[k];
                double ii = currentImaginary[k];
                crossReal += vr * ir + vi * ii;
                crossImaginary += vi * ir - vr * ii;
                current += ir * ir + ii * ii;
                voltage += vr * vr + vi * vi;
            }
            RelativeSigma = 1;
            if (count == 0 || double.IsNaN(current) || current < 1e-6 || voltage < 1e-6)
                return false;
            Ratio = new Phasor(crossReal / current, crossImaginary / current);
            Voltage = Turning.SquareRoot(voltage / count);
            Current = Turning.SquareRoot(current / count);
            if (count < 2)
                return true;
            double residual = 0;
            for (int k = 0; k < count; k++)
            {
                Phasor fitted = Ratio * new Phasor(currentReal[k], currentImaginary[k]);
                double x = voltageReal[k] - fitted.Real;
                double y = voltageImaginary[k] - fitted.Imaginary;
                residual += x * x + y * y;
            }

            // Two components for each pair beyond the first; few degrees of freedom widen the 95 % interval as Student's t does.
            double freedom = 2.0 * (count - 1);
            double variance = residual / freedom / voltage;
            RelativeSigma = Turning.SquareRoot(variance) * (1.0 + 1.7 / freedom);
            return true;
        }
    }
}
