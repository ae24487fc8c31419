using System.Numerics;

namespace EdgeTester.Storage.Segments;

/// <summary>
/// A column of whole numbers as bytes that compress well, without loss for any 64 bits: the values less a base, their
/// differences, or the differences of those, whichever are smallest; zigzag, so that small ones of both signs are small;
/// then all lowest bytes, all second bytes and so on, as many planes as the largest needs.
/// </summary>
internal static class ColumnCodec
{
    private const int Orders = 3;

    /// <summary>Writes a column.</summary>
    public static void Write(BinaryWriter output, ReadOnlySpan<long> values)
    {
        var best = new ulong[values.Length];
        var tried = new ulong[values.Length];
        int order = 0;
        long cost = Reduce(values, 0, best);
        for (int k = 1; k < Orders; k++)
        {
            long other = Reduce(values, k, tried);
            if (other >= cost)
                continue;
            (best, tried) = (tried, best);
            (order, cost) = (k, other);
        }
        ulong all = 0;
        foreach (ulong value in best)
            all |= value;
        int planes = (71 - BitOperations.LeadingZeroCount(all)) / 8;
        output.Write((byte)order);
        output.Write((byte)planes);
        output.Write(order == 0 ? Base(values) : First(values));
        output.Write(Slope(values));
        var plane = new byte[values.Length];
        for (int p = 0; p < planes; p++)
        {
            for (int k = 0; k < plane.Length; k++)
                plane[k] = (byte)(best[k] >> (8 * p));
            output.Write(plane);
        }
    }

    /// <summary>Reads a column of a known length.</summary>
    /// <exception cref="InvalidDataException">The bytes are no column.</exception>
    public static long[] Read(BinaryReader input, int length)
    {
        int order = input.ReadByte();
        int planes = input.ReadByte();
        long start = input.ReadInt64();
        long slope = input.ReadInt64();
        if (order >= Orders || planes > 8)
            throw new InvalidDataException("a column has an unknown form");
        var reduced = new ulong[length];
        for (int p = 0; p < planes; p++)
        {
            byte[] plane = input.ReadBytes(length);
            if (plane.Length != length)
                throw new InvalidDataException("a column is cut off");
            for (int k = 0; k < length; k++)
                reduced[k] |= (ulong)plane[k] << (8 * p);
        }
        var values = new long[length];
        for (int k = 0; k < length; k++)
        {
            long rest = (long)(reduced[k] >> 1) ^ -(long)(reduced[k] & 1);
            values[k] = unchecked(rest + Expected(values, k, order, start, slope));
        }
        return values;
    }

    private static long Reduce(ReadOnlySpan<long> values, int order, ulong[] reduced)
    {
        long start = order == 0 ? Base(values) : First(values);
        long slope = Slope(values);
        long bits = 0;
        for (int k = 0; k < values.Length; k++)
        {
            long rest = unchecked(values[k] - Expected(values, k, order, start, slope));
            reduced[k] = (ulong)((rest << 1) ^ (rest >> 63));
            bits += 64 - BitOperations.LeadingZeroCount(reduced[k]);
        }
        return bits;
    }

    private static long Expected(ReadOnlySpan<long> values, int k, int order, long start, long slope)
    {
        if (order == 0 || k == 0)
            return start;
        if (order == 1)
            return values[k - 1];
        return unchecked(k == 1 ? start + slope : 2 * values[k - 1] - values[k - 2]);
    }

    private static long First(ReadOnlySpan<long> values)
    {
        return values.Length > 0 ? values[0] : 0;
    }

    private static long Slope(ReadOnlySpan<long> values)
    {
        return values.Length > 1 ? unchecked(values[1] - values[0]) : 0;
    }

    /// <summary>About the mean; any number would do.</summary>
    private static long Base(ReadOnlySpan<long> values)
    {
        double sum = 0;
        foreach (long value in values)
            sum += value;
        double mean = values.Length > 0 ? sum / values.Length : 0;
        return Math.Abs(mean) < 1e18 ? (long)mean : First(values);
    }
}
