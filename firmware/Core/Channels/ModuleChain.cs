namespace EdgeTester.Firmware.Channels
{
    /// <summary>The 1 MHz option module in numbers: hardware/options.md. Constants only, as <see cref="SignalChain"/>.</summary>
    public static class ModuleChain
    {
        /// <summary>SPI2: all that the latch can lead there instead of the temperature converter.</summary>
        public const int Select = SignalChain.SelectTemperature;

        /// <summary>Latch: the generator of the excitation answers.</summary>
        public const int DeviceExcitation = 1;

        /// <summary>Latch: the generator of the demodulators' clock answers.</summary>
        public const int DeviceOscillator = 2;

        /// <summary>Latch: the module's converter answers.</summary>
        public const int DeviceConverter = 3;

        /// <summary>Input of the converter behind the voltage's demodulator.</summary>
        public const int InputVoltage = 0;

        /// <summary>Input of the converter behind the current's demodulator.</summary>
        public const int InputCurrent = 1;

        /// <summary>Gain of the converter as power of two: 0.3 V full scale.</summary>
        public const int ConverterGainPower = 2;

        /// <summary>Full scale of the converter in volt.</summary>
        public const double ConverterFullScale = 0.3;

        /// <summary>All frequencies are multiples of this in Hz: 16 MHz / 16384.</summary>
        public const double StepHz = 976.5625;

        /// <summary>Accumulator steps of one such multiple.</summary>
        public const int StepWord = 16384;

        /// <summary>Fewest steps: 9.77 kHz, where the coupling of the demodulators still passes.</summary>
        public const int LeastSteps = 10;

        /// <summary>Most steps: 1 MHz.</summary>
        public const int MostSteps = 1024;

        /// <summary>Highest frequency in Hz.</summary>
        public const double HighestHz = MostSteps * StepHz;

        /// <summary>Amplitudes of the excitation that the latch can choose.</summary>
        public const int AmplitudeCount = 4;

        /// <summary>Largest peak at a line in volt: the demodulator's amplifier clips at 0.22 V.</summary>
        public const double LargestLinePeak = 0.18;

        /// <summary>Mean of a demodulator per volt of peak: gain 5 and half waves, 5 / pi.</summary>
        public const double DemodulatorGain = 1.5915494309189535;

        /// <summary>From a step of the clock's phase until filters and couplings have settled, in microseconds.</summary>
        public const int PhaseSettleMicroseconds = 20000;

        /// <summary>The same from a change of multiplexer, range, frequency or amplitude.</summary>
        public const int PathSettleMicroseconds = 30000;

        /// <summary>Peak of an amplitude at the bus in volt.</summary>
        public static double Amplitude(int setting)
        {
            switch (setting)
            {
                case 0:
                    return 0.312 * 0.01547;
                case 1:
                    return 0.312 * 0.0620;
                case 2:
                    return 0.312 * 0.2491;
                default:
                    return 0.312;
            }
        }
    }
}
