using EdgeTester.Storage.Sql;

namespace EdgeTester.Storage.Segments;

/// <summary>Some samples that share their quanta, summed up.</summary>
/// <param name="Row">What is known of them; without sequences.</param>
/// <param name="VoltageQuantum">Volt a count.</param>
/// <param name="CurrentQuantum">Ampere a count.</param>
internal readonly record struct Bin(BlockRow Row, double VoltageQuantum, double CurrentQuantum);

/// <summary>Bins of a segment as bytes: a column each for count, begin, length, the bits of both quanta and the four values in counts.</summary>
internal static class BinColumns
{
    private const int LargestCount = 1 << 24;

    public static void Write(BinaryWriter output, IReadOnlyList<Bin> bins)
    {
        output.Write7BitEncodedInt(bins.Count);
        Put(bin => bin.Row.Count);
        Put(bin => bin.Row.ElapsedFirst);
        Put(bin => bin.Row.ElapsedLast - bin.Row.ElapsedFirst);
        Put(bin => BitConverter.DoubleToInt64Bits(bin.VoltageQuantum));
        Put(bin => BitConverter.DoubleToInt64Bits(bin.CurrentQuantum));
        // A value is a whole number of quanta, so the number gives it back to the last bit.
        Put(bin => (long)Math.Round(bin.Row.MinimumVoltage / bin.VoltageQuantum));
        Put(bin => (long)Math.Round(bin.Row.MaximumVoltage / bin.VoltageQuantum));
        Put(bin => (long)Math.Round(bin.Row.MinimumCurrent / bin.CurrentQuantum));
        Put(bin => (long)Math.Round(bin.Row.MaximumCurrent / bin.CurrentQuantum));

        void Put(Func<Bin, long> field) => ColumnCodec.Write(output, [.. bins.Select(field)]);
    }

    /// <exception cref="InvalidDataException">The columns do not fit each other.</exception>
    public static Bin[] Read(BinaryReader input)
    {
        int count = input.Read7BitEncodedInt();
        if (count is < 1 or > LargestCount)
            throw new InvalidDataException("a segment has an impossible number of bins");
        long[] counts = ColumnCodec.Read(input, count);
        long[] begins = ColumnCodec.Read(input, count);
        long[] lengths = ColumnCodec.Read(input, count);
        long[] voltageQuantum = ColumnCodec.Read(input, count);
        long[] currentQuantum = ColumnCodec.Read(input, count);
        long[] minimumVoltage = ColumnCodec.Read(input, count);
        long[] maximumVoltage = ColumnCodec.Read(input, count);
        long[] minimumCurrent = ColumnCodec.Read(input, count);
        long[] maximumCurrent = ColumnCodec.Read(input, count);
        var bins = new Bin[count];
        for (int k = 0; k < count; k++)
        {
            double volt = BitConverter.Int64BitsToDouble(voltageQuantum[k]);
            double ampere = BitConverter.Int64BitsToDouble(currentQuantum[k]);
            var row = new BlockRow(
                0,
                0,
                counts[k],
                begins[k],
                begins[k] + lengths[k],
                (int)minimumVoltage[k] * volt,
                (int)maximumVoltage[k] * volt,
                (int)minimumCurrent[k] * ampere,
                (int)maximumCurrent[k] * ampere
            );
            bins[k] = new Bin(row, volt, ampere);
        }
        return bins;
    }
}
