namespace EdgeTester.Firmware.Channels
{
    /// <summary>The board in numbers: hardware/signal-chain.md. Constants only, so that nothing depends on the order of start-up.</summary>
    public static class SignalChain
    {
        /// <summary>Cells of a board.</summary>
        public const int ChannelCount = 8;

        /// <summary>Current ranges of a channel.</summary>
        public const int RangeCount = 4;

        /// <summary>SPI1: AD5941.</summary>
        public const int SelectWaveform = 0;

        /// <summary>SPI2: U1.</summary>
        public const int SelectCoarse = 0;

        /// <summary>SPI2: U2.</summary>
        public const int SelectShunt = 1;

        /// <summary>SPI2: U3.</summary>
        public const int SelectFine = 2;

        /// <summary>SPI2: DAC80508.</summary>
        public const int SelectDac = 3;

        /// <summary>SPI2: latch.</summary>
        public const int SelectLatch = 4;

        /// <summary>SPI2: common SYNC of the converters.</summary>
        public const int SelectSync = 5;

        /// <summary>SPI2: trip register of the comparators.</summary>
        public const int SelectTrips = 6;

        /// <summary>SPI2: converter of the Pt1000 sensors, an option.</summary>
        public const int SelectTemperature = 7;

        /// <summary>Current through each Pt1000 in ampere.</summary>
        public const double TemperatureAmpere = 100e-6;

        /// <summary>Voltage divider before U1.</summary>
        public const double CoarseDivider = 6.0;

        /// <summary>Volt of one code of a converter at gain 1.</summary>
        public const double ConverterQuantum = 1.2 / 8388608.0;

        /// <summary>Gain of U3 as power of two.</summary>
        public const int FineGainPower = 2;

        /// <summary>Gain of U3.</summary>
        public const double FineGain = 4.0;

        /// <summary>Middle of the DAC in volt: a set-point of zero.</summary>
        public const double SetPointMiddle = 1.25;

        /// <summary>Set-point per DAC volt.</summary>
        public const double SetPointGain = 6.0;

        /// <summary>What the fine bit divides the set-point by.</summary>
        public const double FineDivider = 10.0;

        /// <summary>Largest set-point in volt without the fine bit.</summary>
        public const double LargestSetPoint = 7.5;

        /// <summary>Set-point volt per shunt volt in galvanostatic mode.</summary>
        public const double SetPointPerShuntVolt = 6.0;

        /// <summary>Shunt voltage at the full scale of a range.</summary>
        public const double ShuntFullScale = 1.0;

        /// <summary>Shunt voltage at which the current input clips.</summary>
        public const double ShuntClip = 1.19;

        /// <summary>Cell voltage at which U1 clips.</summary>
        public const double VoltageClip = 7.19;

        /// <summary>U3 alone up to here, in volt.</summary>
        public const double FineOnly = 0.27;

        /// <summary>U1 alone from here, in volt.</summary>
        public const double CoarseOnly = 0.29;

        /// <summary>Modulator clock of the converters in Hz: 16 MHz / 2 / 2.</summary>
        public const double ModulatorHz = 4000000.0;

        /// <summary>Over-sampling of all readings.</summary>
        public const int Oversampling = 16256;

        /// <summary>Modulator clocks that global chop waits between two readings.</summary>
        public const int ChopDelay = 16;

        /// <summary>Period of even sampling in microseconds: 4064.</summary>
        public const double EvenPeriodMicroseconds = Oversampling / (ModulatorHz * 1e-6);

        /// <summary>Period of averaged readings in microseconds: 12196.</summary>
        public const double AveragedPeriodMicroseconds =
            (3.0 * Oversampling + ChopDelay) / (ModulatorHz * 1e-6);

        /// <summary>Stray capacitance across each shunt in farad.</summary>
        public const double ShuntStray = 206e-12;

        /// <summary>Output resistance of the excitation in ohm.</summary>
        public const double OutputOhm = 22.0;

        /// <summary>Nominal shunt of a range in ohm.</summary>
        public static double ShuntOhm(int range)
        {
            switch (range)
            {
                case 0:
                    return 100.0;
                case 1:
                    return 1000.0;
                case 2:
                    return 10000.0;
                default:
                    return 100000.0;
            }
        }
    }
}
