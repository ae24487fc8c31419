using EdgeTester.Storage.Sql;

namespace EdgeTester.Storage.Segments;

/// <summary>
/// Lowest and highest values of each eight bins of a segment, as bytes that are read without unpacking: an overview of a run
/// of months reads these of all its segments. Numbers are written as small ones are, each against the same one of the bin before.
/// </summary>
internal static class CoarseBins
{
    /// <summary>Bins to one, as far as they share their quanta.</summary>
    public const int BinsEach = 8;

    /// <summary>The bytes.</summary>
    public static byte[] Of(IReadOnlyList<Bin> bins)
    {
        using var stream = new MemoryStream();
        using var output = new BinaryWriter(stream);
        var last = new Fields();
        for (int k = 0; k < bins.Count; )
        {
            Bin coarse = bins[k++];
            for (int size = 1; size < BinsEach && k < bins.Count && SameQuanta(coarse, bins[k]); size++, k++)
                coarse = coarse with { Row = coarse.Row.With(bins[k].Row) };
            Fields next = Fields.Of(coarse);
            Write(output, next, last);
            last = next;
        }
        return stream.ToArray();
    }

    /// <summary>The bins, without sequences.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static List<BlockRow> Read(ReadOnlySpan<byte> bytes)
    {
        var rows = new List<BlockRow>();
        var last = new Fields();
        while (bytes.Length > 0)
        {
            last = Read(ref bytes, last);
            rows.Add(last.Row());
        }
        return rows;
    }

    private static bool SameQuanta(Bin a, Bin b)
    {
        return a.VoltageQuantum.Equals(b.VoltageQuantum) && a.CurrentQuantum.Equals(b.CurrentQuantum);
    }

    private static void Write(BinaryWriter output, Fields next, Fields last)
    {
        output.Write7BitEncodedInt64(next.Count);
        output.Write7BitEncodedInt64(ZigZag(unchecked(next.Begin - last.End)));
        output.Write7BitEncodedInt64(next.End - next.Begin);
        output.Write7BitEncodedInt64(next.VoltageQuantum ^ last.VoltageQuantum);
        output.Write7BitEncodedInt64(next.CurrentQuantum ^ last.CurrentQuantum);
        output.Write7BitEncodedInt64(ZigZag((long)next.MinimumVoltage - last.MinimumVoltage));
        output.Write7BitEncodedInt64(ZigZag((long)next.MaximumVoltage - last.MaximumVoltage));
        output.Write7BitEncodedInt64(ZigZag((long)next.MinimumCurrent - last.MinimumCurrent));
        output.Write7BitEncodedInt64(ZigZag((long)next.MaximumCurrent - last.MaximumCurrent));
    }

    private static Fields Read(ref ReadOnlySpan<byte> bytes, Fields last)
    {
        long count = Number(ref bytes);
        long begin = unchecked(last.End + Back(Number(ref bytes)));
        return new Fields(
            count,
            begin,
            unchecked(begin + Number(ref bytes)),
            last.VoltageQuantum ^ Number(ref bytes),
            last.CurrentQuantum ^ Number(ref bytes),
            (int)(last.MinimumVoltage + Back(Number(ref bytes))),
            (int)(last.MaximumVoltage + Back(Number(ref bytes))),
            (int)(last.MinimumCurrent + Back(Number(ref bytes))),
            (int)(last.MaximumCurrent + Back(Number(ref bytes)))
        );
    }

    private static long ZigZag(long value)
    {
        return (value << 1) ^ (value >> 63);
    }

    private static long Back(long zigZag)
    {
        return (long)((ulong)zigZag >> 1) ^ -(zigZag & 1);
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (bytes.Length == 0)
                throw new InvalidDataException("the coarse bins of a segment are cut off");
            byte next = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)number;
        }
        throw new InvalidDataException("the coarse bins of a segment hold a number that is too long");
    }

    /// <summary>A bin in whole numbers: values in counts, quanta as their bits.</summary>
    private readonly record struct Fields(
        long Count,
        long Begin,
        long End,
        long VoltageQuantum,
        long CurrentQuantum,
        int MinimumVoltage,
        int MaximumVoltage,
        int MinimumCurrent,
        int MaximumCurrent
    )
    {
        // A value is a whole number of quanta, so the number gives it back to the last bit.
        public static Fields Of(Bin bin)
        {
            return new Fields(
                bin.Row.Count,
                bin.Row.ElapsedFirst,
                bin.Row.ElapsedLast,
                BitConverter.DoubleToInt64Bits(bin.VoltageQuantum),
                BitConverter.DoubleToInt64Bits(bin.CurrentQuantum),
                (int)Math.Round(bin.Row.MinimumVoltage / bin.VoltageQuantum),
                (int)Math.Round(bin.Row.MaximumVoltage / bin.VoltageQuantum),
                (int)Math.Round(bin.Row.MinimumCurrent / bin.CurrentQuantum),
                (int)Math.Round(bin.Row.MaximumCurrent / bin.CurrentQuantum)
            );
        }

        public BlockRow Row()
        {
            double volt = BitConverter.Int64BitsToDouble(VoltageQuantum);
            double ampere = BitConverter.Int64BitsToDouble(CurrentQuantum);
            return new BlockRow(
                0,
                0,
                Count,
                Begin,
                End,
                MinimumVoltage * volt,
                MaximumVoltage * volt,
                MinimumCurrent * ampere,
                MaximumCurrent * ampere
            );
        }
    }
}
