namespace EdgeTester.Contracts
{
    /// <summary>What to mind about an impedance point: bits that may stand together.</summary>
    public static class ImpedanceQuality
    {
        /// <summary>Nothing.</summary>
        public const ushort Good = 0;

        /// <summary>An input clipped.</summary>
        public const ushort Overload = 1;

        /// <summary>The mean drifted by more than the amplitude.</summary>
        public const ushort Drifting = 2;

        /// <summary>The response was not in proportion to the excitation.</summary>
        public const ushort Nonlinear = 4;

        /// <summary>Signal too small for the asked uncertainty.</summary>
        public const ushort Noisy = 8;

        /// <summary>Measured without a calibration of this range and frequency.</summary>
        public const ushort Uncalibrated = 16;

        /// <summary>The window held no whole number of periods.</summary>
        public const ushort Incoherent = 32;
    }
}
