namespace EdgeTester.Contracts
{
    /// <summary>What the sentinel found: value 1 of <see cref="RunEventCode.SentinelFound"/>.</summary>
    public enum SentinelFinding : byte
    {
        /// <summary>A healthy cell.</summary>
        None = 0,

        /// <summary>Less resistance than the electrolyte has: metal from electrode to electrode.</summary>
        HardShort = 1,

        /// <summary>Signs of a soft short while the current flows; whether it goes away is not known yet.</summary>
        SoftShort = 2,

        /// <summary>A soft short that went away when the current turned.</summary>
        ReversibleSoftShort = 3,

        /// <summary>A soft short that stayed when the current turned.</summary>
        IrreversibleSoftShort = 4,

        /// <summary>The voltage ran away at constant current.</summary>
        Runaway = 5,
    }
}
