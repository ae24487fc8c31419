namespace EdgeTester.Contracts
{
    /// <summary>The first 40 bytes of every frame, decoded.</summary>
    public sealed class FrameHeader
    {
        /// <summary>What the body is.</summary>
        public FrameKind Kind;

        /// <summary>The run, or the empty identity.</summary>
        public RunId Run;

        /// <summary>Channel from 0.</summary>
        public byte Channel;

        /// <summary>Number of records in the body.</summary>
        public ushort RecordCount;

        /// <summary>Sequence of the first record; the others follow one by one.</summary>
        public ulong FirstSequence;

        /// <summary>Records of this run and channel that the device had to drop before they got a sequence (0 is what a healthy device says).</summary>
        public uint OverflowCount;
    }
}
