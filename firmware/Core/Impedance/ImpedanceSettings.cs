namespace EdgeTester.Firmware.Impedance
{
    /// <summary>How impedance is measured, apart from what the plan says.</summary>
    public sealed class ImpedanceSettings
    {
        /// <summary>From this frequency in Hz on the largest current range is used: the cable across the shunt falsifies the others.</summary>
        public double LargestRangeAboveHz = 10000;

        /// <summary>A slow point takes more periods until its relative uncertainty is below this...</summary>
        public double TargetSigma = 0.0005;

        /// <summary>...or so many seconds were spent beyond the fewest periods.</summary>
        public double ExtraSeconds = 2;

        /// <summary>The same where the plan asks for an uncertainty.</summary>
        public double AskedSeconds = 60;

        /// <summary>From applying the bias to the first point, in microseconds.</summary>
        public long BiasSettleMicroseconds = 200000;

        /// <summary>From a change to a reading that knows nothing of the time before, in microseconds.</summary>
        public long SettleMicroseconds = 25000;

        /// <summary>Time of one reading in microseconds.</summary>
        public long ReadingMicroseconds = 12288;
    }
}
