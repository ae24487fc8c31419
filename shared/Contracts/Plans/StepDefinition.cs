namespace EdgeTester.Contracts
{
    /// <summary>One row of the step table; one instance is reused for row after row.</summary>
    public sealed class StepDefinition
    {
        /// <summary>The most end conditions of a step.</summary>
        public const int MaximumConditions = 8;

        /// <summary>As <see cref="Range"/>: the tester chooses.</summary>
        public const byte AutoRange = 255;

        /// <summary>Makes a row with room for all conditions.</summary>
        public StepDefinition()
        {
            for (int k = 0; k < MaximumConditions; k++)
                Conditions[k] = new Condition();
        }

        /// <summary>What it does.</summary>
        public StepKind Kind;

        /// <summary>Current range, index in the device description, or <see cref="AutoRange"/>.</summary>
        public byte Range;

        /// <summary>Voltages of this step count from the open-circuit voltage at its start.</summary>
        public bool RelativeToOpenCircuit;

        /// <summary>
        /// ConstantCurrent, ShortCheck, CurrentPulse: ampere, charging positive. ConstantVoltage: volt. LinearSweep and CyclicSweep: start in
        /// volt. Impedance: the bias, in volt (potentiostatic; relative to open circuit if so flagged) or ampere.
        /// </summary>
        public double Setpoint;

        /// <summary>LinearSweep, CyclicSweep: end in volt. CurrentPulse: ampere between the pulses; 0 = the cell is disconnected.</summary>
        public double End;

        /// <summary>CyclicSweep: first turning voltage.</summary>
        public double Vertex1;

        /// <summary>CyclicSweep: second turning voltage.</summary>
        public double Vertex2;

        /// <summary>Sweeps: volt a second, above zero.</summary>
        public double ScanRate;

        /// <summary>Impedance: peak amplitude in volt or ampere.</summary>
        public double Amplitude;

        /// <summary>Impedance: first frequency in Hz.</summary>
        public double StartFrequencyHz;

        /// <summary>Impedance: last frequency in Hz.</summary>
        public double EndFrequencyHz;

        /// <summary>Impedance: points a decade, 1 to 100.</summary>
        public ushort PointsPerDecade;

        /// <summary>Impedance: the fewest whole periods of a point, at least 1.</summary>
        public ushort MinimumPeriods;

        /// <summary>Impedance: the relative uncertainty that is asked for (0.001 = 0.1 %); 0 = the tester's own.</summary>
        public double AskedSigma;

        /// <summary>CurrentPulse: seconds of a pulse.</summary>
        public double PulseSeconds;

        /// <summary>CurrentPulse: seconds before each pulse and after the last.</summary>
        public double RelaxSeconds;

        /// <summary>The step is passed over except in every n-th cycle of the run (the n-th, 2n-th ...); 0 or 1 = always done.</summary>
        public ushort EveryCycles;

        /// <summary>Loop: the step to go back to. CyclicSweep: not used.</summary>
        public ushort LoopTarget;

        /// <summary>Loop: how often in all the steps from the target on are done. CyclicSweep: number of cycles. CurrentPulse: number of pulses.</summary>
        public uint RepeatCount;

        /// <summary>Loop: each pass counts as a cycle of the run.</summary>
        public bool CountsCycles;

        /// <summary>Record at least this often, in microseconds; 0 = not by time.</summary>
        public long RecordIntervalMicroseconds;

        /// <summary>Record when the voltage has changed by this much, in volt; 0 = not.</summary>
        public double RecordVoltageChange;

        /// <summary>Record when the current has changed by this much, in ampere; 0 = not.</summary>
        public double RecordCurrentChange;

        /// <summary>Safety limits of this step, beside those of the run.</summary>
        public Limits Limits = new Limits();

        /// <summary>Number of <see cref="Conditions"/> that count.</summary>
        public int ConditionCount;

        /// <summary>The step ends by the first of these that holds.</summary>
        public Condition[] Conditions = new Condition[MaximumConditions];
    }
}
