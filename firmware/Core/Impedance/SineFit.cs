namespace EdgeTester.Firmware.Impedance
{
    /// <summary>
    /// Least-squares fit of y = a cos + b sin + c + d t + e cos2 + g sin2 + h t^2 to two signals sampled at the same moments, at
    /// a known frequency (four-parameter sine fit of IEEE 1057 without its frequency, plus drift and second harmonic). Samples
    /// are summed, not kept. The bent drift h is what a slow process of the cell leaves that has not settled; it is fitted over two
    /// periods or more, since over one it can hardly be told from the cosine.
    /// </summary>
    public sealed class SineFit
    {
        private const int Terms = 7;
        private const int Products = Terms * (Terms + 1) / 2;
        private readonly SineFitScratch scratch;
        private readonly double[] gram = new double[Products];
        private readonly double[] voltageSums = new double[Terms];
        private readonly double[] currentSums = new double[Terms];
        private double voltageSquares;
        private double currentSquares;
        private double voltageStart;
        private double currentStart;
        private double timeScale;
        private int terms;

        /// <summary>Samples so far.</summary>
        public int Count { get; private set; }

        /// <summary>Makes a fit.</summary>
        /// <param name="scratch">May be shared with other fits.</param>
        public SineFit(SineFitScratch scratch)
        {
            this.scratch = scratch;
        }

        /// <summary>What the last <see cref="Solve()"/> found in the voltage; overwritten by the next that shares the scratch.</summary>
        public SineFitResult Voltage
        {
            get { return scratch.Voltage; }
        }

        /// <summary>The same of the current.</summary>
        public SineFitResult Current
        {
            get { return scratch.Current; }
        }

        /// <summary>Variance of cosine and sine part, the larger of the two, for noise of unit variance: 2 / N and what the drift terms add.</summary>
        public double UnitVariance { get; private set; }

        /// <summary>Starts over.</summary>
        /// <param name="expectedSamples">About how many will come: scales the drift term, nothing else.</param>
        /// <param name="periods">Periods that will come: the bent drift is fitted from two on.</param>
        public void Reset(int expectedSamples, int periods)
        {
            terms = periods >= 2 ? Terms : Terms - 1;
            Count = 0;
            timeScale = expectedSamples > 1 ? 1.0 / expectedSamples : 1;
            voltageSquares = 0;
            currentSquares = 0;
            for (int k = 0; k < Terms; k++)
            {
                voltageSums[k] = 0;
                currentSums[k] = 0;
            }
            for (int k = 0; k < Products; k++)
                gram[k] = 0;
        }

        /// <summary>Takes one sample.</summary>
        /// <param name="index">Place in time in sampling periods since the start.</param>
        /// <param name="cosine">Of the excitation's phase at this moment.</param>
        /// <param name="sine">Likewise.</param>
        /// <param name="voltage">In volt.</param>
        /// <param name="current">In ampere.</param>
        public void Add(int index, double cosine, double sine, double voltage, double current)
        {
            if (Count == 0)
            {
                voltageStart = voltage;
                currentStart = current;
            }
            double v = voltage - voltageStart;
            double i = current - currentStart;
            double[] b = scratch.Basis;
            b[0] = cosine;
            b[1] = sine;
            b[2] = 1;
            b[3] = index * timeScale - 0.5;
            b[4] = cosine * cosine - sine * sine;
            b[5] = 2 * cosine * sine;
            b[6] = b[3] * b[3];
            double[] g = gram;
            int place = 0;
            for (int row = 0; row < Terms; row++)
            {
                double factor = b[row];
                voltageSums[row] += factor * v;
                currentSums[row] += factor * i;
                for (int column = 0; column <= row; column++)
                    g[place++] += factor * b[column];
            }
            voltageSquares += v * v;
            currentSquares += i * i;
            Count++;
        }

        /// <summary>Solves for both signals; false where the samples do not tell the terms apart.</summary>
        public bool Solve()
        {
            if (Count <= terms + 2)
                return false;
            double cosine;
            double sine;
            if (!Invert(0, out cosine) || !Invert(1, out sine))
                return false;
            UnitVariance = cosine > sine ? cosine : sine;
            return Solve(voltageSums, voltageSquares, voltageStart, Voltage)
                && Solve(currentSums, currentSquares, currentStart, Current);
        }

        // A diagonal element of the inverse of the normal matrix.
        private bool Invert(int term, out double element)
        {
            double[] solution = scratch.Solution;
            for (int k = 0; k < terms; k++)
                solution[k] = k == term ? 1 : 0;
            bool solved = Eliminate();
            element = solution[term];
            return solved;
        }

        private bool Solve(double[] sums, double squares, double start, SineFitResult result)
        {
            double[] solution = scratch.Solution;
            for (int k = 0; k < terms; k++)
                solution[k] = sums[k];
            if (!Eliminate())
                return false;
            double explained = 0;
            for (int k = 0; k < terms; k++)
                explained += solution[k] * sums[k];
            double rest = squares - explained;
            result.Cosine = solution[0];
            result.Sine = solution[1];
            result.Slope = solution[3] * timeScale;
            result.Mean = start + sums[2] / Count;
            result.Amplitude = Functions.SquareRoot(solution[0] * solution[0] + solution[1] * solution[1]);
            result.SecondHarmonic = Functions.SquareRoot(
                solution[4] * solution[4] + solution[5] * solution[5]
            );
            result.Noise = rest > 0 ? Functions.SquareRoot(rest / (Count - terms)) : 0;
            return true;
        }

        // Solves the normal equations for what stands in the solution by Gauss elimination; the matrix is positive definite, so that
        // no pivoting is needed.
        private bool Eliminate()
        {
            double[] m = scratch.Matrix;
            double[] solution = scratch.Solution;
            int place = 0;
            for (int row = 0; row < Terms; row++)
            {
                for (int column = 0; column <= row; column++)
                {
                    m[row * Terms + column] = gram[place];
                    m[column * Terms + row] = gram[place++];
                }
            }
            for (int pivot = 0; pivot < terms; pivot++)
            {
                double head = m[pivot * Terms + pivot];
                if (double.IsNaN(head) || head <= 1e-9 * gram[pivot * (pivot + 3) / 2])
                    return false;
                for (int row = pivot + 1; row < terms; row++)
                {
                    double factor = m[row * Terms + pivot] / head;
                    for (int column = pivot; column < terms; column++)
                        m[row * Terms + column] -= factor * m[pivot * Terms + column];
                    solution[row] -= factor * solution[pivot];
                }
            }
            for (int row = terms - 1; row >= 0; row--)
            {
                double sum = solution[row];
                for (int column = row + 1; column < terms; column++)
                    sum -= m[row * Terms + column] * solution[column];
                solution[row] = sum / m[row * Terms + row];
            }
            return true;
        }
    }
}
