namespace EdgeTester.Firmware.Impedance
{
    /// <summary>What a <see cref="SineFit"/> found in one signal, in the signal's unit.</summary>
    public sealed class SineFitResult
    {
        /// <summary>Part in phase with the cosine.</summary>
        public double Cosine;

        /// <summary>Part in phase with the sine.</summary>
        public double Sine;

        /// <summary>Peak of the fundamental.</summary>
        public double Amplitude;

        /// <summary>Peak of the second harmonic.</summary>
        public double SecondHarmonic;

        /// <summary>Mean over the window.</summary>
        public double Mean;

        /// <summary>Drift a sample.</summary>
        public double Slope;

        /// <summary>Standard deviation of what the fit does not explain.</summary>
        public double Noise;
    }
}
