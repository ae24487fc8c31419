namespace EdgeTester.Firmware.Chips
{
    /// <summary>CRC-8 of the DAC80508: polynomial x^8 + x^2 + x + 1, start 0 ("123456789" gives 0xF4).</summary>
    public static class Crc8
    {
        private static readonly byte[] Table = BuildTable();

        /// <summary>CRC of <paramref name="count"/> bytes from <paramref name="offset"/>.</summary>
        public static byte Compute(byte[] buffer, int offset, int count)
        {
            byte[] table = Table;
            int crc = 0;
            int end = offset + count;
            for (int k = offset; k < end; k++)
                crc = table[crc ^ buffer[k]];
            return (byte)crc;
        }

        private static byte[] BuildTable()
        {
            byte[] table = new byte[256];
            for (int n = 0; n < 256; n++)
            {
                int value = n;
                for (int bit = 0; bit < 8; bit++)
                    value = (value & 0x80) != 0 ? ((value << 1) ^ 0x07) & 0xFF : value << 1;
                table[n] = (byte)value;
            }
            return table;
        }
    }
}
