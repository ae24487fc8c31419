namespace EdgeTester.Contracts
{
    /// <summary>What a frame carries (byte 3).</summary>
    public enum FrameKind : byte
    {
        /// <summary>No frame.</summary>
        None = 0,

        /// <summary>A block of samples of one step on one current range. Journaled.</summary>
        Samples = 1,

        /// <summary>Impedance points of one spectrum. Journaled.</summary>
        ImpedancePoints = 2,

        /// <summary>Something that happened in a run. Journaled.</summary>
        Event = 3,

        /// <summary>Host to device: all sequences of a run and channel up to one are durable.</summary>
        Persisted = 16,

        /// <summary>Host to device: send these sequences again.</summary>
        ReplayRequest = 17,

        /// <summary>Host to device: do this.</summary>
        Command = 32,

        /// <summary>Device to host: what became of a command.</summary>
        CommandAcknowledgement = 33,

        /// <summary>Device to host: who I am and what I can do.</summary>
        DeviceDescription = 48,

        /// <summary>Device to host: what a channel does just now; never stored.</summary>
        Live = 49,
    }
}
