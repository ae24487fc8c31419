namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Finds (OSR3, OSR2, N, frequency word) with f N / rate a whole number. The word is quantised in steps of 14.9 mHz: above some
    /// hundred Hz a window of a few milliseconds is coherent to 1e-4 of a period; below, the shortest of many windows is taken
    /// whose rest a Hann window makes harmless. Without that window the signal is twice as large against the result's last step.
    /// </summary>
    public static class CoherentPlanner
    {
        private const double StrictIncoherence = 1e-4;
        private const double FrequencyTolerance = 0.012;
        private const int LeastHannPeriods = 3;
        private const double LeastOversampling = 10.0;
        private const double ManySamplesHz = 1000.0;

        /// <summary>Highest frequency in Hz that is synthesised and measured well.</summary>
        public const double HighestHz = 200000.0;

        /// <summary>From here on the converter is used without filters, in Hz.</summary>
        public const double DirectHz = 20000.0;

        /// <summary>Over-sampling of the sinc2 filter by its field.</summary>
        public static int Sinc2(int field)
        {
            switch (field)
            {
                case 0:
                    return 22;
                case 1:
                    return 44;
                case 2:
                    return 89;
                case 3:
                    return 178;
                case 4:
                    return 267;
                case 5:
                    return 533;
                case 6:
                    return 640;
                case 7:
                    return 667;
                case 8:
                    return 800;
                case 9:
                    return 889;
                case 10:
                    return 1067;
                default:
                    return 1333;
            }
        }

        /// <summary>Frequency word nearest to a frequency in Hz.</summary>
        public static int WordOf(double hz)
        {
            return (int)(hz * (CoherentPlan.PhaseCounter / CoherentPlan.ClockHz) + 0.5);
        }

        /// <summary>
        /// Fills a plan; false where the frequency is out of range. Where nothing coherent is found the best is given, and the plan says so.
        /// </summary>
        /// <param name="hz">Asked frequency, up to 200 kHz; the plan has the true one, within 1.2 %.</param>
        /// <param name="leastPeriods">Fewest periods in one window.</param>
        /// <param name="plan">Filled.</param>
        public static bool Find(double hz, int leastPeriods, CoherentPlan plan)
        {
            if (double.IsNaN(hz) || hz < 0.5 || hz > HighestHz * 1.001)
                return false;
            if (leastPeriods < 1)
                leastPeriods = 1;
            if (hz >= DirectHz)
            {
                Direct(hz, leastPeriods, plan);
                return true;
            }
            double best = double.MaxValue;
            for (int sinc3 = 2; sinc3 <= 5; sinc3++)
            {
                if (sinc3 == 3)
                    continue;
                for (int field = -1; field < 12; field++)
                    best = TryFilters(hz, leastPeriods, sinc3, field, best, plan);
            }
            return true;
        }

        // The converter itself at 800 kSPS. An odd count of periods meets each of the N phases once, which spreads the quantisation.
        private static void Direct(double hz, int leastPeriods, CoherentPlan plan)
        {
            int samples = 1024;
            while (samples < 16384 && hz * samples / 800000.0 < leastPeriods + 1)
                samples *= 2;
            int periods = (int)(hz * samples / 800000.0 + 0.5);
            if ((periods & 1) == 0)
                periods += periods * 800000.0 / samples > hz ? -1 : 1;
            if (periods < 1)
                periods = 1;
            if (periods * 800000.0 / samples > HighestHz)
                periods -= 2;
            plan.Source = 2;
            plan.Sinc3 = 1;
            plan.Sinc2 = 1;
            plan.Sinc2Field = 0;
            plan.Samples = samples;

            // With few periods the odd count is too far away: the frequency comes first.
            double made = periods * 800000.0 / samples;
            bool far = made > hz * (1 + FrequencyTolerance) || made < hz * (1 - FrequencyTolerance);
            plan.Hann = false;
            if (far)
                Nearest(hz, leastPeriods, plan);
            else
                Finish(plan, periods);
        }

        private static void Nearest(double hz, int leastPeriods, CoherentPlan plan)
        {
            plan.Hann = true;
            long clocks = plan.WindowClocks;
            double turns = hz * clocks / CoherentPlan.ClockHz;
            int periods = (int)(turns + 0.5);
            double made = periods * CoherentPlan.ClockHz / clocks;
            bool near = made <= hz * (1 + FrequencyTolerance) && made >= hz * (1 - FrequencyTolerance);
            if (near)
            {
                plan.Hann = false;
                Finish(plan, periods);
                return;
            }

            // A longer window has a finer grid of whole counts.
            if (plan.Samples < 16384)
            {
                plan.Samples *= 2;
                Nearest(hz, leastPeriods, plan);
                return;
            }
            plan.FrequencyWord = WordOf(hz);
            Judge(plan);
        }

        private static double TryFilters(
            double hz,
            int leastPeriods,
            int sinc3,
            int field,
            double best,
            CoherentPlan plan
        )
        {
            int sinc2 = field < 0 ? 1 : Sinc2(field);
            double rate = 800000.0 / (sinc3 * sinc2);
            if (rate < LeastOversampling * hz)
                return best;
            int least = leastPeriods < LeastHannPeriods ? LeastHannPeriods : leastPeriods;
            int leastSamples = hz >= ManySamplesHz ? 1024 : 128;
            double most = 3.0 * least + 4;
            if (most < hz * leastSamples * 2 / rate)
                most = hz * leastSamples * 2 / rate;
            for (int samples = leastSamples; samples <= 16384; samples *= 2)
            {
                double turns = hz * samples / rate;
                if (turns < least - 0.5)
                    continue;
                if (turns > most)
                    break;
                best = TryWindow(hz, least, sinc3, sinc2, field, samples, turns, best, plan);
            }
            return best;
        }

        private static double TryWindow(
            double hz,
            int least,
            int sinc3,
            int sinc2,
            int field,
            int samples,
            double turns,
            double best,
            CoherentPlan plan
        )
        {
            long clocks = (long)CoherentPlan.ClocksPerConversion * sinc3 * sinc2 * samples;
            int periods = (int)(turns + 0.5);
            if (periods < least)
                periods = least;
            double made = periods * CoherentPlan.ClockHz / clocks;
            if (made > hz * (1 + FrequencyTolerance))
                made = hz * (1 + FrequencyTolerance);
            if (made < hz * (1 - FrequencyTolerance))
                made = hz * (1 - FrequencyTolerance);
            int word = WordOf(made);
            double incoherence = IncoherenceOf(word, clocks, out periods);
            bool hann = hz < ManySamplesHz || incoherence >= StrictIncoherence;
            double leakage = hann
                ? CoherentPlan.HannLeakage(incoherence, periods)
                : CoherentPlan.PlainLeakage(incoherence, periods);

            // Time is the cost; a plan that is not coherent costs more than any that is.
            double cost = clocks;
            if (leakage >= CoherentPlan.SmallLeakage)
                cost *= 1e6 * (leakage / CoherentPlan.SmallLeakage);
            else if (incoherence >= StrictIncoherence)
                cost *= hz < ManySamplesHz ? 1.15 : 2.0;
            if (cost >= best)
                return best;
            plan.Source = sinc2 == 1 ? 1 : 0;
            plan.Sinc3 = sinc3;
            plan.Sinc2 = sinc2;
            plan.Sinc2Field = field < 0 ? 0 : field;
            plan.Samples = samples;
            plan.FrequencyWord = word;
            plan.Hann = hann;
            plan.Periods = periods;
            plan.Incoherence = incoherence;
            plan.Leakage = leakage;
            return cost;
        }

        private static void Finish(CoherentPlan plan, int periods)
        {
            plan.FrequencyWord = WordOf(periods * (CoherentPlan.ClockHz / plan.WindowClocks));
            Judge(plan);
        }

        private static void Judge(CoherentPlan plan)
        {
            int periods;
            plan.Incoherence = IncoherenceOf(plan.FrequencyWord, plan.WindowClocks, out periods);
            plan.Periods = periods;
            plan.Leakage = plan.Hann
                ? CoherentPlan.HannLeakage(plan.Incoherence, periods)
                : CoherentPlan.PlainLeakage(plan.Incoherence, periods);
        }

        // Exact: the product of word and clocks stays below 2^56.
        private static double IncoherenceOf(int word, long clocks, out int periods)
        {
            long phase = word * clocks;
            long whole = (phase + (1L << 29)) >> 30;
            long rest = phase - (whole << 30);
            periods = (int)whole;
            return (rest < 0 ? -rest : rest) / CoherentPlan.PhaseCounter;
        }
    }
}
