namespace EdgeTester.Contracts
{
    /// <summary>What a run does after power or program were away.</summary>
    public enum ResumePolicy : byte
    {
        /// <summary>Rest for a minute, then go on in the step where it was.</summary>
        Continue = 0,

        /// <summary>Go on where the outage was shorter than <see cref="PlanHeader.LongestOutageSeconds"/>, else stop.</summary>
        ContinueIfShort = 1,

        /// <summary>End the run.</summary>
        Stop = 2,

        /// <summary>Wait for a person's word.</summary>
        Pause = 3,

        /// <summary>The highest of this version.</summary>
        Last = Pause,
    }
}
