namespace EdgeTester.Firmware.Runner
{
    /// <summary>
    /// Sums small parts over months with compensation (Kahan, DOI 10.1145/363707.363723), so that the error of the sum stays at
    /// that of a single addition.
    /// </summary>
    public struct CompensatedSum
    {
        private double lost;

        /// <summary>The sum so far.</summary>
        public double Value;

        /// <summary>Starts from a value.</summary>
        public void Set(double value)
        {
            Value = value;
            lost = 0;
        }

        /// <summary>Adds a part.</summary>
        public void Add(double part)
        {
            double corrected = part - lost;
            double sum = Value + corrected;
            lost = (sum - Value) - corrected;
            Value = sum;
        }
    }
}
