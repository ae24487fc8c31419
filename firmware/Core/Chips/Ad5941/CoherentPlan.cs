namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Filters, window and frequency word for one frequency, chosen so that the window holds a whole number of periods of the
    /// frequency that the generator really makes.
    /// </summary>
    public sealed class CoherentPlan
    {
        /// <summary>Clock of the part in Hz.</summary>
        public const double ClockHz = 16000000.0;

        /// <summary>Clocks of one conversion at 800 kSPS.</summary>
        public const int ClocksPerConversion = 20;

        /// <summary>2 to the power of 30: the generator's phase counter.</summary>
        public const double PhaseCounter = 1073741824.0;

        /// <summary>DFT source: 0 = sinc2, 1 = sinc3, 2 = the converter itself.</summary>
        public int Source;

        /// <summary>Sinc3 over-sampling: 5, 4 or 2; 1 where it is not used.</summary>
        public int Sinc3;

        /// <summary>Sinc2 over-sampling by the table of <see cref="CoherentPlanner.Sinc2"/>; 1 where it is not used.</summary>
        public int Sinc2;

        /// <summary>Field of <see cref="Sinc2"/>.</summary>
        public int Sinc2Field;

        /// <summary>Samples of the window, 4 to 16384, a power of two.</summary>
        public int Samples;

        /// <summary>Generator's frequency word.</summary>
        public int FrequencyWord;

        /// <summary>Whole periods in the window.</summary>
        public int Periods;

        /// <summary>What is missing to a whole number of periods, as a share of one period.</summary>
        public double Incoherence;

        /// <summary>Hann window.</summary>
        public bool Hann;

        /// <summary>
        /// Share of the sine's own negative frequency that leaks into the result (a constant, which the AC coupling keeps out,
        /// leaks at most fifteen times as much). Below <see cref="SmallLeakage"/> the plan counts as coherent: an incoherence of 1e-4
        /// of a period does no more.
        /// </summary>
        public double Leakage;

        /// <summary>The leakage that a coherent plan stays below.</summary>
        public const double SmallLeakage = 5e-5;

        /// <summary>Whether the window holds a whole number of periods, or misses it by less than matters.</summary>
        public bool IsCoherent
        {
            get { return Leakage < SmallLeakage; }
        }

        /// <summary>
        /// Spectrum of the Hann window at 2 k + e bins from the negative frequency, relative to its centre: e / (2 k (4 k^2 - 1))
        /// for small e.
        /// </summary>
        public static double HannLeakage(double incoherence, int periods)
        {
            if (periods < 2)
                return 1.0;
            double bins = 2.0 * periods;
            return incoherence / (bins * (bins * bins - 1.0));
        }

        /// <summary>The same without a window: e / 2 k.</summary>
        public static double PlainLeakage(double incoherence, int periods)
        {
            return periods < 1 ? 1.0 : incoherence / (2.0 * periods);
        }

        /// <summary>The frequency that the generator makes, in Hz.</summary>
        public double FrequencyHz
        {
            get { return FrequencyWord * (ClockHz / PhaseCounter); }
        }

        /// <summary>Clocks of the window.</summary>
        public long WindowClocks
        {
            get { return (long)ClocksPerConversion * Sinc3 * Sinc2 * Samples; }
        }

        /// <summary>
        /// Clocks from the start of the conversions until the DFT is ready (data sheet): 20 N; ((N + 2) OSR3 + 1) 20; through sinc2 that of
        /// (N + 1) OSR2 + 1 samples, and 15; the DFT itself 25.
        /// </summary>
        public long ReadyClocks
        {
            get
            {
                if (Source == 2)
                    return (long)ClocksPerConversion * Samples + 25;
                if (Source == 1)
                    return ((long)(Samples + 2) * Sinc3 + 1) * ClocksPerConversion + 25;
                long sinc3Samples = (long)(Samples + 1) * Sinc2 + 1;
                return ((sinc3Samples + 2) * Sinc3 + 1) * ClocksPerConversion + 15 + 25;
            }
        }

        /// <summary>What filters and window leave of an amplitude at this frequency, 0..1.</summary>
        public double AmplitudeGain
        {
            get
            {
                double step = FrequencyHz * (ClocksPerConversion / ClockHz);
                double first = SincGain(step, Sinc3);
                double second = SincGain(step * Sinc3, Sinc2);
                return first * first * first * second * second * (Hann ? 0.5 : 1.0);
            }
        }

        /// <summary>ADCFILTERCON: 800 kSPS, notch off, filters.</summary>
        public int FilterControl
        {
            get
            {
                int sinc3Field =
                    Sinc3 == 5 ? 0
                    : Sinc3 == 4 ? 1
                    : 2;
                int bypass = Source == 2 ? 1 << 6 : 0;
                return 0x11 | bypass | (Sinc2Field << 8) | (sinc3Field << 12);
            }
        }

        /// <summary>DFTCON.</summary>
        public int DftControl
        {
            get
            {
                int power = 0;
                while (4 << power < Samples)
                    power++;
                return (Hann ? 1 : 0) | (power << 4) | (Source << 20);
            }
        }

        private static double SincGain(double turns, int length)
        {
            double below = length * Turning.Sine(0.5 * turns);
            if (length <= 1 || below < 1e-12 && below > -1e-12)
                return 1.0;
            return Turning.Sine(0.5 * turns * length) / below;
        }
    }
}
