namespace EdgeTester.Firmware.Chips
{
    /// <summary>Register addresses and bits of the DAC80508 (data sheet SLASEL0).</summary>
    public static class Dac80508Register
    {
        /// <summary>No operation.</summary>
        public const int Nop = 0;

        /// <summary>Identity.</summary>
        public const int DeviceId = 1;

        /// <summary>LDAC and broadcast enables.</summary>
        public const int Sync = 2;

        /// <summary>CRC, reference and channel power.</summary>
        public const int Configuration = 3;

        /// <summary>Reference divider and output gains.</summary>
        public const int Gain = 4;

        /// <summary>LDAC and reset.</summary>
        public const int Trigger = 5;

        /// <summary>All outputs at once.</summary>
        public const int Broadcast = 6;

        /// <summary>Reference alarm.</summary>
        public const int Status = 7;

        /// <summary>Output 0; the others follow.</summary>
        public const int Output0 = 8;

        /// <summary>Configuration: frames carry a CRC.</summary>
        public const int ConfigurationCrc = 0x0800;

        /// <summary>Gain: reference halved, every output times two, so that 2.5 V are full scale at a 3.3 V supply.</summary>
        public const int GainHalfReferenceTimesTwo = 0x01FF;

        /// <summary>Trigger: reset.</summary>
        public const int TriggerReset = 0x000A;

        /// <summary>Code after power-up with RSTSEL at mid-scale: 0 V after the level shift.</summary>
        public const int MidScale = 0x8000;
    }
}
