namespace EdgeTester.Formats;

/// <summary>Reads a BioLogic binary file as a record in time.</summary>
internal static class EcLabBinarySeries
{
    private const double Milli = 1e-3;

    /// <summary>Quantities by the ids of their columns, the best first, with their factor to SI units (capacity in ampere hour).</summary>
    private static readonly (BdfColumn Column, double Factor, int[] Ids)[] Catalogue =
    [
        (BdfColumns.TestTime, 1, [4]),
        (BdfColumns.Voltage, 1, [6, 77, 174]),
        (BdfColumns.Current, Milli, [8, 76, 11]),
        (BdfColumns.CycleCount, 1, [24]),
        (BdfColumns.StepId, 1, [131]),
        (BdfColumns.StepTime, 1, [182]),
        (BdfColumns.Power, 1, [70]),
        (BdfColumns.NetCapacity, Milli, [13]),
        (BdfColumns.Temperature, 1, [462]),
    ];

    /// <summary>Charge of a row in mAh, from which a current follows where none is stored (GCPL of some versions).</summary>
    private static readonly int[] ChargeSteps = [7, 23];

    public static TimeSeries Read(DataFile file)
    {
        var data = EcLabBinary.Read(file);
        var builder = new SeriesBuilder(
            file,
            $"BioLogic EC-Lab binary {EcLabBinary.Technique(file)}".TrimEnd()
        );
        foreach (var (column, factor, ids) in Catalogue)
            if (data.FirstOf(ids) is >= 0 and var id)
                for (var k = 0; k < data.Count; k++)
                    builder.Column(column).Add(data.Value(k, id) * factor);
        if (!builder.Has(BdfColumns.Current) && builder.Has(BdfColumns.TestTime))
            AddCurrent(data, builder);
        return builder.Finish();
    }

    private static void AddCurrent(EcLabBinary data, SeriesBuilder builder)
    {
        var current = builder.Column(BdfColumns.Current);
        var time = builder.Column(BdfColumns.TestTime);
        var charge = data.FirstOf(ChargeSteps);
        for (var k = 0; k < data.Count; k++)
            current.Add(
                charge < 0 ? 0
                : k > 0 && time[k] > time[k - 1] ? data.Value(k, charge) * 3.6 / (time[k] - time[k - 1])
                : double.NaN
            );
        builder.Note(
            charge < 0
                ? "the file has no current: the cell was open"
                : "the file has no current: it was taken from the charge between the rows"
        );
    }
}
