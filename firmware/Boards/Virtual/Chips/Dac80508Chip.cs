using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>DAC80508 behind its frames: 24 bits, or 32 with CRC; echo of the frame before; a bad CRC is ignored and flagged.</summary>
public sealed class Dac80508Chip : ISpiChip
{
    private const double ReferenceVolt = 2.5;
    private const double SupplyVolt = 3.3;

    private readonly IAnalogBoard board;
    private readonly double[] gainError = new double[8];
    private readonly double[] offsetError = new double[8];
    private readonly int[] registers = new int[16];
    private readonly byte[] echo = new byte[4];
    private bool isPowered;

    /// <summary>Powers the part up at mid-scale (RSTSEL).</summary>
    /// <param name="board">What the outputs drive.</param>
    /// <param name="errorSeed">Seed of a total unadjusted error within 0.1 % of full scale; null = an exact part.</param>
    public Dac80508Chip(IAnalogBoard board, ulong? errorSeed = null)
    {
        this.board = board;
        if (errorSeed is { } seed)
        {
            NoiseSource source = new(seed);
            for (int k = 0; k < 8; k++)
            {
                gainError[k] = 0.0005 * source.NextEven();
                offsetError[k] = 0.0005 * ReferenceVolt * source.NextEven();
            }
        }
    }

    /// <summary>Test door: frames that were ignored for their CRC or length.</summary>
    public int IgnoredFrames { get; private set; }

    /// <summary>Test door: an output's register falls over to another code, as radiation or a glitch of the supply does it.</summary>
    public void Upset(int channel, int code, double nowSeconds)
    {
        registers[8 + channel] = code;
        Drive(nowSeconds, channel);
    }

    /// <summary>Test door: a register as it stands.</summary>
    public int Register(int address) => registers[address];

    /// <summary>The supply comes up.</summary>
    internal void PowerUp(double nowSeconds)
    {
        isPowered = true;
        Reset(nowSeconds);
    }

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (!isPowered)
            PowerUp(nowSeconds);
        read.Clear();
        bool crc = (registers[3] & 0x0800) != 0;
        int length = crc ? 4 : 3;
        echo.AsSpan(0, Math.Min(read.Length, length)).CopyTo(read);
        if (write.Length != length)
        {
            IgnoredFrames++;
            return;
        }

        int address = write[0] & 0x0F;
        bool isRead = (write[0] & 0x80) != 0;
        if (crc && Remainder(write[..3]) != write[3])
        {
            IgnoredFrames++;
            SetEcho(write[0] | 0x40, write[1] << 8 | write[2], crc);
            return;
        }

        int value = write[1] << 8 | write[2];
        if (isRead)
        {
            SetEcho(0x80 | address, registers[address], crc);
            return;
        }

        SetEcho(address, value, crc);
        Write(nowSeconds, address, value);
    }

    private void Write(double now, int address, int value)
    {
        switch (address)
        {
            case 0 or 1 or 7:
                return;
            case 5:
                if ((value & 0xF) == 0xA)
                    Reset(now);
                return;
            case 6:
                for (int k = 0; k < 8; k++)
                {
                    if ((registers[2] >> 8 >> k & 1) != 0)
                        registers[8 + k] = value;
                }

                break;
            default:
                registers[address] = value;
                break;
        }

        if (address >= 8)
        {
            Drive(now, address - 8);
            return;
        }

        // REF-ALARM: the halved or whole reference times two must stay below the supply.
        bool isHalved = (registers[4] & 0x100) != 0;
        registers[7] = !isHalved && ReferenceVolt > SupplyVolt - 1 ? 1 : 0;
        for (int k = 0; k < 8; k++)
            Drive(now, k);
    }

    private void Reset(double now)
    {
        Array.Clear(registers);
        registers[1] = 0x0895;
        registers[2] = 0xFF00;
        for (int k = 0; k < 8; k++)
        {
            registers[8 + k] = 0x8000;
            Drive(now, k);
        }
    }

    private void Drive(double now, int channel)
    {
        bool isDown = (registers[3] >> channel & 1) != 0 || registers[7] != 0;
        double reference = (registers[4] & 0x100) != 0 ? ReferenceVolt / 2 : ReferenceVolt;
        double gain = (registers[4] >> channel & 1) != 0 ? 2 : 1;
        double volts = registers[8 + channel] / 65536.0 * reference * gain;
        volts += offsetError[channel] + gainError[channel] * volts;
        board.SetDac(channel, isDown ? 0 : Math.Clamp(volts, 0, reference * gain), now);
    }

    private void SetEcho(int head, int value, bool crc)
    {
        echo[0] = (byte)head;
        echo[1] = (byte)(value >> 8);
        echo[2] = (byte)value;
        echo[3] = crc ? (byte)Remainder(echo.AsSpan(0, 3)) : (byte)0;
    }

    // Bit by bit, apart from the driver's table on purpose.
    private static int Remainder(ReadOnlySpan<byte> bytes)
    {
        int crc = 0;
        foreach (byte value in bytes)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                int carry = (crc >> 7 & 1) ^ (value >> bit & 1);
                crc = crc << 1 & 0xFF;
                if (carry != 0)
                    crc ^= 0x07;
            }
        }

        return crc;
    }
}
