namespace EdgeTester.Contracts
{
    /// <summary>What a comparison with a standard adjusts.</summary>
    public enum CalibrationKind : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>The wide voltage input: two voltages in volt.</summary>
        CoarseVoltage = 1,

        /// <summary>The narrow voltage input: two voltages in volt.</summary>
        FineVoltage = 2,

        /// <summary>A current range: two currents in ampere.</summary>
        Current = 3,

        /// <summary>A current range as the impedance sees it: one |Z| in ohm, in the places of the high value.</summary>
        Impedance = 4,

        /// <summary>An impedance at the open terminals: frequency in the place of the lower true value, Z' and Z'' in the places of what was shown.</summary>
        Open = 5,

        /// <summary>The same at shorted terminals.</summary>
        Short = 6,

        /// <summary>The same at a resistor, whose ohm stand in the place of the higher true value.</summary>
        Load = 7,

        /// <summary>Open terminals at two voltages in volt: the currents that leak past them, in ampere, are what was shown.</summary>
        Leakage = 8,

        /// <summary>
        /// Two currents in ampere of the channel that stands in the place of the range, and what this channel showed meanwhile on its first range.
        /// </summary>
        CommonGround = 9,
    }
}
