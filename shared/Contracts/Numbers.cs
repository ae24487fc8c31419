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

        /// <summary>|value| by comparison: the device's Math.Abs loses digits.</summary>
        public static double Absolute(double value)
        {
            return value < 0 ? -value : value;
        }
    }
}
