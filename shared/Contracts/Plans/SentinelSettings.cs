namespace EdgeTester.Contracts
{
    /// <summary>
    /// How a run is watched for shorts while a constant current flows: the voltage must be steady, and the conductance at 10 kHz must not
    /// rise above the lowest one that was seen, because ions have no way around the electrolyte.
    /// </summary>
    public sealed class SentinelSettings
    {
        /// <summary>Whether constant currents are watched.</summary>
        public bool IsOn;

        /// <summary>What a soft short does to the run.</summary>
        public SoftShortAction Action = SoftShortAction.Stop;

        /// <summary>Voltage noise above this share of |V| is a sign of a soft short (0.01 = 1 %), above zero.</summary>
        public double NoiseShare = 0.01;

        /// <summary>A conductance above the lowest by more than this share is a sign of a soft short (0.15 = 15 %), above zero.</summary>
        public double ConductanceRise = 0.15;

        /// <summary>At this |V| in volt the cell has run away; NaN = do not look.</summary>
        public double RunawayVolt = double.NaN;
    }
}
