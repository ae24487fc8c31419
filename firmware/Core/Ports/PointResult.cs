namespace EdgeTester.Firmware.Ports
{
    /// <summary>What the waveform generator and its converter found at one frequency, already corrected by the calibration.</summary>
    public sealed class PointResult
    {
        /// <summary>The frequency that was really there, in Hz.</summary>
        public double FrequencyHz;

        /// <summary>Z' in ohm.</summary>
        public double RealOhm;

        /// <summary>Z'' in ohm, capacitive below zero.</summary>
        public double ImaginaryOhm;

        /// <summary>Standard uncertainty as a share of |Z|.</summary>
        public double RelativeSigma;

        /// <summary>Peak voltage across the cell in volt.</summary>
        public double VoltageAmplitude;

        /// <summary>Peak current through the cell in ampere.</summary>
        public double CurrentAmplitude;

        /// <summary>Share of the second harmonic, NaN where not measured.</summary>
        public double HarmonicShare;

        /// <summary>Whole periods evaluated.</summary>
        public int Periods;

        /// <summary>Current range it was measured on.</summary>
        public int Range;

        /// <summary>Bits of the contract's ImpedanceQuality.</summary>
        public ushort Quality;
    }
}
