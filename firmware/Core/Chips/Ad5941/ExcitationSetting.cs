namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Gains and amplitude word of the high-speed DAC. Without the gains 2047 would be 0.4 V peak; the DAC's swing ends at word 1552,
    /// that is 15.2, 75.8, 121 and 607 mV with the four combinations of gain and attenuator.
    /// </summary>
    public static class ExcitationSetting
    {
        /// <summary>Number of combinations.</summary>
        public const int Count = 4;

        /// <summary>Largest amplitude word that does not clip.</summary>
        public const int LargestWord = 1552;

        private const double PeakPerWord = 0.4 / 2047.0;

        /// <summary>Product of the gains: 0.05, 0.25, 0.4, 2.</summary>
        public static double Gain(int setting)
        {
            switch (setting)
            {
                case 0:
                    return 0.05;
                case 1:
                    return 0.25;
                case 2:
                    return 0.4;
                default:
                    return 2.0;
            }
        }

        /// <summary>The gain bits of HSDACCON: bit 12 for 0.25 instead of 2, bit 0 for the attenuator of 0.2.</summary>
        public static int ControlBits(int setting)
        {
            switch (setting)
            {
                case 0:
                    return 0x1001;
                case 1:
                    return 0x1000;
                case 2:
                    return 0x0001;
                default:
                    return 0;
            }
        }

        /// <summary>Peak in volt.</summary>
        public static double PeakOf(int setting, int word)
        {
            return word * PeakPerWord * Gain(setting);
        }

        /// <summary>The finest setting that reaches a peak, the last where none does.</summary>
        public static int SettingFor(double peak)
        {
            for (int setting = 0; setting < Count - 1; setting++)
            {
                if (peak <= PeakOf(setting, LargestWord))
                    return setting;
            }
            return Count - 1;
        }

        /// <summary>The word for a peak in volt, rounded down, 1 to <see cref="LargestWord"/>.</summary>
        public static int WordFor(int setting, double peak)
        {
            double word = peak / (PeakPerWord * Gain(setting));
            if (word < 1)
                return 1;
            return word >= LargestWord ? LargestWord : (int)word;
        }
    }
}
