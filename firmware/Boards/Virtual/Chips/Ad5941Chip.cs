using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// AD5941 behind its SPI bytes: register file, waveform generator with quantised frequency and amplitude, multiplexer,
/// converter, filters, DFT, data FIFO, interrupt flags and sequencer, all on clocks of 62.5 ns. Results are garbage where the
/// driver skipped what the data sheet demands (<see cref="Poison"/> says what).
/// </summary>
public sealed class Ad5941Chip : ISpiChip
{
    private const double ClockHz = 16e6;
    private const int FifoWords = 512;

    private readonly IAnalogBoard board;
    private readonly Ad5941Registers registers = new();
    private readonly Ad5941Window window;
    private readonly NoiseSource garbage;
    private readonly uint[] commands = new uint[512];
    private readonly uint[] fifo = new uint[FifoWords];
    private int fifoFirst;
    private int fifoCount;
    private long tick;
    private int address;
    private uint flags;
    private bool isSequenceRunning;
    private int sequenceNext;
    private int sequenceEnd;
    private long sequenceTick;
    private long referenceSince = -1;
    private long converterSince = -1;
    private long multiplexerSince;
    private (uint Word, double Peak) excitation;

    /// <summary>Powers the part up.</summary>
    public Ad5941Chip(IAnalogBoard board, VirtualChipOptions options)
    {
        this.board = board;
        window = new Ad5941Window(board, options);
        garbage = new NoiseSource(options.Seed * 7919 + 11);
    }

    /// <summary>Test door: why results have been garbage since power-up.</summary>
    public Ad5941Poison Poison { get; private set; }

    /// <summary>Test door: DFTs completed since power-up.</summary>
    public long Results { get; private set; }

    /// <summary>Test door: frames that fit no register.</summary>
    public int ProtocolErrors { get; private set; }

    /// <summary>Test door: a register as it stands.</summary>
    public uint Register(int address) => registers[address];

    /// <summary>Test door: peak in volt that the excitation amplifier puts out, 0 when off.</summary>
    public double ExcitationPeak => excitation.Peak;

    /// <summary>Test door: share by which the internal reference is off.</summary>
    public double ReferenceError { get; set; }

    /// <summary>Test door: another part answers, or the bus has lost a bit of its identity.</summary>
    public uint IdentityFlip { get; set; }

    /// <summary>Test door: DFTs are lost from now on, as when the converter hangs.</summary>
    public bool IsConverterHung { get; set; }

    /// <summary>Carries sequencer and conversions on to a moment.</summary>
    internal void AdvanceTo(double nowSeconds) => AdvanceTo((long)Math.Floor(nowSeconds * ClockHz + 0.5));

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        AdvanceTo(nowSeconds);
        read.Clear();
        if (write.Length == 0)
            return;
        switch (write[0])
        {
            case 0x20 when write.Length == 3:
                address = write[1] << 8 | write[2];
                break;
            case 0x2D when write.Length == 1 + Width:
                uint value = 0;
                for (int k = 1; k < write.Length; k++)
                    value = value << 8 | write[k];
                WriteRegister(address, value);
                break;
            case 0x6D when write.Length == 2 + Width:
                uint back = ReadRegister(address);
                for (int k = 0; k < Width; k++)
                    read[2 + k] = (byte)(back >> 8 * (Width - 1 - k));
                break;
            case 0x5F when write.Length > 7:
                ReadFifo(write, read);
                break;
            default:
                ProtocolErrors++;
                break;
        }
    }

    private int Width => Ad5941Registers.IsWide(address) ? 4 : 2;

    private void AdvanceTo(long target)
    {
        while (true)
        {
            long sequence = isSequenceRunning ? sequenceTick : long.MaxValue;
            long ready = window.IsActive ? window.ReadyTick : long.MaxValue;
            long next = Math.Min(sequence, ready);
            if (next > target)
                break;
            tick = next;
            if (ready <= sequence)
                EndWindow();
            else
                StepSequence();
        }

        tick = Math.Max(tick, target);
        if (window.IsActive)
            window.SampleUpTo(tick);
    }

    private void StepSequence()
    {
        uint word = commands[sequenceNext % commands.Length];
        sequenceNext++;
        sequenceTick++;
        if ((word & 0x80000000) != 0)
            WriteRegister(0x2000 + (int)((word >> 24 & 0x7F) << 2), word & 0xFFFFFF);
        else if ((word & 0x40000000) == 0)
            sequenceTick += word & 0x3FFFFFFF;
        if (isSequenceRunning && sequenceNext >= sequenceEnd)
            isSequenceRunning = false;
    }

    private void EndWindow()
    {
        if (IsConverterHung)
        {
            window.Stop();
            return;
        }

        window.Finish(registers[0x20A8], registers[0x20B0]);
        int real = window.Real;
        int imaginary = window.Imaginary;
        if (ResultPoison != Ad5941Poison.None)
        {
            Poison |= ResultPoison;
            real = (int)(garbage.NextEven() * 131071);
            imaginary = (int)(garbage.NextEven() * 131071);
        }

        Results++;
        registers[Ad5941Register.DftReal] = (uint)real & 0x3FFFF;
        registers[Ad5941Register.DftImaginary] = (uint)imaginary & 0x3FFFF;
        flags |= Ad5941Register.FlagDft;
        if (window.WasBelow)
            flags |= Ad5941Register.FlagMinimum;
        if (window.WasAbove)
            flags |= Ad5941Register.FlagMaximum;
        if ((registers[Ad5941Register.FifoControl] & 0xE800) == 0x4800)
        {
            Push((uint)real);
            Push((uint)imaginary);
        }
    }

    private Ad5941Poison ResultPoison { get; set; }

    private void Push(uint value)
    {
        if (fifoCount == FifoWords)
        {
            flags |= 1 << 26;
            return;
        }

        fifo[(fifoFirst + fifoCount++) % FifoWords] = 0x7C0000 | (value & 0x3FFFF);
    }

    private uint Pop()
    {
        if (fifoCount == 0)
        {
            flags |= 1 << 27;
            return 0;
        }

        uint value = fifo[fifoFirst];
        fifoFirst = (fifoFirst + 1) % FifoWords;
        fifoCount--;
        return value;
    }

    private void ReadFifo(ReadOnlySpan<byte> write, Span<byte> read)
    {
        int words = (write.Length - 7) / 4;
        for (int k = 0; k < words; k++)
        {
            int at = 7 + 4 * k;
            uint value = Pop();

            // The last two words need a MOSI that is not zero.
            if (k >= words - 2 && write[at] == 0)
                value = 0;
            read[at] = (byte)(value >> 24);
            read[at + 1] = (byte)(value >> 16);
            read[at + 2] = (byte)(value >> 8);
            read[at + 3] = (byte)value;
        }
    }

    private uint ReadRegister(int register) =>
        register switch
        {
            Ad5941Register.InterruptFlag => flags & registers[Ad5941Register.InterruptSelect],
            0x3014 => flags & registers[0x300C],
            Ad5941Register.FifoCount => (uint)fifoCount << 16,
            0x206C => Pop(),
            Ad5941Register.ConverterData => ConverterCode(),
            Ad5941Register.AdiIdentity => registers[register] ^ IdentityFlip,
            _ => registers[register],
        };

    // Only the internal reference against the bias is modelled; the converter needs its waking time, or there is nothing.
    private uint ConverterCode()
    {
        const uint On = Ad5941Register.AfeConverter | Ad5941Register.AfeConvert;
        bool isOn = (registers[Ad5941Register.AfeControl] & On) == On;
        bool isReference =
            (registers[Ad5941Register.ConverterControl] & 0x3F) == Ad5941Register.InputReference
            && ((registers[Ad5941Register.ConverterControl] >> 8) & 0x1F) == 8;
        if (!isOn || !isReference || converterSince < 0 || tick - converterSince < 2_880)
            return 0;
        double volts = 1.82 * (1 + ReferenceError) - 1.11;
        return (uint)Math.Clamp(32768 + volts * (1 + window.FirstGainError) * 32768 / 1.835, 0, 65535);
    }

    private void WriteRegister(int register, uint value)
    {
        uint before = registers[register];
        if (!registers.Write(register, value))
            return;
        switch (register)
        {
            case Ad5941Register.SoftwareReset:
                window.Stop();
                isSequenceRunning = false;
                fifoCount = 0;
                flags = 0;
                referenceSince = -1;
                converterSince = -1;
                break;
            case Ad5941Register.AfeControl:
                Control(before, value);
                break;
            case Ad5941Register.ConverterControl:
                if (value != before)
                    multiplexerSince = tick;
                break;
            case Ad5941Register.CommandWrite:
                commands[registers[Ad5941Register.CommandAddress] % (uint)commands.Length] = value;
                break;
            case Ad5941Register.TriggerSequence:
                if ((value & 1) != 0)
                    StartSequence();
                registers[register] = 0;
                break;
            case Ad5941Register.SequenceControl:
                if ((value & 1) == 0 && isSequenceRunning)
                {
                    isSequenceRunning = false;
                    flags |= Ad5941Register.FlagSequenceEnd;
                }

                break;
            case Ad5941Register.FifoControl:
                if ((value & 0x800) == 0)
                    fifoCount = 0;
                break;
            case Ad5941Register.InterruptClear:
                flags &= ~value;
                break;
        }

        UpdateExcitation();
    }

    private void StartSequence()
    {
        uint info = registers[Ad5941Register.Sequence0Info];
        bool isMemory = ((registers[Ad5941Register.MemoryControl] >> 3) & 7) == 1;
        if ((registers[Ad5941Register.SequenceControl] & 1) == 0 || !isMemory)
            return;
        sequenceNext = (int)(info & 0x7FF);
        sequenceEnd = sequenceNext + (int)((info >> 16) & 0x7FF);
        sequenceTick = tick;
        isSequenceRunning = sequenceEnd > sequenceNext;
    }

    private void Control(uint before, uint value)
    {
        uint rising = value & ~before;
        if ((rising & Ad5941Register.AfeDacReference) != 0)
            referenceSince = tick;
        if ((rising & Ad5941Register.AfeConverter) != 0)
            converterSince = tick;
        const uint Both = Ad5941Register.AfeConvert | Ad5941Register.AfeDft;
        bool was = (before & Both) == Both;
        bool runs = (value & Both) == Both && (value & Ad5941Register.AfeConverter) != 0;
        if (runs && !was)
        {
            window.Start(registers, tick);
            ResultPoison = Examine();
        }
        else if (!runs && window.IsActive)
        {
            window.Stop();
        }
    }

    private Ad5941Poison Examine()
    {
        Ad5941Poison found = Ad5941Poison.None;
        if (!registers.IsMandatoryDone)
            found |= Ad5941Poison.MandatorySequence;
        if (!registers.IsCalibrationLocked)
            found |= Ad5941Poison.CalibrationLock;
        uint clock = registers[Ad5941Register.ClockSelect] & 0xF;
        if (clock != 0x5 || (registers[Ad5941Register.OscillatorControl] & 4) == 0)
            found |= Ad5941Poison.Clock;
        if (referenceSince < 0 || tick - referenceSince < 480_000)
            found |= Ad5941Poison.Reference;
        if (converterSince < 0 || tick - converterSince < 2_880)
            found |= Ad5941Poison.Converter;
        if (tick - multiplexerSince < 960)
            found |= Ad5941Poison.Multiplexer;
        double frequency = registers[Ad5941Register.FrequencyWord] * (ClockHz / (1 << 30));
        bool isFast =
            (registers[Ad5941Register.Bandwidth] & 1) != 0
            && (registers[Ad5941Register.BufferControl] & 0xF) == 0xF;
        if (frequency >= 80e3 && !isFast)
            found |= Ad5941Poison.Bandwidth;
        if (((registers[Ad5941Register.ConverterControl] >> 8) & 0x1F) != 8)
            found |= Ad5941Poison.Bias;
        return found;
    }

    private void UpdateExcitation()
    {
        const uint Needed =
            Ad5941Register.AfeDac
            | Ad5941Register.AfeDacReference
            | Ad5941Register.AfeExcitationBuffer
            | Ad5941Register.AfeInstrumentationAmplifier
            | Ad5941Register.AfeWaveform;
        bool runs =
            (registers[Ad5941Register.AfeControl] & Needed) == Needed
            && ((registers[Ad5941Register.WaveformControl] >> 1) & 3) == 2
            && (registers[Ad5941Register.SwitchControl] & 1 << 16) != 0
            && (registers[Ad5941Register.SwitchD] & 0x10) != 0
            && (registers[Ad5941Register.SwitchP] & 0x400) != 0;
        uint control = registers[Ad5941Register.DacControl];
        double gain = (control & 0x1000) != 0 ? 0.25 : 2;
        if ((control & 1) != 0)
            gain *= 0.2;

        // 11 bits; the DAC's swing of 0x200..0xE00 ends at 1552.
        uint amplitude = Math.Min(registers[Ad5941Register.Amplitude] & 0x7FF, 1552);
        double peak = runs ? amplitude * (0.4 / 2047) * gain : 0;
        uint word = registers[Ad5941Register.FrequencyWord] & 0xFFFFFF;
        if (peak == 0)
            word = 0;
        if (excitation == (word, peak))
            return;
        excitation = (word, peak);
        board.SetExcitation(word * (ClockHz / (1 << 30)), peak, 0, tick / ClockHz);
    }
}
