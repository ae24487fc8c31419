namespace EdgeTester.Firmware.Chips
{
    /// <summary>CRC-16 of the ADS131M08: CCITT polynomial 0x1021, seed 0xFFFF, nothing reflected ("123456789" gives 0x29B1).</summary>
    public static class Crc16Ccitt
    {
        private static readonly ushort[] Table = BuildTable();
        private static readonly ushort[] TableOfNext = BuildTableOfNext();

        /// <summary>CRC of <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
        public static ushort Compute(byte[] buffer, int offset, int count)
        {
            // Two bytes at a time: the device spends more on the loop than on the tables.
            ushort[] table = Table;
            ushort[] next = TableOfNext;
            int crc = 0xFFFF;
            int end = offset + count;
            int k = offset;
            for (; k < end - 1; k += 2)
                crc = next[(crc >> 8) ^ buffer[k]] ^ table[(crc & 0xFF) ^ buffer[k + 1]];
            if (k < end)
                crc = ((crc << 8) & 0xFFFF) ^ table[(crc >> 8) ^ buffer[k]];
            return (ushort)crc;
        }

        // What a byte leaves behind once a zero has followed it.
        private static ushort[] BuildTableOfNext()
        {
            ushort[] first = BuildTable();
            ushort[] table = new ushort[256];
            for (int n = 0; n < 256; n++)
                table[n] = (ushort)((first[n] << 8) ^ first[first[n] >> 8]);
            return table;
        }

        private static ushort[] BuildTable()
        {
            ushort[] table = new ushort[256];
            for (int n = 0; n < 256; n++)
            {
                int value = n << 8;
                for (int bit = 0; bit < 8; bit++)
                    value = (value & 0x8000) != 0 ? (value << 1) ^ 0x1021 : value << 1;
                table[n] = (ushort)value;
            }
            return table;
        }
    }
}
