namespace EdgeTester.Contracts
{
    /// <summary>What a channel holds when the device describes itself.</summary>
    public sealed class ChannelSummary
    {
        /// <summary>What it does.</summary>
        public ChannelState State;

        /// <summary>Its run, or the empty identity.</summary>
        public RunId Run;

        /// <summary>The sequence that the next record of that run gets.</summary>
        public ulong NextSequence;
    }
}
