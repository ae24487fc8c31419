using EdgeTester.Firmware.Chips;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// The ratio of voltage to current over repeated pairs, as least squares (sum of V conj I over sum of |I|^2), and its standard uncertainty from the
    /// scatter of the pairs around it.
    /// </summary>
    internal sealed class PairAverage
    {
        /// <summary>Most pairs that a point takes unless an uncertainty is asked for.</summary>
        internal const int UsualMost = 24;

        private double crossReal;
        private double crossImaginary;
        private double currentSquare;
        private double voltageSquare;
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
            crossReal = 0;
            crossImaginary = 0;
            currentSquare = 0;
            voltageSquare = 0;
            Ratio = new Phasor(0, 0);
            RelativeSigma = 1;
            Voltage = 0;
            Current = 0;
        }

        internal void Add(DftPair pair)
        {
            double vr = pair.VoltageReal;
            double vi = pair.VoltageImaginary;
            double ir = pair.CurrentReal;
            double ii = pair.CurrentImaginary;
            crossReal += vr * ir + vi * ii;
            crossImaginary += vi * ir - vr * ii;
            currentSquare += ir * ir + ii * ii;
            voltageSquare += vr * vr + vi * vi;
            count++;
        }

        /// <summary>Evaluates; false where there is no current or no voltage to speak of.</summary>
        internal bool Evaluate()
        {
            double current = currentSquare;
            double voltage = voltageSquare;
            RelativeSigma = 1;
            if (count == 0 || double.IsNaN(current) || current < 1e-6 || voltage < 1e-6)
                return false;
            Ratio = new Phasor(crossReal / current, crossImaginary / current);
            Voltage = Turning.SquareRoot(voltage / count);
            Current = Turning.SquareRoot(current / count);
            if (count < 2)
                return true;
            // What the fit leaves of the squares; rounding is 1e-16 of them, the scatter 1e-10 at the least.
            double residual = voltage - (crossReal * crossReal + crossImaginary * crossImaginary) / current;
            if (residual < 0)
                residual = 0;

            // Two components for each pair beyond the first; few degrees of freedom widen the 95 % interval as Student's t does.
            double freedom = 2.0 * (count - 1);
            double variance = residual / freedom / voltage;
            RelativeSigma = Turning.SquareRoot(variance) * (1.0 + 1.7 / freedom);
            return true;
        }
    }
}
