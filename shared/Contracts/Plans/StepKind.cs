namespace EdgeTester.Contracts
{
    /// <summary>What a step does with the cell.</summary>
    public enum StepKind : byte
    {
        /// <summary>No step.</summary>
        None = 0,

        /// <summary>Rest: the cell is open, its voltage is recorded (OCV).</summary>
        Rest = 1,

        /// <summary>Constant current (galvanostatic).</summary>
        ConstantCurrent = 2,

        /// <summary>Constant voltage (potentiostatic).</summary>
        ConstantVoltage = 3,

        /// <summary>Voltage swept once from a start to an end (LSV).</summary>
        LinearSweep = 4,

        /// <summary>Voltage swept from a start to vertex 1, vertex 2 and so on, a number of cycles, then to an end (CV).</summary>
        CyclicSweep = 5,

        /// <summary>Impedance with a voltage excitation (PEIS).</summary>
        PotentiostaticImpedance = 6,

        /// <summary>Impedance with a current excitation (GEIS).</summary>
        GalvanostaticImpedance = 7,

        /// <summary>Go back to an earlier step until it was done a number of times.</summary>
        Loop = 8,

        /// <summary>Looks for shorts with the current flowing: voltage noise, linearity, three impedances (see <see cref="SentinelSettings"/>).</summary>
        ShortCheck = 9,

        /// <summary>Current pulses with a rest or another current between them (pulse resistance, GITT).</summary>
        CurrentPulse = 10,

        /// <summary>The highest kind of this version.</summary>
        Last = CurrentPulse,
    }
}
