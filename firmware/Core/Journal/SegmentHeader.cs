using EdgeTester.Contracts;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// The first 36 bytes of a segment of records: magic u16 'ES', version u8, channel u8, serial u32, first sequence u64, run
    /// identity 16 bytes, CRC-32; little-endian. Frames follow one after the other.
    /// </summary>
    public static class SegmentHeader
    {
        /// <summary>Size in bytes.</summary>
        public const int Size = 36;

        private const ushort Magic = 0x5345;
        private const byte Version = 1;

        /// <summary>Writes a header at the start of a buffer.</summary>
        public static void Write(byte[] buffer, int channel, int serial, ulong firstSequence, RunId run)
        {
            LittleEndian.WriteUInt16(buffer, 0, Magic);
            buffer[2] = Version;
            buffer[3] = (byte)channel;
            LittleEndian.WriteUInt32(buffer, 4, (uint)serial);
            LittleEndian.WriteUInt64(buffer, 8, firstSequence);
            LittleEndian.WriteRunId(buffer, 16, run);
            LittleEndian.WriteUInt32(buffer, 32, Crc32.Compute(buffer, 0, 32));
        }

        /// <summary>Whether the start of a buffer is the header of this segment.</summary>
        public static bool IsValid(byte[] buffer, int count, int channel, int serial)
        {
            return count >= Size
                && LittleEndian.ReadUInt16(buffer, 0) == Magic
                && buffer[2] == Version
                && buffer[3] == channel
                && LittleEndian.ReadUInt32(buffer, 4) == (uint)serial
                && LittleEndian.ReadUInt32(buffer, 32) == Crc32.Compute(buffer, 0, 32);
        }

        /// <summary>Sequence of the first record, from a header that is valid.</summary>
        public static ulong FirstSequence(byte[] buffer)
        {
            return LittleEndian.ReadUInt64(buffer, 8);
        }

        /// <summary>The run, from a header that is valid.</summary>
        public static RunId Run(byte[] buffer)
        {
            return LittleEndian.ReadRunId(buffer, 16);
        }
    }
}
