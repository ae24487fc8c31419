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
    }
}
