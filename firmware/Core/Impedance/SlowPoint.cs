using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Impedance
{
    /// <summary>
    /// One impedance point from even samples of voltage and current with a staircase sine on the set-point. The frequency is
    /// a whole number of periods in a whole number of samples, near the asked one, so that the staircase repeats exactly; the
    /// ratio of the two fits needs no calibration of the filters because both signals pass the same.
    /// </summary>
    public sealed class SlowPoint
    {
        /// <summary>The fewest samples of a block that is evaluated.</summary>
        private const int LeastSamples = 64;

        // The first point wakes the cell; the next ones only change the frequency a little, with the phase going on.
        private const double FirstSettlingSeconds = 1;
        private const double LeastSettlingSeconds = 0.25;

        // A window with more than this of the sine in doubt is measured again, so often at the most.
        private const double MostUnsettled = 0.001;
        private const int MostDiscarded = 3;

        // Neighbouring readings of a sinc3 filter share two thirds of their window: the noise of a mean is 1.35 times that of
        // independent readings (square root of the sum of the autocorrelation of the cubic B-spline, 1.818).
        private const double FilterCorrelation = 1.35;
        private readonly SineFit fit;
        private double amplitude;
        private double targetSigma;
        private int blockSamples;
        private int blockPeriods;
        private int settleSamples;
        private int leastBlocks;
        private int mostSamples;
        private int sampleInBlock;
        private int blocks;
        private int seen;
        private int lost;
        private double cosine;
        private double sine;
        private double stepCosine;
        private double stepSine;
        private bool overloaded;
        private int discarded;
        private double unsettled;

        /// <summary>Makes a point with a scratch of its own.</summary>
        public SlowPoint()
            : this(new SineFitScratch()) { }

        /// <summary>Makes a point.</summary>
        /// <param name="scratch">May be shared with other points.</param>
        public SlowPoint(SineFitScratch scratch)
        {
            fit = new SineFit(scratch);
        }

        /// <summary>Frequency of the excitation in Hz.</summary>
        public double FrequencyHz { get; private set; }

        /// <summary>Largest |current| so far, in ampere; for the choice of the range.</summary>
        public double PeakCurrent { get; private set; }

        /// <summary>Whether the settling is over and samples are evaluated.</summary>
        public bool IsMeasuring
        {
            get { return seen >= settleSamples; }
        }

        /// <summary>What to add to the set-point until the next sample.</summary>
        public double Excitation
        {
            get { return amplitude * sine; }
        }

        /// <summary>Change of the mean voltage over the window in volt.</summary>
        public double DriftVolt { get; private set; }

        /// <summary>Mean voltage over the window in volt.</summary>
        public double MeanVoltage { get; private set; }

        /// <summary>Mean current over the window in ampere.</summary>
        public double MeanCurrent { get; private set; }

        /// <summary>Begins a point.</summary>
        /// <param name="askedHz">Asked frequency, below a quarter of the sampling rate.</param>
        /// <param name="peak">Excitation in volt or ampere.</param>
        /// <param name="periodMicroseconds">Of the samples.</param>
        /// <param name="minimumPeriods">Fewest whole periods, at least 1.</param>
        /// <param name="sigma">Asked relative uncertainty.</param>
        /// <param name="extraSeconds">Time that may be spent beyond the fewest periods to reach it.</param>
        /// <param name="isFirst">The cell was not excited before.</param>
        public void Begin(
            double askedHz,
            double peak,
            double periodMicroseconds,
            int minimumPeriods,
            double sigma,
            double extraSeconds,
            bool isFirst
        )
        {
            double sampleSeconds = periodMicroseconds * 1e-6;
            double turnsASample = askedHz * sampleSeconds;
            blockPeriods = 1 + (int)(LeastSamples * turnsASample);
            blockSamples = (int)(blockPeriods / turnsASample + 0.5);
            double turns = (double)blockPeriods / blockSamples;
            FrequencyHz = turns / sampleSeconds;
            leastBlocks = (minimumPeriods + blockPeriods - 1) / blockPeriods;
            settleSamples = 1 + (int)(1 / turns);
            int leastSettling = (int)(
                (isFirst ? FirstSettlingSeconds : LeastSettlingSeconds) / sampleSeconds
            );
            if (settleSamples < leastSettling)
                settleSamples = leastSettling;
            mostSamples = leastBlocks * blockSamples + (int)(extraSeconds / sampleSeconds);
            stepCosine = Functions.CosineOfTurns(turns);
            stepSine = Functions.SineOfTurns(turns);
            amplitude = peak;
            targetSigma = sigma;
            if (isFirst)
            {
                cosine = 1;
                sine = 0;
            }
            Restart();
        }

        /// <summary>Begins the same point again, settling included.</summary>
        public void Restart()
        {
            seen = 0;
            lost = 0;
            blocks = 0;
            sampleInBlock = 0;
            PeakCurrent = 0;
            overloaded = false;
            discarded = 0;
            fit.Reset(leastBlocks * blockSamples, leastBlocks * blockPeriods);
        }

        /// <summary>
        /// Takes the reading at the end of one sampling period and turns the excitation on; true when <paramref name="result"/> is
        /// filled.
        /// </summary>
        /// <param name="voltage">In volt.</param>
        /// <param name="current">In ampere.</param>
        /// <param name="isOverloaded">An input was at the end of its scale.</param>
        /// <param name="elapsedSamples">Sampling periods since the last call: 1 unless some were missed.</param>
        /// <param name="result">Filled at the end.</param>
        public bool Take(
            double voltage,
            double current,
            bool isOverloaded,
            int elapsedSamples,
            PointResult result
        )
        {
            double size = current < 0 ? -current : current;
            if (size > PeakCurrent)
                PeakCurrent = size;
            bool measuring = IsMeasuring;
            for (int k = 0; k < elapsedSamples; k++)
            {
                double c = cosine * stepCosine - sine * stepSine;
                sine = sine * stepCosine + cosine * stepSine;
                cosine = c;
                seen++;
                if (measuring)
                    sampleInBlock++;
            }
            if (!measuring)
                return false;
            lost += elapsedSamples - 1;
            overloaded |= isOverloaded;
            fit.Add(blocks * blockSamples + sampleInBlock - 1, cosine, sine, voltage, current);
            if (sampleInBlock < blockSamples)
                return false;
            sampleInBlock -= blockSamples;
            blocks++;
            Renormalise();
            if (blocks < leastBlocks)
                return false;
            bool solved = Evaluate(result);
            if (solved && unsettled > MostUnsettled && discarded < MostDiscarded)
            {
                // A slow process of the cell is still on its way: what was measured counts as settling, and the window begins anew.
                discarded++;
                blocks = 0;
                fit.Reset(leastBlocks * blockSamples, leastBlocks * blockPeriods);
                return false;
            }
            bool isLast = (blocks + 1) * blockSamples > mostSamples;
            if (!isLast && (!solved || result.RelativeSigma > targetSigma))
                return false;
            if (!solved)
                result.Quality |= ImpedanceQuality.Noisy;
            return true;
        }

        // Rounding lets the phasor's length wander by about 1e-16 a sample.
        private void Renormalise()
        {
            double correction = 1.5 - 0.5 * (cosine * cosine + sine * sine);
            cosine *= correction;
            sine *= correction;
        }

        private bool Evaluate(PointResult result)
        {
            result.FrequencyHz = FrequencyHz;
            result.Periods = blocks * blockPeriods;
            result.Quality = 0;
            result.RelativeSigma = 1;
            result.RealOhm = 0;
            result.ImaginaryOhm = 0;
            result.HarmonicShare = double.NaN;
            if (!fit.Solve())
                return false;
            SineFitResult v = fit.Voltage;
            SineFitResult i = fit.Current;
            MeanVoltage = v.Mean;
            MeanCurrent = i.Mean;
            DriftVolt = v.Slope * fit.Count;
            result.VoltageAmplitude = v.Amplitude;
            result.CurrentAmplitude = i.Amplitude;
            double square = i.Cosine * i.Cosine + i.Sine * i.Sine;
            if (square <= 0 || v.Amplitude <= 0)
                return false;
            // x(t) = a cos + b sin is the phasor a - j b.
            result.RealOhm = (v.Cosine * i.Cosine + v.Sine * i.Sine) / square;
            result.ImaginaryOhm = (v.Cosine * i.Sine - v.Sine * i.Cosine) / square;
            double voltageShare = v.Noise / v.Amplitude;
            double currentShare = i.Noise / i.Amplitude;
            result.RelativeSigma =
                FilterCorrelation
                * Functions.SquareRoot(
                    fit.UnitVariance * (voltageShare * voltageShare + currentShare * currentShare)
                );
            // What has not settled bends the drift: a fiftieth of it is taken to be in the sine. It shows in the voltage where the
            // current is held and in the current where the voltage is.
            double voltageDrift = Numbers.Absolute(DriftVolt / v.Amplitude);
            double currentDrift = Numbers.Absolute(i.Slope * fit.Count / i.Amplitude);
            unsettled = 0.02 * (voltageDrift > currentDrift ? voltageDrift : currentDrift);
            result.RelativeSigma = Functions.SquareRoot(
                result.RelativeSigma * result.RelativeSigma + unsettled * unsettled
            );
            double voltageHarmonic = v.SecondHarmonic / v.Amplitude;
            double currentHarmonic = i.SecondHarmonic / i.Amplitude;
            result.HarmonicShare = voltageHarmonic > currentHarmonic ? voltageHarmonic : currentHarmonic;
            Judge(result);
            return true;
        }

        private void Judge(PointResult result)
        {
            double drift = DriftVolt < 0 ? -DriftVolt : DriftVolt;
            if (drift > result.VoltageAmplitude)
                result.Quality |= ImpedanceQuality.Drifting;
            if (result.HarmonicShare > 0.02 && result.HarmonicShare > 4 * result.RelativeSigma)
                result.Quality |= ImpedanceQuality.Nonlinear;
            if (result.RelativeSigma > 5 * targetSigma)
                result.Quality |= ImpedanceQuality.Noisy;
            if (overloaded)
                result.Quality |= ImpedanceQuality.Overload;
            if (lost > 0)
                result.Quality |= ImpedanceQuality.Incoherent;
        }
    }
}
