namespace EdgeTester.Contracts
{
    /// <summary>CRC-32 as in IEEE 802.3 and zip: reflected polynomial 0xEDB88320, start and final XOR 0xFFFFFFFF ("123456789" gives 0xCBF43926).</summary>
    public static class Crc32
    {
        private static readonly uint[] Table = BuildTable();

        /// <summary>CRC-32 of <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
        public static uint Compute(byte[] buffer, int offset, int count)
        {
            return Update(0, buffer, offset, count);
        }

        /// <summary>Goes on from the CRC-32 of what came before (0 at the start).</summary>
        public static uint Update(uint crc, byte[] buffer, int offset, int count)
        {
            uint state = ~crc;
            uint[] table = Table;
            int end = offset + count;
            int k = offset;
            // Four bytes a turn: on the device the loop itself costs as much as a third of a byte.
            for (int last = end - 3; k < last; k += 4)
            {
                state = table[(state ^ buffer[k]) & 0xFF] ^ (state >> 8);
                state = table[(state ^ buffer[k + 1]) & 0xFF] ^ (state >> 8);
                state = table[(state ^ buffer[k + 2]) & 0xFF] ^ (state >> 8);
                state = table[(state ^ buffer[k + 3]) & 0xFF] ^ (state >> 8);
            }
            for (; k < end; k++)
                state = table[(state ^ buffer[k]) & 0xFF] ^ (state >> 8);
            return ~state;
        }

        private static uint[] BuildTable()
        {
            uint[] table = new uint[256];
            for (uint n = 0; n < 256; n++)
            {
                uint value = n;
                for (int bit = 0; bit < 8; bit++)
                    value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
                table[n] = value;
            }
            return table;
        }
    }
}
