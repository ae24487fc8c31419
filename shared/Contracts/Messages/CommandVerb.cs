namespace EdgeTester.Contracts
{
    /// <summary>What a command asks for.</summary>
    public enum CommandVerb : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Begin the run; the payload is a compiled plan.</summary>
        Start = 1,

        /// <summary>End the run now and disconnect the cell.</summary>
        Stop = 2,

        /// <summary>Disconnect the cell and hold the run where it is.</summary>
        Pause = 3,

        /// <summary>Go on after a pause.</summary>
        Resume = 4,

        /// <summary>Publish the device description again.</summary>
        Describe = 5,
    }
}
