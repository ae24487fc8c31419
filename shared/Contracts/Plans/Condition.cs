namespace EdgeTester.Contracts
{
    /// <summary>A step ends when this holds.</summary>
    public sealed class Condition
    {
        /// <summary>As <see cref="Target"/>: go on with the next step.</summary>
        public const ushort NextStep = 0xFFFF;

        /// <summary>As <see cref="Target"/>: end the run.</summary>
        public const ushort EndRun = 0xFFFE;

        /// <summary>What it looks at.</summary>
        public ConditionQuantity Quantity;

        /// <summary>True: holds at or above the threshold; false: at or below.</summary>
        public bool Above;

        /// <summary>In the unit of the quantity.</summary>
        public double Threshold;

        /// <summary>The step that comes then, <see cref="NextStep"/> or <see cref="EndRun"/>.</summary>
        public ushort Target;
    }
}
