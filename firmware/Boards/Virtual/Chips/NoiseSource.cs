namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// Seeded noise, nearly normal: the sum of four uniform 16-bit numbers of one xorshift64* word (S. Vigna, 2016,
/// DOI 10.1145/2845077). Quick, because a simulated month takes millions of conversions.
/// </summary>
public sealed class NoiseSource
{
    // Four uniform numbers of width 65536 have a standard deviation of 65536 / sqrt(3).
    private const double Scale = 1.7320508075688772 / 65536.0;
    private ulong state;

    /// <summary>Starts at a seed.</summary>
    public NoiseSource(ulong seed)
    {
        state = (seed + 1) * 0x9E3779B97F4A7C15UL;
        if (state == 0)
            state = 0x9E3779B97F4A7C15UL;
    }

    /// <summary>Next value: mean 0, standard deviation 1, within +-3.47.</summary>
    public double Next()
    {
        ulong x = state;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        state = x;
        ulong bits = x * 0x2545F4914F6CDD1DUL;
        long sum =
            (long)(bits & 0xFFFF)
            + (long)((bits >> 16) & 0xFFFF)
            + (long)((bits >> 32) & 0xFFFF)
            + (long)(bits >> 48);
        return (sum - 131070) * Scale;
    }

    /// <summary>Next value, even between -1 and 1.</summary>
    public double NextEven()
    {
        ulong x = state;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        state = x;
        return ((x * 0x2545F4914F6CDD1DUL) >> 11) * (2.0 / 9007199254740992.0) - 1.0;
    }
}
