namespace EdgeTester.Contracts
{
    /// <summary>Names one run for ever: 128 bits, printed as 32 lower-case hexadecimal digits. All zero means "no run".</summary>
    public struct RunId
    {
        /// <summary>Size on the wire in bytes.</summary>
        public const int Size = 16;

        /// <summary>Makes an identity from its halves.</summary>
        public RunId(ulong high, ulong low)
        {
            High = high;
            Low = low;
        }

        /// <summary>The first 16 hexadecimal digits.</summary>
        public ulong High;

        /// <summary>The last 16 hexadecimal digits.</summary>
        public ulong Low;

        /// <summary>Whether this names no run.</summary>
        public bool IsEmpty
        {
            get { return High == 0 && Low == 0; }
        }

        /// <summary>Whether both name the same run.</summary>
        public bool SameAs(RunId other)
        {
            return High == other.High && Low == other.Low;
        }

        /// <summary>Reads 32 hexadecimal digits; false and the empty identity where the text is anything else.</summary>
        public static bool TryParse(string text, out RunId id)
        {
            id = new RunId(0, 0);
            if (text == null || text.Length != 32)
                return false;
            ulong high = 0;
            ulong low = 0;
            for (int k = 0; k < 32; k++)
            {
                int digit = DigitOf(text[k]);
                if (digit < 0)
                    return false;
                if (k < 16)
                    high = (high << 4) | (uint)digit;
                else
                    low = (low << 4) | (uint)digit;
            }
            id = new RunId(high, low);
            return true;
        }

        /// <summary>32 lower-case hexadecimal digits.</summary>
        public override string ToString()
        {
            char[] text = new char[32];
            for (int k = 0; k < 16; k++)
            {
                text[k] = CharOf((int)((High >> (60 - 4 * k)) & 15));
                text[16 + k] = CharOf((int)((Low >> (60 - 4 * k)) & 15));
            }
            return new string(text);
        }

        private static char CharOf(int digit)
        {
            return (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }

        private static int DigitOf(char c)
        {
            if (c >= '0' && c <= '9')
                return c - '0';
            if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
            if (c >= 'A' && c <= 'F')
                return c - 'A' + 10;
            return -1;
        }
    }
}
