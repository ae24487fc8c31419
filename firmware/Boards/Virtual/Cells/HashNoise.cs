namespace EdgeTester.Firmware.Virtual.Cells;

/// <summary>Random numbers as a function of a seed and a place, so that they do not depend on who asks first.</summary>
public static class HashNoise
{
    /// <summary>A key for a moment, to the nanosecond.</summary>
    public static ulong Key(double seconds) => unchecked((ulong)(long)Math.Round(seconds * 1e9));

    /// <summary>Even between 0 (inclusive) and 1.</summary>
    public static double Uniform(ulong seed, ulong key) => (Mix(seed ^ Mix(key)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public static double Normal(ulong seed, ulong key)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(seed, key)));
        return radius * Math.Cos(2 * Math.PI * Uniform(seed + 0x5851F42D4C957F2DUL, key));
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195).
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
