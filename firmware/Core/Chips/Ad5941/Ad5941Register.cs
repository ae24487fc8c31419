namespace EdgeTester.Firmware.Chips
{
    /// <summary>Register addresses and fields of the AD5941 (data sheet rev. E), as far as this board uses them.</summary>
    public static class Ad5941Register
    {
        /// <summary>Analog Devices' identity, 0x4144.</summary>
        public const int AdiIdentity = 0x0400;

        /// <summary>Chip identity, 0x5500..0x5502 by revision.</summary>
        public const int ChipIdentity = 0x0404;

        /// <summary>System clock (bits 1..0) and converter clock (bits 3..2): 0 internal, 1 crystal pins, 3 external.</summary>
        public const int ClockSelect = 0x0414;

        /// <summary>Software reset.</summary>
        public const int SoftwareReset = 0x0424;

        /// <summary>Starts sequences, a bit each.</summary>
        public const int TriggerSequence = 0x0430;

        /// <summary>Power mode.</summary>
        public const int PowerMode = 0x0A00;

        /// <summary>Key before <see cref="OscillatorControl"/>.</summary>
        public const int OscillatorKey = 0x0A0C;

        /// <summary>Oscillators: bit 2 crystal pins, bit 10 its OK flag.</summary>
        public const int OscillatorControl = 0x0A10;

        /// <summary>Key before <see cref="SoftwareReset"/>.</summary>
        public const int ResetKey = 0x0A5C;

        /// <summary>Block enables.</summary>
        public const int AfeControl = 0x2000;

        /// <summary>Result of the converter behind its filter: 16 bits, the middle is zero.</summary>
        public const int ConverterData = 0x2074;

        /// <summary>Converter input: internal reference of 1.82 V.</summary>
        public const int InputReference = 0x12;

        /// <summary>Sequencer: bit 0 enable.</summary>
        public const int SequenceControl = 0x2004;

        /// <summary>Data FIFO: bit 11 enable, bits 15..13 source.</summary>
        public const int FifoControl = 0x2008;

        /// <summary>Switch matrix: bit 16 takes the full registers.</summary>
        public const int SwitchControl = 0x200C;

        /// <summary>High-speed DAC gains and rate.</summary>
        public const int DacControl = 0x2010;

        /// <summary>Waveform type.</summary>
        public const int WaveformControl = 0x2014;

        /// <summary>24-bit frequency word.</summary>
        public const int FrequencyWord = 0x2030;

        /// <summary>20-bit phase.</summary>
        public const int Phase = 0x2034;

        /// <summary>12-bit offset.</summary>
        public const int Offset = 0x2038;

        /// <summary>11-bit amplitude.</summary>
        public const int Amplitude = 0x203C;

        /// <summary>Converter filters.</summary>
        public const int FilterControl = 0x2044;

        /// <summary>Real part of the last DFT, 18 bits.</summary>
        public const int DftReal = 0x2078;

        /// <summary>Imaginary part of the last DFT, 18 bits, of the wrong sign.</summary>
        public const int DftImaginary = 0x207C;

        /// <summary>Lower limit of the converter's watch.</summary>
        public const int ConverterMinimum = 0x20A8;

        /// <summary>Upper limit of the converter's watch.</summary>
        public const int ConverterMaximum = 0x20B0;

        /// <summary>DFT: window, length, source.</summary>
        public const int DftControl = 0x20D0;

        /// <summary>Writes to the command memory.</summary>
        public const int CommandWrite = 0x2070;

        /// <summary>D switches.</summary>
        public const int SwitchD = 0x2150;

        /// <summary>N switches.</summary>
        public const int SwitchN = 0x2154;

        /// <summary>P switches.</summary>
        public const int SwitchP = 0x2158;

        /// <summary>T switches.</summary>
        public const int SwitchT = 0x215C;

        /// <summary>Converter multiplexer and gain.</summary>
        public const int ConverterControl = 0x21A8;

        /// <summary>Place and length of sequence 0.</summary>
        public const int Sequence0Info = 0x21CC;

        /// <summary>Address for <see cref="CommandWrite"/>.</summary>
        public const int CommandAddress = 0x21D4;

        /// <summary>How the memory is shared between commands and data.</summary>
        public const int MemoryControl = 0x21D8;

        /// <summary>Words in the data FIFO in bits 26..16.</summary>
        public const int FifoCount = 0x2200;

        /// <summary>Lock of the calibration registers.</summary>
        public const int CalibrationLock = 0x2230;

        /// <summary>Power mode and bandwidth.</summary>
        public const int Bandwidth = 0x22F0;

        /// <summary>Converter buffers.</summary>
        public const int BufferControl = 0x238C;

        /// <summary>Clears interrupt flags.</summary>
        public const int InterruptClear = 0x3004;

        /// <summary>Which flags show in <see cref="InterruptFlag"/>.</summary>
        public const int InterruptSelect = 0x3008;

        /// <summary>Interrupt flags.</summary>
        public const int InterruptFlag = 0x3010;

        /// <summary>AFECON: DAC on.</summary>
        public const int AfeDac = 1 << 6;

        /// <summary>AFECON: converter on.</summary>
        public const int AfeConverter = 1 << 7;

        /// <summary>AFECON: conversions run.</summary>
        public const int AfeConvert = 1 << 8;

        /// <summary>AFECON: excitation buffer on.</summary>
        public const int AfeExcitationBuffer = 1 << 9;

        /// <summary>AFECON: excitation instrumentation amplifier on.</summary>
        public const int AfeInstrumentationAmplifier = 1 << 10;

        /// <summary>AFECON: high-speed TIA on.</summary>
        public const int AfeTransimpedance = 1 << 11;

        /// <summary>AFECON: waveform generator on.</summary>
        public const int AfeWaveform = 1 << 14;

        /// <summary>AFECON: DFT on.</summary>
        public const int AfeDft = 1 << 15;

        /// <summary>AFECON: sinc2 filter on.</summary>
        public const int AfeSinc2 = 1 << 16;

        /// <summary>AFECON: reset value (limit of the DAC's output current).</summary>
        public const int AfeCurrentLimit = 1 << 19;

        /// <summary>AFECON: DAC reference on.</summary>
        public const int AfeDacReference = 1 << 20;

        /// <summary>AFECON: DAC buffer on.</summary>
        public const int AfeDacBuffer = 1 << 21;

        /// <summary>Flag: a DFT is ready.</summary>
        public const int FlagDft = 1 << 1;

        /// <summary>Flag: a conversion was below the minimum.</summary>
        public const int FlagMinimum = 1 << 4;

        /// <summary>Flag: a conversion was above the maximum.</summary>
        public const int FlagMaximum = 1 << 5;

        /// <summary>Flag: a sequence has ended.</summary>
        public const int FlagSequenceEnd = 1 << 15;

        /// <summary>Converter input: AIN2.</summary>
        public const int InputAin2 = 6;

        /// <summary>Converter input: AIN3.</summary>
        public const int InputAin3 = 7;

        /// <summary>Negative converter input: VBIAS_CAP, 1.11 V.</summary>
        public const int NegativeBias = 8;

        /// <summary>Whether a register has 32 bits; the others have 16.</summary>
        public static bool IsWide(int address)
        {
            return address >= 0x1000 && address <= 0x3014;
        }
    }
}
