using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// ADS131M08 behind its frames: registers, CRC both ways, gain, 24-bit codes with noise, conversion timing of over-sampling
/// and chop, data-ready bits and the two-deep buffer.
/// </summary>
public sealed class Ads131m08Chip : ISpiChip
{
    /// <summary>Clock of the part in Hz: the board's 16 MHz, halved.</summary>
    public const double ClockHz = 8e6;

    private const int Words = 10;
    private const double CodesPerFullScale = 8388608.0;

    private readonly Func<int, double, double, double> input;
    private readonly Ads131m08Errors errors;
    private readonly NoiseSource noise;
    private readonly int[] registers = new int[64];
    private readonly int[] older = new int[8];
    private readonly int[] newer = new int[8];
    private readonly double[] fullScale = new double[8];
    private readonly double[] noiseCodes = new double[8];
    private int unread;
    private int answer;
    private long done;
    private double restartedAt;
    private double periodSeconds;
    private bool chop;

    /// <summary>Powers the part up.</summary>
    /// <param name="board">Voltages at the inputs.</param>
    /// <param name="converter">0 = U1, 1 = U2, 2 = U3.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="errors">Errors, null for none but noise.</param>
    public Ads131m08Chip(IAnalogBoard board, int converter, ulong seed, Ads131m08Errors? errors = null)
        : this((input, end, window) => board.AdcInput(converter, input, end, window), seed, errors) { }

    /// <summary>Powers a part up that looks at something else.</summary>
    /// <param name="input">Volt at an input, averaged over a window in seconds that ends at a moment.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="errors">Errors, null for none but noise.</param>
    public Ads131m08Chip(Func<int, double, double, double> input, ulong seed, Ads131m08Errors? errors = null)
    {
        this.input = input;
        this.errors = errors ?? new Ads131m08Errors();
        noise = new NoiseSource(seed);
        Reset(0);
    }

    /// <summary>Test door: no conversion becomes ready any more.</summary>
    public bool IsConversionStopped { get; set; }

    /// <summary>Test door: what is wrong with the part; may be changed while it works.</summary>
    public Ads131m08Errors Errors => errors;

    /// <summary>Test door: conversions that the two-deep buffer had to drop.</summary>
    public long Dropped { get; private set; }

    /// <summary>Test door: a register as it stands.</summary>
    public int Register(int address) => registers[address];

    /// <summary>Period of a reading in seconds.</summary>
    public double PeriodSeconds => periodSeconds;

    /// <summary>The moment of the earliest conversion that has ended and is not evaluated, or infinity.</summary>
    internal double NextConversion(double now)
    {
        long count = Completed(now);
        if (count <= done)
            return double.PositiveInfinity;

        // Only what the buffer can still hold is evaluated: the last one, and the one before where the buffer has room for it.
        long first = unread == 0 && count - done == 2 ? count - 1 : count;
        return restartedAt + first * periodSeconds;
    }

    /// <summary>Takes the conversion that ended at a moment from <see cref="NextConversion"/>.</summary>
    internal void Convert(double endSeconds)
    {
        long index = (long)Math.Round((endSeconds - restartedAt) / periodSeconds);
        long skipped = index - done - 1;
        done = index;

        // The buffer keeps the oldest and the latest reading; what comes in between is lost. After a pause the oldest one is
        // as good as what was read last, and that is what a driver gets that forgets to read twice.
        if (unread == 2)
        {
            Dropped += skipped + 1;
        }
        else if (unread == 1 || skipped > 0)
        {
            Array.Copy(newer, older, 8);
            Dropped += unread == 1 ? skipped : skipped - 1;
            unread = 2;
        }
        else
        {
            unread = 1;
        }

        double window = 3 * periodSeconds;
        double settled = 1;
        if (chop)
            window = 3 * Oversampling * 2 / ClockHz;
        else if (index < 3)
            settled = index == 1 ? 1.0 / 6 : 5.0 / 6;
        double drift = 1 + errors.GainDriftPerKilohour * endSeconds / 3.6e6;
        double[] offsets = chop ? errors.Offset : errors.OffsetWithoutChop;
        int enabled = registers[Ads131m08Register.Clock] >> 8;
        for (int k = 0; k < 8; k++)
        {
            if ((enabled >> k & 1) == 0)
            {
                newer[k] = 0;
                continue;
            }

            double volts = VoltsAt(k, endSeconds, window) * settled;
            double code =
                (volts * (1 + errors.Gain[k]) * drift + offsets[k]) / fullScale[k] * CodesPerFullScale;
            code += noise.Next() * noiseCodes[k];
            newer[k] = code switch
            {
                >= 8388607 => 8388607,
                <= -8388608 => -8388608,
                _ => (int)Math.Floor(code + 0.5),
            };
        }
    }

    // 2/15 of the reference over the gain is 1/7.2 of full scale.
    private double VoltsAt(int channel, double endSeconds, double window) =>
        (
            registers[Ads131m08Register.ChannelConfiguration + Ads131m08Register.ChannelStride * channel] & 3
        ) switch
        {
            Ads131m08Register.InputShorted => 0,
            Ads131m08Register.InputTest => fullScale[channel] / 7.2,
            Ads131m08Register.InputNegativeTest => -fullScale[channel] / 7.2,
            _ => input(channel, endSeconds, window),
        };

    /// <summary>The SYNC pin: conversions begin anew, the buffer is empty.</summary>
    internal void Synchronize(double now)
    {
        restartedAt = now;
        done = 0;
        unread = 0;
    }

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Reply(read);
        if (write.Length >= 3)
            Execute(nowSeconds, write);
    }

    private int Oversampling
    {
        get
        {
            int code = (registers[Ads131m08Register.Clock] >> 2) & 7;
            return code == 7 ? 16256 : 128 << code;
        }
    }

    private long Completed(double now)
    {
        if (IsConversionStopped)
            return done;
        return (long)Math.Floor((now - restartedAt + 1e-9) / periodSeconds);
    }

    private void Reset(double now)
    {
        Array.Clear(registers);
        registers[Ads131m08Register.Id] = 0x2800;
        registers[Ads131m08Register.Status] = 0x0500;
        registers[Ads131m08Register.Mode] = 0x0510;
        registers[Ads131m08Register.Clock] = 0xFF0E;
        registers[Ads131m08Register.Configuration] = 0x0600;
        for (int k = 0; k < 8; k++)
            registers[0x0B + 5 * k + 1] = 0x8000;
        Array.Clear(older);
        Array.Clear(newer);
        answer = Ads131m08Register.AnswerReset;
        Restart(now);
    }

    private void Restart(double now)
    {
        chop = (registers[Ads131m08Register.Configuration] & Ads131m08Register.ConfigurationChop) != 0;
        int delay = 2 << ((registers[Ads131m08Register.Configuration] >> 9) & 0xF);
        double modulatorHz = ClockHz / 2;
        periodSeconds = (chop ? delay + 3.0 * Oversampling : Oversampling) / modulatorHz;

        // Data sheet: 5.35 uV at gain 1 and 3906 readings a second falls with the root of the rate to 1.9 uV at 250 (a little
        // above the root's 1.35: 1/f noise), 1.56 uV at gain 4; chop averages three filter lengths.
        double rate = modulatorHz / Oversampling;
        double share = Math.Sqrt(rate / 3906.25 + 0.062) * (chop ? 0.65 : 1) * errors.NoiseScale;
        for (int k = 0; k < 8; k++)
        {
            int field =
                (registers[k < 4 ? Ads131m08Register.GainLow : Ads131m08Register.GainHigh] >> (4 * (k & 3)))
                & 7;
            double gain = 1 << field;
            double volts = field switch
            {
                0 => 5.35e-6,
                1 => 2.9e-6,
                2 => 1.56e-6,
                3 => 0.95e-6,
                4 => 0.64e-6,
                _ => 0.42e-6,
            };
            fullScale[k] = 1.2 / gain;
            noiseCodes[k] = volts * share / fullScale[k] * CodesPerFullScale;
        }

        Synchronize(now);
    }

    private void Execute(double now, ReadOnlySpan<byte> write)
    {
        int command = write[0] << 8 | write[1];
        int words = (command & 0xE000) == Ads131m08Register.CommandWrite ? 2 + (command & 0x7F) : 1;
        if (write.Length < 3 * words)
            return;
        bool crcOn = (registers[Ads131m08Register.Mode] & Ads131m08Register.ModeInputCrc) != 0;
        if (crcOn && write.Length >= 3 * words + 2)
        {
            int sent = write[3 * words] << 8 | write[3 * words + 1];
            if (ChecksumOf(write[..(3 * words)]) != sent)
                registers[Ads131m08Register.Status] |= Ads131m08Register.StatusCrcError;
            else
                registers[Ads131m08Register.Status] &= ~Ads131m08Register.StatusCrcError;
        }

        if (command == 0)
            return;
        if (command == Ads131m08Register.CommandReset)
        {
            if (write.Length >= 3 * Words)
                Reset(now);
            return;
        }

        int address = (command >> 7) & 0x3F;
        int count = (command & 0x7F) + 1;
        if ((command & 0xE000) == Ads131m08Register.CommandRead)
        {
            answer = count == 1 ? registers[address] : 0xE000 | (command & 0x1FFF);
        }
        else if ((command & 0xE000) == Ads131m08Register.CommandWrite)
        {
            for (int k = 0; k < count && address + k < registers.Length; k++)
                WriteRegister(now, address + k, write[3 * (k + 1)] << 8 | write[3 * (k + 1) + 1]);
            answer = Ads131m08Register.AnswerWrite | (command & 0x1FFF);
        }
    }

    private void WriteRegister(double now, int address, int value)
    {
        if (address <= Ads131m08Register.Status)
            return;
        registers[address] = value;
        if (address == Ads131m08Register.Mode && (value & 0x0400) == 0)
            registers[Ads131m08Register.Status] &= ~Ads131m08Register.StatusReset;
        if (address is >= Ads131m08Register.Clock and <= Ads131m08Register.Configuration)
            Restart(now);
    }

    private void Reply(Span<byte> read)
    {
        Span<byte> frame = stackalloc byte[3 * Words];
        int status = registers[Ads131m08Register.Status] & ~0xFF;
        if (unread > 0)
            status |= registers[Ads131m08Register.Clock] >> 8;
        int first = answer >= 0 ? answer : status;
        answer = -1;
        frame[0] = (byte)(first >> 8);
        frame[1] = (byte)first;
        frame[2] = 0;
        int[] data = unread == 2 ? older : newer;
        for (int k = 0; k < 8; k++)
        {
            frame[3 * k + 3] = (byte)(data[k] >> 16);
            frame[3 * k + 4] = (byte)(data[k] >> 8);
            frame[3 * k + 5] = (byte)data[k];
        }

        int checksum = ChecksumOf(frame[..27]);
        frame[27] = (byte)(checksum >> 8);
        frame[28] = (byte)checksum;
        frame[29] = 0;
        read.Clear();
        frame[..Math.Min(read.Length, frame.Length)].CopyTo(read);
        if (read.Length >= frame.Length && unread > 0)
            unread--;
    }

    // Written apart from the driver's table on purpose: two derivations of one polynomial check each other.
    private static readonly ushort[] Remainders = BuildRemainders();

    private static int ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF;
        foreach (byte value in bytes)
            crc = (crc << 8 ^ Remainders[(crc >> 8 ^ value) & 0xFF]) & 0xFFFF;
        return (int)crc;
    }

    private static ushort[] BuildRemainders()
    {
        // Long division of n * x^16 by x^16 + x^12 + x^5 + 1.
        ushort[] table = new ushort[256];
        for (uint n = 0; n < 256; n++)
        {
            uint dividend = n << 16;
            for (int degree = 23; degree >= 16; degree--)
            {
                if ((dividend >> degree & 1) != 0)
                    dividend ^= 0x11021u << (degree - 16);
            }

            table[n] = (ushort)dividend;
        }

        return table;
    }
}
