namespace EdgeTester.Contracts
{
    /// <summary>What a channel does.</summary>
    public enum ChannelState : byte
    {
        /// <summary>No run; the cell is disconnected.</summary>
        Idle = 0,

        /// <summary>A run goes on.</summary>
        Running = 1,

        /// <summary>A run is held; the cell is disconnected.</summary>
        Paused = 2,

        /// <summary>A run is over but the host has not persisted all of it.</summary>
        Draining = 3,

        /// <summary>The hardware failed; the cell is disconnected.</summary>
        Faulted = 4,
    }
}
