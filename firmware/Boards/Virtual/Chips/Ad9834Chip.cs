using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// AD9834 behind its 16-bit words: control, frequency and phase registers, reset, sine and sign bit. It has no output line: what a driver reads is
/// the pulled-up bus. Its output is garbage where the driver did what the data sheet does not allow (<see cref="Poison"/> says what).
/// </summary>
public sealed class Ad9834Chip : ISpiChip
{
    private readonly Action<GeneratorOutput, double> output;
    private readonly int[] frequency = new int[2];
    private readonly int[] phase = new int[2];
    private int? lowerHalf;
    private int halfOf;
    private bool hasFrequency;
    private bool hasPhase;
    private bool wasReset;
    private bool isWritten;
    private int control;
    private double startedAt;
    private double startTurns;

    /// <summary>Powers it up.</summary>
    /// <param name="output">Told what comes out from a moment in seconds on.</param>
    public Ad9834Chip(Action<GeneratorOutput, double> output) => this.output = output;

    /// <summary>Test door: why the output has been garbage since power-up.</summary>
    public Ad9834Poison Poison { get; private set; }

    /// <summary>Test door: frames that are no word.</summary>
    public int ProtocolErrors { get; private set; }

    /// <summary>Test door: the frequency that would run, of 2^28 a clock.</summary>
    public int FrequencyWord => frequency[(control >> 11) & 1];

    /// <summary>Test door: the phase in use, of 4096.</summary>
    public int PhaseWord => phase[(control >> 10) & 1];

    /// <summary>Test door: whether the accumulator runs.</summary>
    public bool IsRunning => isWritten && (control & 0x100) == 0;

    /// <summary>Test door: whether the sign bit is put out.</summary>
    public bool IsSignBit => (control & 0x38) == 0x28;

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        read.Fill(0xFF);
        if (write.Length != 2)
        {
            ProtocolErrors++;
            return;
        }
        bool ran = IsRunning;
        double hz = FrequencyWord * (ModuleConstants.ClockHz / (1 << 28));
        double turns = startTurns + Math.IEEERemainder(hz * (nowSeconds - startedAt), 1);
        int before = FrequencyWord;
        Execute(write[0] << 8 | write[1]);
        if (IsRunning)
        {
            // The accumulator goes on from where it is, or from zero after a reset.
            startTurns = ran ? turns : 0;
            startedAt = nowSeconds;
            if (ran && FrequencyWord != before)
                Poison |= Ad9834Poison.Step;
            Examine();
        }
        double frequencyHz = IsRunning ? FrequencyWord * (ModuleConstants.ClockHz / (1 << 28)) : 0;
        output(
            new(
                frequencyHz,
                startedAt,
                startTurns + PhaseWord / 4096.0,
                IsRunning && Poison != Ad9834Poison.None
            ),
            nowSeconds
        );
    }

    private void Execute(int word)
    {
        int data = word & 0x3FFF;
        switch (word >> 14)
        {
            case 0:
                control = data;
                isWritten = true;
                wasReset |= (data & 0x100) != 0;
                break;
            case 3:
                phase[(word >> 13) & 1] = word & 0xFFF;
                hasPhase = true;
                break;
            default:
                WriteFrequency((word >> 14) - 1, data);
                break;
        }
    }

    private void WriteFrequency(int register, int half)
    {
        hasFrequency = true;
        if ((control & 0x2000) == 0)
        {
            // One half at a time, which the control word chooses.
            bool isUpper = (control & 0x1000) != 0;
            int kept = isUpper ? frequency[register] & 0x3FFF : frequency[register] & ~0x3FFF;
            frequency[register] = kept | (isUpper ? half << 14 : half);
        }
        else if (lowerHalf is { } lower && halfOf == register)
        {
            frequency[register] = half << 14 | lower;
            lowerHalf = null;
        }
        else
        {
            lowerHalf = half;
            halfOf = register;
        }
    }

    private void Examine()
    {
        if (!wasReset)
            Poison |= Ad9834Poison.Reset;
        if (lowerHalf is not null)
            Poison |= Ad9834Poison.HalfFrequency;
        if (!hasFrequency || !hasPhase)
            Poison |= Ad9834Poison.Registers;
        if ((control & 0x22) == 0x22)
            Poison |= Ad9834Poison.Mode;
        if ((control & 0x200) != 0)
            Poison |= Ad9834Poison.Pins;
        if ((control & 0xC0) != 0)
            Poison |= Ad9834Poison.Sleep;
    }
}
