namespace EdgeTester.Firmware.Provisioning
{
    /// <summary>Base64 (RFC 4648) with padding, strictly and without exceptions.</summary>
    public static class Base64
    {
        /// <summary>Decodes characters of a line; the number of bytes, -1 where they are not Base64 or do not fit.</summary>
        /// <param name="text">Where they stand.</param>
        /// <param name="offset">The first.</param>
        /// <param name="length">How many, a multiple of four.</param>
        /// <param name="output">Filled from index 0.</param>
        public static int Decode(byte[] text, int offset, int length, byte[] output)
        {
            if (length < 0 || (length & 3) != 0 || length / 4 * 3 > output.Length)
                return -1;
            int count = 0;
            for (int at = offset; at < offset + length; at += 4)
            {
                int padding = 0;
                if (at + 4 == offset + length && text[at + 3] == '=')
                    padding = text[at + 2] == '=' ? 2 : 1;
                int bits = 0;
                for (int k = 0; k < 4; k++)
                {
                    int value = k >= 4 - padding ? 0 : ValueOf(text[at + k]);
                    if (value < 0)
                        return -1;
                    bits = (bits << 6) | value;
                }
                // What padding cuts off must be zero, or one text would have several spellings.
                if (padding > 0 && (bits & (padding == 2 ? 0xFFFF : 0xFF)) != 0)
                    return -1;
                output[count++] = (byte)(bits >> 16);
                if (padding < 2)
                    output[count++] = (byte)(bits >> 8);
                if (padding < 1)
                    output[count++] = (byte)bits;
            }
            return count;
        }

        private static int ValueOf(byte c)
        {
            if (c >= 'A' && c <= 'Z')
                return c - 'A';
            if (c >= 'a' && c <= 'z')
                return c - 'a' + 26;
            if (c >= '0' && c <= '9')
                return c - '0' + 52;
            if (c == '+')
                return 62;
            return c == '/' ? 63 : -1;
        }
    }
}
