namespace EdgeTester.Contracts
{
    /// <summary>Why a step or a run came to its end.</summary>
    public enum EndReason : byte
    {
        /// <summary>It did not.</summary>
        None = 0,

        /// <summary>An end condition of the plan was met.</summary>
        Condition = 1,

        /// <summary>All steps are done.</summary>
        Completed = 2,

        /// <summary>A person or a program stopped it.</summary>
        Stopped = 3,

        /// <summary>A limit of the plan.</summary>
        Limit = 4,

        /// <summary>The cell is short.</summary>
        Short = 5,

        /// <summary>The hardware failed.</summary>
        Fault = 6,

        /// <summary>Power was away and the resume policy says stop.</summary>
        Outage = 7,

        /// <summary>The journal is full.</summary>
        JournalFull = 8,

        /// <summary>The cell has a soft short.</summary>
        SoftShort = 9,

        /// <summary>The voltage ran away at constant current.</summary>
        Runaway = 10,
    }
}
