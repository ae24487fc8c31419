using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Journal
{
    /// <summary>
    /// A file of the device itself in two slots of the segment store, written by turns: magic u16 'DF', version u8, kind u8, counter
    /// u32, length u32, the bytes, CRC-32. The slot with the higher counter and a good CRC holds; a write that was cut, or a file that went bad,
    /// leaves the other.
    /// </summary>
    public sealed class DeviceFile
    {
        /// <summary>The calibration.</summary>
        public const byte Calibration = 0;

        /// <summary>The limits.</summary>
        public const byte Limits = 1;

        private const int HeaderSize = 12;
        private const ushort Magic = 0x4644;
        private const byte Version = 1;
        private readonly ISegmentStore store;
        private readonly byte kind;
        private int counter;

        /// <summary>Makes the file of a kind.</summary>
        public DeviceFile(ISegmentStore store, byte kind)
        {
            this.store = store;
            this.kind = kind;
        }

        /// <summary>Keeps bytes beside the ones before; false where the store did not take them whole, and those before still hold.</summary>
        /// <param name="bytes">From index 0.</param>
        /// <param name="count">How many.</param>
        /// <param name="buffer">Scratch of at least count + 16 bytes, not <paramref name="bytes"/>.</param>
        public bool Save(byte[] bytes, int count, byte[] buffer)
        {
            int whole = HeaderSize + count + 4;
            if (whole > buffer.Length)
                return false;
            int next = counter + 1;
            LittleEndian.WriteUInt16(buffer, 0, Magic);
            buffer[2] = Version;
            buffer[3] = kind;
            LittleEndian.WriteUInt32(buffer, 4, (uint)next);
            LittleEndian.WriteUInt32(buffer, 8, (uint)count);
            for (int k = 0; k < count; k++)
                buffer[HeaderSize + k] = bytes[k];
            uint checksum = Crc32.Compute(buffer, 0, whole - 4);
            LittleEndian.WriteUInt32(buffer, whole - 4, checksum);
            int segment = SegmentNumbers.OfDevice(kind, next & 1);
            store.Delete(segment);
            if (!store.Append(segment, buffer, 0, whole))
                return false;
            int found;
            if (ReadSlot(next & 1, buffer, out found) != count || found != next)
                return false;
            counter = next;
            return true;
        }

        /// <summary>Reads the newest whole file into a buffer from index 0; its length, 0 where there is none.</summary>
        /// <param name="buffer">Filled.</param>
        /// <param name="attempt">0 = the newest, 1 = the one before it.</param>
        public int Load(byte[] buffer, int attempt)
        {
            int first;
            int second;
            bool hasFirst = ReadSlot(0, buffer, out first) > 0;
            bool hasSecond = ReadSlot(1, buffer, out second) > 0;
            if (!hasFirst && !hasSecond)
                return 0;
            int newest = hasFirst && (!hasSecond || first - second > 0) ? 0 : 1;
            int newestCounter = newest == 0 ? first : second;
            if (attempt == 0)
                counter = newestCounter;
            else if (!hasFirst || !hasSecond)
                return 0;
            int found;
            int count = ReadSlot(attempt == 0 ? newest : 1 - newest, buffer, out found);
            for (int k = 0; k < count; k++)
                buffer[k] = buffer[HeaderSize + k];
            return count;
        }

        private int ReadSlot(int slot, byte[] buffer, out int found)
        {
            found = 0;
            int segment = SegmentNumbers.OfDevice(kind, slot);
            int size = store.SizeOf(segment);
            if (size <= HeaderSize + 4 || size > buffer.Length)
                return 0;
            if (store.Read(segment, 0, buffer, 0, size) != size)
                return 0;
            if (LittleEndian.ReadUInt16(buffer, 0) != Magic || buffer[2] != Version || buffer[3] != kind)
                return 0;
            if (LittleEndian.ReadUInt32(buffer, size - 4) != Crc32.Compute(buffer, 0, size - 4))
                return 0;
            found = Numbers.Signed(LittleEndian.ReadUInt32(buffer, 4));
            int count = Numbers.Signed(LittleEndian.ReadUInt32(buffer, 8));
            return count == size - HeaderSize - 4 ? count : 0;
        }
    }
}
