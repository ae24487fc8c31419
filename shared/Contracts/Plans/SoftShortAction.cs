namespace EdgeTester.Contracts
{
    /// <summary>What a soft short does to a run. A hard short and a runaway always end it.</summary>
    public enum SoftShortAction : byte
    {
        /// <summary>The run goes on, the finding is recorded.</summary>
        Record = 0,

        /// <summary>The run ends.</summary>
        Stop = 1,

        /// <summary>The run ends where the short stays when the current turns.</summary>
        StopIfIrreversible = 2,

        /// <summary>The highest of this version.</summary>
        Last = StopIfIrreversible,
    }
}
