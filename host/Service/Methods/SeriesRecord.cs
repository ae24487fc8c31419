using EdgeTester.Analysis.Records;
using EdgeTester.Formats;

namespace EdgeTester.Service.Methods;

/// <summary>A cycler's table as a record: rows without numbers left out, time made to go on where the file joins tests, steps found where none are told.</summary>
internal static class SeriesRecord
{
    /// <summary>Neighbouring currents that differ by more than this share belong to different steps.</summary>
    private const double Jump = 0.2;

    public static CellRecord Of(TimeSeries series, List<string> notes)
    {
        var time = series.Values(BdfColumns.TestTime);
        var voltage = series.Values(BdfColumns.Voltage);
        var current = series.Values(BdfColumns.Current);
        var temperature = Optional(BdfColumns.Temperature) ?? Optional(BdfColumns.AmbientTemperature);
        var count = Optional(BdfColumns.StepCount);
        var id = Optional(BdfColumns.StepId);
        var cycle = Optional(BdfColumns.CycleCount);
        var builder = new CellRecordBuilder(series.Label);
        var largest = current.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var (left, joined, shift, last) = (0, 0, 0.0, double.NegativeInfinity);
        long number = -1;
        var before = -1;
        for (var k = 0; k < time.Count; k++)
        {
            if (!double.IsFinite(time[k]) || !double.IsFinite(voltage[k]) || !double.IsFinite(current[k]))
            {
                left++;
                continue;
            }
            if (time[k] + shift < last)
            {
                shift = last - time[k];
                joined++;
            }
            last = time[k] + shift;
            if (before < 0 || IsNewStep(before, k))
                number++;
            before = k;
            builder.Add(
                last,
                voltage[k],
                current[k],
                temperature?[k] ?? double.NaN,
                Whole(id?[k], (int)Math.Min(number, int.MaxValue)),
                number,
                Whole(cycle?[k], 0)
            );
        }
        if (left > 0)
            notes.Add($"{left} rows without a number for time, voltage or current were left out");
        if (joined > 0)
            notes.Add(
                $"the time ran back {joined} times: the file joins several tests, which are taken to follow each other without a gap"
            );
        return builder.Build();

        IReadOnlyList<double>? Optional(BdfColumn column) =>
            series.Has(column) ? series.Values(column) : null;

        bool IsNewStep(int a, int b)
        {
            if (count is not null && Differ(count[a], count[b]))
                return true;
            if (
                count is null
                && (id is not null && Differ(id[a], id[b]) || cycle is not null && Differ(cycle[a], cycle[b]))
            )
                return true;
            // Some instruments count a charge and its discharge as one step.
            if (Class(current[a]) != Class(current[b]))
                return true;
            return count is null
                && id is null
                && Math.Abs(current[b] - current[a])
                    > Jump * Math.Max(Math.Abs(current[a]), Math.Abs(current[b]))
                && Math.Abs(current[b] - current[a]) > 0.02 * largest;
        }

        int Class(double ampere) => Math.Abs(ampere) <= 1e-3 * largest ? 0 : Math.Sign(ampere);
    }

    private static bool Differ(double a, double b) => a != b && !(double.IsNaN(a) && double.IsNaN(b));

    private static int Whole(double? value, int otherwise) =>
        value is { } number && double.IsFinite(number) && Math.Abs(number) < int.MaxValue
            ? (int)number
            : otherwise;
}
