namespace EdgeTester.Firmware.Channels
{
    /// <summary>The last two impedances of each channel, from which the next one of a sweep can be foreseen.</summary>
    internal sealed class ImpedanceMemory
    {
        private const long LifeMicroseconds = 120000000;
        private const double SimilarFrequency = 1.7;
        private const double EqualSteps = 1.1;
        private const double LargestStep = 1.3;
        private const double PredictedShare = 0.9;
        private const double GuessedShare = 0.75;

        private readonly Phasor[] last = new Phasor[SignalChain.ChannelCount];
        private readonly double[] lastHz = new double[SignalChain.ChannelCount];
        private readonly long[] lastAt = new long[SignalChain.ChannelCount];
        private readonly double[] beforeOhm = new double[SignalChain.ChannelCount];
        private readonly double[] beforeHz = new double[SignalChain.ChannelCount];

        /// <summary>What <see cref="Predict"/> foresaw.</summary>
        internal Phasor Predicted;

        /// <summary>The share of an amplitude that may be asked for on the strength of it.</summary>
        internal double SafeShare;

        internal void Clear()
        {
            for (int k = 0; k < lastHz.Length; k++)
            {
                lastHz[k] = 0;
                beforeHz[k] = 0;
            }
        }

        internal void Remember(int channel, double hz, Phasor impedance, long nowMicroseconds)
        {
            beforeHz[channel] = IsNear(channel, hz, nowMicroseconds) ? lastHz[channel] : 0;
            beforeOhm[channel] = last[channel].Magnitude;
            last[channel] = impedance;
            lastHz[channel] = hz;
            lastAt[channel] = nowMicroseconds;
        }

        /// <summary>Foresees the impedance at a frequency; false where nothing near it was measured lately.</summary>
        internal bool Predict(int channel, double hz, long nowMicroseconds)
        {
            SafeShare = 0;
            Predicted = new Phasor(0, 0);
            if (!IsNear(channel, hz, nowMicroseconds))
                return false;
            Phasor impedance = last[channel];
            double size = impedance.Magnitude;
            if (size <= 0)
                return false;
            SafeShare = GuessedShare;
            if (beforeHz[channel] > 0 && beforeOhm[channel] > 0)
            {
                double first = lastHz[channel] / beforeHz[channel];
                double second = hz / lastHz[channel];
                double step = size / beforeOhm[channel];
                bool even = second < first * EqualSteps && first < second * EqualSteps;
                if (even && step < LargestStep && step * LargestStep > 1.0)
                {
                    SafeShare = PredictedShare;
                    impedance *= step;
                }
            }
            Predicted = impedance;
            return true;
        }

        private bool IsNear(int channel, double hz, long nowMicroseconds)
        {
            double before = lastHz[channel];
            bool near = before > 0 && before < hz * SimilarFrequency && hz < before * SimilarFrequency;
            return near && nowMicroseconds - lastAt[channel] < LifeMicroseconds;
        }
    }
}
