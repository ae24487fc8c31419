namespace EdgeTester.Firmware.Journal
{
    /// <summary>A place in the journal of one channel.</summary>
    public sealed class JournalCursor
    {
        /// <summary>Serial of the segment, 0 = before the first.</summary>
        public int Serial;

        /// <summary>Byte in the segment.</summary>
        public int Position;
    }
}
