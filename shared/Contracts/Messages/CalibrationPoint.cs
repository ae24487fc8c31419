namespace EdgeTester.Contracts
{
    /// <summary>What a standard truly was and what the device showed of it, at two levels.</summary>
    public sealed class CalibrationPoint
    {
        /// <summary>Bytes of one.</summary>
        public const int Size = 3 + 4 * 8;

        /// <summary>What it adjusts.</summary>
        public CalibrationKind Kind;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>
        /// Current range, 0 where that has no meaning; the option module's impedances count as one range more than there are; of a common ground the other channel.
        /// </summary>
        public byte Range;

        /// <summary>The lower true value; not used by an impedance, the frequency in Hz of open, short and load.</summary>
        public double TrueLow;

        /// <summary>What was shown of it.</summary>
        public double ReadLow;

        /// <summary>The higher true value.</summary>
        public double TrueHigh;

        /// <summary>What was shown of it.</summary>
        public double ReadHigh;
    }
}
