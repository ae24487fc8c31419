namespace EdgeTester.Firmware.Impedance
{
    /// <summary>What a <see cref="SineFit"/> needs only while it adds or solves: one for all fits of a board.</summary>
    public sealed class SineFitScratch
    {
        private const int Terms = 7;

        /// <summary>The terms at one sample.</summary>
        public readonly double[] Basis = new double[Terms];

        /// <summary>Normal matrix, by rows.</summary>
        public readonly double[] Matrix = new double[Terms * Terms];

        /// <summary>Right side, then solution.</summary>
        public readonly double[] Solution = new double[Terms];

        /// <summary>What was found in the voltage.</summary>
        public readonly SineFitResult Voltage = new SineFitResult();

        /// <summary>What was found in the current.</summary>
        public readonly SineFitResult Current = new SineFitResult();
    }
}
