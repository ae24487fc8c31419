namespace EdgeTester.Firmware.Chips
{
    /// <summary>Words of the AD9834: two bits of address above fourteen of data, or the control register where both are 0.</summary>
    public static class Ad9834Register
    {
        /// <summary>A frequency is written as two words, the lower fourteen bits first.</summary>
        public const int ControlWhole = 0x2000;

        /// <summary>Accumulator and output stand still.</summary>
        public const int ControlReset = 0x0100;

        /// <summary>Output: the sine.</summary>
        public const int Sine = 0;

        /// <summary>Output: the accumulator's uppermost bit at the pin SIGN BIT OUT, not halved; the mode bit has to be 0 with it.</summary>
        public const int SignBit = 0x0020 | 0x0008;

        /// <summary>Address of frequency register 0.</summary>
        public const int Frequency0 = 0x4000;

        /// <summary>Address of phase register 0, twelve bits for a turn.</summary>
        public const int Phase0 = 0xC000;

        /// <summary>Data bits of a frequency word.</summary>
        public const int HalfMask = 0x3FFF;

        /// <summary>Data bits of a phase word.</summary>
        public const int PhaseMask = 0x0FFF;
    }
}
