using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Chips
{
    /// <summary>
    /// Waveform generator and lock-in: the sine comes out at CE0, the converter looks at AIN3 (voltage) and AIN2 (current) against
    /// VBIAS_CAP, the sequencer times everything. Written from the register facts of the data sheet.
    /// To check on silicon: high-power bandwidth with the 16 MHz oscillator, and the sequencer's clocks per command; both
    /// cancel in the ratio to R_cal as long as they are the same for cell and R_cal.
    /// </summary>
    public sealed class Ad5941
    {
        /// <summary>Microseconds from <see cref="Initialize"/> until the references have settled.</summary>
        public const long WakeMicroseconds = 30000;

        /// <summary>Microseconds from <see cref="StartExcitation"/> until the converter may be used.</summary>
        public const long ConverterWakeMicroseconds = 200;

        /// <summary>From this frequency on the high-power bandwidth is used, in Hz.</summary>
        public const double HighPowerHz = 80000.0;

        /// <summary>Volt of one code at gain 1.</summary>
        public const double CodeVolt = 1.835 / 32768.0;

        /// <summary>What the identity register holds.</summary>
        public const int ExpectedIdentity = 0x4144;

        /// <summary>Internal reference of 1.82 V above the bias of 1.11 V, in volt.</summary>
        public const double ReferenceOverBias = 0.71;

        /// <summary>Largest input in volt against VBIAS_CAP, at any gain.</summary>
        public const double LargestInput = 0.9;

        private const int FifoDummyBytes = 6;
        private const int FifoSourceDft = 0x4800;

        // 2 kB commands as memory, 2 kB data as FIFO.
        private const int MemoryShares = 0x449;

        private const int Idle =
            Ad5941Register.AfeCurrentLimit
            | Ad5941Register.AfeDacReference
            | Ad5941Register.AfeDacBuffer
            | Ad5941Register.AfeDac
            | Ad5941Register.AfeExcitationBuffer
            | Ad5941Register.AfeInstrumentationAmplifier
            | Ad5941Register.AfeTransimpedance;
        private const int Running = Idle | Ad5941Register.AfeWaveform | Ad5941Register.AfeConverter;

        private readonly ISpiBus bus;
        private readonly int chipSelect;
        private readonly byte[] command = new byte[1 + FifoDummyBytes + 16 * MeasuringSequence.MostWindows];
        private readonly byte[] reply = new byte[1 + FifoDummyBytes + 16 * MeasuringSequence.MostWindows];
        private readonly MeasuringSequence sequence = new MeasuringSequence();
        private uint transferErrors;

        /// <summary>Takes the bus; nothing is sent yet.</summary>
        public Ad5941(ISpiBus bus, int chipSelect)
        {
            this.bus = bus;
            this.chipSelect = chipSelect;
        }

        /// <summary>Registers that did not read back, and results that did not come whole, since power-up.</summary>
        public uint TransferErrors
        {
            get { return transferErrors; }
        }

        /// <summary>Microseconds of the loaded sequence, rounded up.</summary>
        public long SequenceMicroseconds
        {
            get { return sequence.Clocks / 16 + 1; }
        }

        /// <summary>Resets, sends the mandatory sequence in its order, checks the identity, sets clock, references and switches.</summary>
        public FrontEndFault Initialize()
        {
            WriteRegister(Ad5941Register.ResetKey, 0x12EA);
            WriteRegister(Ad5941Register.SoftwareReset, 0xA158);
            SendMandatory();
            if (ReadRegister(Ad5941Register.AdiIdentity) != ExpectedIdentity)
                return FrontEndFault.ChipMissing;
            uint identity = ReadRegister(Ad5941Register.ChipIdentity);
            if (identity < 0x5500 || identity > 0x5502)
                return FrontEndFault.ChipMissing;
            FrontEndFault fault = SelectOscillator();
            if (fault == FrontEndFault.None)
                fault = SetUpAnalog();
            if (fault == FrontEndFault.None)
                fault = SetUpSequencer();
            return fault;
        }

        /// <summary>Sets frequency and amplitude and lets the sine run, with the converter awake.</summary>
        /// <param name="plan">Has the frequency word.</param>
        /// <param name="setting">Gains, see <see cref="ExcitationSetting"/>.</param>
        /// <param name="word">Amplitude word, 0..2047.</param>
        public FrontEndFault StartExcitation(CoherentPlan plan, int setting, int word)
        {
            bool fast = plan.FrequencyHz >= HighPowerHz;
            WriteRegister(Ad5941Register.AfeControl, Idle);
            WriteRegister(Ad5941Register.Bandwidth, fast ? 0x0Du : 0u);
            WriteRegister(Ad5941Register.BufferControl, fast ? 0x5F3D0Fu : 0x5F3D04u);
            int rate = fast ? 0x07 : 0x1B;
            FrontEndFault fault = WriteVerified(
                Ad5941Register.DacControl,
                (uint)(ExcitationSetting.ControlBits(setting) | (rate << 1))
            );
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.FrequencyWord, (uint)plan.FrequencyWord);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.Amplitude, (uint)word);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.FilterControl, (uint)plan.FilterControl);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.DftControl, (uint)plan.DftControl);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.AfeControl, Running);
            return fault;
        }

        /// <summary>Lets the converter wake up before its internal reference; no sine runs meanwhile.</summary>
        public void WakeForReference()
        {
            WriteRegister(Ad5941Register.AfeControl, Idle | Ad5941Register.AfeConverter);
            WriteRegister(
                Ad5941Register.ConverterControl,
                (uint)ConverterControl(Ad5941Register.InputReference, 0)
            );
        }

        /// <summary>Begins to convert it.</summary>
        public void ConvertReference()
        {
            WriteRegister(
                Ad5941Register.AfeControl,
                Idle | Ad5941Register.AfeConverter | Ad5941Register.AfeConvert
            );
        }

        /// <summary>The reference above the bias in volt, which should be <see cref="ReferenceOverBias"/>; the converter sleeps again.</summary>
        public double TakeReference()
        {
            int code = Numbers.Signed(ReadRegister(Ad5941Register.ConverterData) & 0xFFFF);
            WriteRegister(Ad5941Register.AfeControl, Idle);
            return (code - 32768) * CodeVolt;
        }

        /// <summary>Stops the sine and the converter, whatever comes back.</summary>
        public void StopExcitation()
        {
            WriteRegister(Ad5941Register.SequenceControl, 0);
            WriteRegister(Ad5941Register.AfeControl, Idle);
            WriteRegister(Ad5941Register.Amplitude, 0);
        }

        /// <summary>Loads the program for pairs.</summary>
        /// <param name="plan">As given to <see cref="StartExcitation"/>.</param>
        /// <param name="windows">Windows per input and trigger, 1 to 4.</param>
        /// <param name="voltageGain">Converter gain index for the voltage, 0..4: 1, 1.5, 2, 4, 9.</param>
        /// <param name="currentGain">The same for the current.</param>
        public FrontEndFault LoadSequence(CoherentPlan plan, int windows, int voltageGain, int currentGain)
        {
            sequence.Build(
                plan,
                windows,
                ConverterControl(Ad5941Register.InputAin3, voltageGain),
                ConverterControl(Ad5941Register.InputAin2, currentGain),
                Running
            );
            WriteRegister(Ad5941Register.SequenceControl, 0);
            for (int k = 0; k < sequence.Count; k++)
            {
                WriteRegister(Ad5941Register.CommandAddress, (uint)k);
                WriteRegister(Ad5941Register.CommandWrite, (uint)sequence[k]);
            }
            return WriteVerified(Ad5941Register.Sequence0Info, (uint)sequence.Count << 16);
        }

        /// <summary>Empties the FIFO, clears the flags and starts the program.</summary>
        public void Trigger()
        {
            WriteRegister(Ad5941Register.FifoControl, 0);
            WriteRegister(Ad5941Register.FifoControl, FifoSourceDft);
            WriteRegister(Ad5941Register.InterruptClear, 0xFFFFFFFF);
            WriteRegister(Ad5941Register.SequenceControl, 1);
            WriteRegister(Ad5941Register.TriggerSequence, 1);
        }

        /// <summary>Busy until the program has ended, then the means of the windows, turned back to the trigger.</summary>
        public FrontEndFault Collect(DftPair pair)
        {
            uint flags = ReadRegister(Ad5941Register.InterruptFlag);
            if (flags == 0xFFFFFFFF)
                return FrontEndFault.ChipMissing;
            if ((flags & Ad5941Register.FlagSequenceEnd) == 0)
                return FrontEndFault.Busy;
            int words = 4 * sequence.Windows;
            int waiting = (int)((ReadRegister(Ad5941Register.FifoCount) >> 16) & 0x7FF);
            if (waiting != words)
            {
                transferErrors++;
                return FrontEndFault.NoData;
            }
            ReadFifo(words);
            pair.Overloaded = (flags & (Ad5941Register.FlagMinimum | Ad5941Register.FlagMaximum)) != 0;
            int at = 1 + FifoDummyBytes;
            for (int input = 0; input < 2; input++)
            {
                double real = 0;
                double imaginary = 0;
                for (int window = 0; window < sequence.Windows; window++)
                {
                    if (!IsDft(at) || !IsDft(at + 4))
                    {
                        transferErrors++;
                        return FrontEndFault.Checksum;
                    }
                    double x = Signed18(at);
                    double y = -Signed18(at + 4);
                    at += 8;
                    double turns = sequence.TurnsAt(input * sequence.Windows + window);
                    double cosine = Turning.Cosine(turns);
                    double sine = Turning.Sine(turns);
                    real += x * cosine + y * sine;
                    imaginary += y * cosine - x * sine;
                }
                // Two bits of a result are fractions of a converter code.
                double share = 0.25 / sequence.Windows;
                if (input == 0)
                {
                    pair.VoltageReal = real * share;
                    pair.VoltageImaginary = imaginary * share;
                }
                else
                {
                    pair.CurrentReal = real * share;
                    pair.CurrentImaginary = imaginary * share;
                }
            }
            return FrontEndFault.None;
        }

        /// <summary>The last DFT from its registers, in codes, with the right sign of the imaginary part.</summary>
        public void ReadDft(out double real, out double imaginary)
        {
            real = Sign18(ReadRegister(Ad5941Register.DftReal)) * 0.25;
            imaginary = -Sign18(ReadRegister(Ad5941Register.DftImaginary)) * 0.25;
        }

        /// <summary>Converter gain by its index.</summary>
        public static double Gain(int index)
        {
            switch (index)
            {
                case 0:
                    return 1.0;
                case 1:
                    return 1.5;
                case 2:
                    return 2.0;
                case 3:
                    return 4.0;
                default:
                    return 9.0;
            }
        }

        /// <summary>The largest gain that a peak in volt leaves room for.</summary>
        public static int GainFor(double peak)
        {
            for (int index = 4; index > 0; index--)
            {
                if (peak * Gain(index) <= 0.85 * CodeVolt * 32768.0)
                    return index;
            }
            return 0;
        }

        /// <summary>Writes a register: its address in one frame, 16 or 32 bits in the next.</summary>
        public void WriteRegister(int address, uint value)
        {
            SetAddress(address);
            command[0] = 0x2D;
            int bytes = PutValue(address, value, 1);
            bus.Transfer(chipSelect, command, reply, 1 + bytes);
        }

        /// <summary>Reads a register.</summary>
        public uint ReadRegister(int address)
        {
            SetAddress(address);
            command[0] = 0x6D;
            int bytes = 1 + PutValue(address, 0, 2);
            command[1] = 0;
            bus.Transfer(chipSelect, command, reply, 1 + bytes);
            uint value = 0;
            for (int k = 2; k <= bytes; k++)
                value = (value << 8) | reply[k];
            return value;
        }

        /// <summary>Writes a register and reads it back, three times at most.</summary>
        public FrontEndFault WriteVerified(int address, uint value)
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                WriteRegister(address, value);
                if (ReadRegister(address) == value)
                    return FrontEndFault.None;
                transferErrors++;
            }
            return FrontEndFault.ReadBack;
        }

        // The order is part of the data sheet: without it the analog blocks are out of their trim.
        private void SendMandatory()
        {
            WriteRegister(0x0908, 0x02C9);
            WriteRegister(0x0C08, 0x206C);
            WriteRegister(0x21F0, 0x0010);
            WriteRegister(0x0410, 0x02C9);
            WriteRegister(0x0A28, 0x0009);
            WriteRegister(0x238C, 0x0104);
            WriteRegister(0x0A04, 0x4859);
            WriteRegister(0x0A04, 0xF27B);
            WriteRegister(0x0A00, 0x8009);
            WriteRegister(0x22F0, 0x0000);
            WriteRegister(0x2230, 0xDE87A5AF);
            WriteRegister(0x2250, 0x103F);
            WriteRegister(0x22B0, 0x203C);
            WriteRegister(0x2230, 0xDE87A5A0);
        }

        private FrontEndFault SelectOscillator()
        {
            WriteRegister(Ad5941Register.OscillatorKey, 0xCB14);
            WriteRegister(Ad5941Register.OscillatorControl, 0x0007);
            if ((ReadRegister(Ad5941Register.OscillatorControl) & 0x0404) != 0x0404)
                return FrontEndFault.ChipMissing;
            return WriteVerified(Ad5941Register.ClockSelect, 0x0005);
        }

        private FrontEndFault SetUpAnalog()
        {
            FrontEndFault fault = WriteVerified(Ad5941Register.AfeControl, Idle);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.SwitchD, 0x0010);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.SwitchP, 0x0400);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.SwitchN, 0x0002);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.SwitchT, 0x0102);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.SwitchControl, 0x1FFFF);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.WaveformControl, 0x0034);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.Amplitude, 0);
            return fault;
        }

        private FrontEndFault SetUpSequencer()
        {
            FrontEndFault fault = WriteVerified(Ad5941Register.MemoryControl, MemoryShares);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.ConverterMinimum, 0x0100);
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.ConverterMaximum, 0xFF00);
            uint flags =
                Ad5941Register.FlagDft
                | Ad5941Register.FlagMinimum
                | Ad5941Register.FlagMaximum
                | Ad5941Register.FlagSequenceEnd;
            if (fault == FrontEndFault.None)
                fault = WriteVerified(Ad5941Register.InterruptSelect, flags);
            return fault;
        }

        private static int ConverterControl(int input, int gain)
        {
            return input | (Ad5941Register.NegativeBias << 8) | (gain << 16);
        }

        private void SetAddress(int address)
        {
            command[0] = 0x20;
            command[1] = (byte)(address >> 8);
            command[2] = (byte)address;
            bus.Transfer(chipSelect, command, reply, 3);
        }

        private int PutValue(int address, uint value, int at)
        {
            if (!Ad5941Register.IsWide(address))
            {
                command[at] = (byte)(value >> 8);
                command[at + 1] = (byte)value;
                return 2;
            }
            command[at] = (byte)(value >> 24);
            command[at + 1] = (byte)(value >> 16);
            command[at + 2] = (byte)(value >> 8);
            command[at + 3] = (byte)value;
            return 4;
        }

        // The last two words come only while MOSI is not zero.
        private void ReadFifo(int words)
        {
            int bytes = 1 + FifoDummyBytes + 4 * words;
            for (int k = 0; k < bytes; k++)
                command[k] = (byte)(k >= bytes - 8 ? 0x44 : 0);
            command[0] = 0x5F;
            bus.Transfer(chipSelect, command, reply, bytes);
        }

        private bool IsDft(int at)
        {
            return (reply[at + 1] & 0x7C) == 0x7C;
        }

        private int Signed18(int at)
        {
            uint word = ((uint)reply[at + 1] << 16) | ((uint)reply[at + 2] << 8) | reply[at + 3];
            return Sign18(word);
        }

        private static int Sign18(uint word)
        {
            int value = (int)(word & 0x3FFFF);
            return (value & 0x20000) != 0 ? value - 0x40000 : value;
        }
    }
}
