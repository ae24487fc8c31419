namespace EdgeTester.Contracts
{
    /// <summary>Tests on doubles that mean the same on the device and on the desktop.</summary>
    public static class Numbers
    {
        private const double Largest = 1.7976931348623157e308;

        /// <summary>Whether a value is neither NaN nor infinite. NaN is asked first: on the device "NaN greater than x" is true.</summary>
        public static bool IsFinite(double value)
        {
            return !double.IsNaN(value) && value >= -Largest && value <= Largest;
        }

        /// <summary>
        /// The number of the same bits with a sign. A cast alone is no instruction, and the device's interpreter would go on
        /// without the sign: a difference has the type of its left side.
        /// </summary>
        public static int Signed(uint value)
        {
            return 0 - (0 - (int)value);
        }

        /// <summary>Likewise of 64 bits.</summary>
        public static long Signed(ulong value)
        {
            return 0L - (0L - (long)value);
        }

        /// <summary>|value| by comparison: the device's Math.Abs loses digits.</summary>
        public static double Absolute(double value)
        {
            return value < 0 ? -value : value;
        }
    }
}
