namespace EdgeTester.Contracts
{
    /// <summary>What an end condition looks at.</summary>
    public enum ConditionQuantity : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>Seconds since the step began.</summary>
        StepTime = 1,

        /// <summary>Cell voltage in volt.</summary>
        Voltage = 2,

        /// <summary>|current| in ampere.</summary>
        AbsoluteCurrent = 3,

        /// <summary>|charge since the step began| in coulomb.</summary>
        StepCharge = 4,

        /// <summary>|cell voltage| in volt.</summary>
        AbsoluteVoltage = 5,

        /// <summary>|dV/dt| in volt a second, over the last quarter of the step or 60 s, whichever is shorter.</summary>
        AbsoluteVoltageRate = 6,

        /// <summary>|dI/dt| / |I| in 1/s, over the same window: the current has become steady.</summary>
        RelativeCurrentRate = 7,

        /// <summary>Temperature in degree Celsius.</summary>
        Temperature = 8,

        /// <summary>Resistance in ohm that was found last: at the end of a pulse, or Z' at the lowest frequency of a spectrum. Never holds before there is one.</summary>
        Resistance = 9,

        /// <summary>The highest of this version.</summary>
        Last = Resistance,
    }
}
