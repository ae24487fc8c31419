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
        private readonly double[] basis = new double[Terms];
        private readonly double[] gram = new double[Terms * Terms];
        private readonly double[] voltageSums = new double[Terms];
        private readonly double[] currentSums = new double[Terms];
        private readonly double[] matrix = new double[Terms * Terms];
        private readonly double[] solution = new double[Terms];
        private double voltageSquares;
        private double currentSquares;
        private double voltageStart;
        private double currentStart;
        private double timeScale;
        private int terms;

        /// <summary>Samples so far.</summary>
        public int Count { get; private set; }

        /// <summary>In-phase (cosine) and quadrature (sine) parts and what else the fit of a signal gives.</summary>
        public readonly SineFitResult Voltage = new SineFitResult();

        /// <summary>The same of the current.</summary>
        public readonly SineFitResult Current = new SineFitResult();

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
            for (int k = 0; k < Terms * Terms; k++)
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
            double[] b = basis;
            b[0] = cosine;
            b[1] = sine;
            b[2] = 1;
            b[3] = index * timeScale - 0.5;
            b[4] = cosine * cosine - sine * sine;
            b[5] = 2 * cosine * sine;
            b[6] = b[3] * b[3];
            double[] g = gram;
            for (int row = 0; row < Terms; row++)
            {
                double factor = b[row];
                voltageSums[row] += factor * v;
                currentSums[row] += factor * i;
                for (int column = row; column < Terms; column++)
                    g[row * Terms + column] += factor * b[column];
            }
            voltageSquares += v * v;
            currentSquares += i * i;
            Count++;
        }

        /// <summary>Solves for both signals; false where the samples do not tell the terms apart.</summary>
        public bool Solve()
        {
            return Count > terms + 2
                && Solve(voltageSums, voltageSquares, voltageStart, Voltage)
                && Solve(currentSums, currentSquares, currentStart, Current);
        }

        private bool Solve(double[] sums, double squares, double start, SineFitResult result)
        {
            for (int row = 0; row < Terms; row++)
            {
                solution[row] = sums[row];
                for (int column = 0; column < Terms; column++)
                    matrix[row * Terms + column] =
                        column < row ? gram[column * Terms + row] : gram[row * Terms + column];
            }
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

        // Gauss elimination; the matrix is positive definite, so that no pivoting is needed.
        private bool Eliminate()
        {
            double[] m = matrix;
            for (int pivot = 0; pivot < terms; pivot++)
            {
                double head = m[pivot * Terms + pivot];
                if (double.IsNaN(head) || head <= 1e-9 * gram[pivot * Terms + pivot])
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
