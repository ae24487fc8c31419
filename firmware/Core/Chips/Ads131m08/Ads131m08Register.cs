namespace EdgeTester.Firmware.Chips
{
    /// <summary>Register addresses, commands and bits of the ADS131M08 (data sheet SBAS950).</summary>
    public static class Ads131m08Register
    {
        /// <summary>Identity; the high byte is 0x28.</summary>
        public const int Id = 0x00;

        /// <summary>Status, also the answer to the null command.</summary>
        public const int Status = 0x01;

        /// <summary>Frame format and CRC.</summary>
        public const int Mode = 0x02;

        /// <summary>Channel enables, reference, over-sampling, power.</summary>
        public const int Clock = 0x03;

        /// <summary>Gain of channels 0..3, four bits each.</summary>
        public const int GainLow = 0x04;

        /// <summary>Gain of channels 4..7.</summary>
        public const int GainHigh = 0x05;

        /// <summary>Global chop.</summary>
        public const int Configuration = 0x06;

        /// <summary>Phase and input of channel 0; the other channels' follow, five addresses each.</summary>
        public const int ChannelConfiguration = 0x09;

        /// <summary>Addresses from one channel's configuration to the next.</summary>
        public const int ChannelStride = 5;

        /// <summary>Channel configuration: the input pins.</summary>
        public const int InputNormal = 0;

        /// <summary>Channel configuration: both inputs shorted.</summary>
        public const int InputShorted = 1;

        /// <summary>Channel configuration: 2/15 of the reference over the gain.</summary>
        public const int InputTest = 2;

        /// <summary>Channel configuration: its negative.</summary>
        public const int InputNegativeTest = 3;

        /// <summary>Status: the part has been reset since the bit was cleared in MODE.</summary>
        public const int StatusReset = 0x0400;

        /// <summary>Status: the last frame to the part had a bad CRC.</summary>
        public const int StatusCrcError = 0x1000;

        /// <summary>Mode: frames to the part carry a CRC.</summary>
        public const int ModeInputCrc = 0x1000;

        /// <summary>Mode: 24-bit words.</summary>
        public const int ModeWords24 = 0x0100;

        /// <summary>Mode: SPI time-out.</summary>
        public const int ModeTimeout = 0x0010;

        /// <summary>Clock: external reference.</summary>
        public const int ClockExternalReference = 0x0040;

        /// <summary>Clock: high-resolution power mode.</summary>
        public const int ClockHighResolution = 0x0002;

        /// <summary>Configuration: global chop on.</summary>
        public const int ConfigurationChop = 0x0100;

        /// <summary>Configuration: the reset value, a chop delay of 16 modulator clocks.</summary>
        public const int ConfigurationDelay16 = 0x0600;

        /// <summary>Command that resets; it counts only in a full frame.</summary>
        public const int CommandReset = 0x0011;

        /// <summary>Answer to <see cref="CommandReset"/>.</summary>
        public const int AnswerReset = 0xFF28;

        /// <summary>Command that reads one register: address in bits 12..7.</summary>
        public const int CommandRead = 0xA000;

        /// <summary>Command that writes one register.</summary>
        public const int CommandWrite = 0x6000;

        /// <summary>Answer to <see cref="CommandWrite"/>.</summary>
        public const int AnswerWrite = 0x4000;
    }
}
