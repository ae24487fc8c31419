namespace EdgeTester.Contracts
{
    /// <summary>Safety limits of a step or run; NaN = none. Crossing one disconnects the cell and ends the run.</summary>
    public sealed class Limits
    {
        /// <summary>Lowest cell voltage in volt.</summary>
        public double MinimumVoltage = double.NaN;

        /// <summary>Highest cell voltage in volt.</summary>
        public double MaximumVoltage = double.NaN;

        /// <summary>Highest |current| in ampere.</summary>
        public double MaximumCurrent = double.NaN;

        /// <summary>Highest |net charge since the run (in a step: the step) began| in coulomb.</summary>
        public double MaximumCharge = double.NaN;

        /// <summary>Lowest temperature in degree Celsius.</summary>
        public double MinimumTemperature = double.NaN;

        /// <summary>Highest temperature in degree Celsius.</summary>
        public double MaximumTemperature = double.NaN;

        /// <summary>A limit must be crossed for this long in seconds before it acts; 0 = at once.</summary>
        public double DelaySeconds;

        /// <summary>|V| below this share of its level before, at the same current, within a second, is a short: 0.3 for "below 30 %"; NaN = do not look.</summary>
        public double ShortVoltageShare = double.NaN;
    }
}
