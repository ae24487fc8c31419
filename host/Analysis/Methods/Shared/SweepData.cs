using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>The rows of a voltage sweep in the order in which they were taken, one direction.</summary>
/// <param name="Time">Times in s.</param>
/// <param name="Voltage">Cell voltage in V.</param>
/// <param name="Current">Current in A.</param>
internal sealed record SweepData(double[] Time, double[] Voltage, double[] Current)
{
    public int Count => Time.Length;

    /// <summary>1 where the voltage rises, -1 where it falls.</summary>
    public int Direction => Voltage[^1] >= Voltage[0] ? 1 : -1;

    /// <summary>V/s, signed.</summary>
    public double ScanRate => (Voltage[^1] - Voltage[0]) / (Time[^1] - Time[0]);

    public double From => Voltage.Min();

    public double To => Voltage.Max();

    /// <summary>The widest sweep of a record, one way only.</summary>
    /// <exception cref="MethodException">There is none with so many rows.</exception>
    public static SweepData Widest(CellMeasurement measurement, int rows)
    {
        var record =
            measurement.Record
            ?? throw new MethodException(
                $"{measurement.Label}: no current was recorded; the method needs a voltage sweep"
            );
        var best = record
            .Steps.Where(s => s.Excitation == Excitation.Sweep && s.Count >= rows)
            .Select(s => OneWay(record, s))
            .Where(s => s.Count >= rows)
            .MaxBy(s => s.To - s.From);
        return best
            ?? throw new MethodException(
                $"{measurement.Label}: there is no voltage sweep with {rows} rows; sweep linearly and record every few millivolt"
            );
    }

    /// <summary>Up to where a cyclic sweep turns for the first time.</summary>
    private static SweepData OneWay(CellRecord record, RecordStep step)
    {
        var voltage = record.Voltage(step);
        var (lowest, highest) = (0, 0);
        for (var k = 1; k < voltage.Length; k++)
        {
            if (voltage[k] < voltage[lowest])
                lowest = k;
            if (voltage[k] > voltage[highest])
                highest = k;
        }
        var (first, last) = lowest < highest ? (lowest, highest) : (highest, lowest);
        var range = new Range(first, last + 1);
        return new SweepData(
            record.Time(step)[range].ToArray(),
            voltage[range].ToArray(),
            record.Current(step)[range].ToArray()
        );
    }
}
