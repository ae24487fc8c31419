namespace EdgeTester.Analysis.Records;

/// <summary>
/// What was recorded of a cell against time: rows of time, voltage, current and temperature, in steps. Time never falls; voltage and current
/// are finite; charging current is positive.
/// </summary>
public sealed class CellRecord
{
    private readonly double[] _time;
    private readonly double[] _voltage;
    private readonly double[] _current;
    private readonly double[] _temperature;

    internal CellRecord(
        string label,
        double[] time,
        double[] voltage,
        double[] current,
        double[] temperature,
        IReadOnlyList<RecordStep> steps
    )
    {
        Label = label;
        _time = time;
        _voltage = voltage;
        _current = current;
        _temperature = temperature;
        Steps = steps;
    }

    /// <summary>Where it came from.</summary>
    public string Label { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Count => _time.Length;

    /// <summary>Seconds since the test began.</summary>
    public IReadOnlyList<double> TimeSeconds => _time;

    /// <summary>Cell voltage in V.</summary>
    public IReadOnlyList<double> VoltageVolt => _voltage;

    /// <summary>Current in A, charging positive.</summary>
    public IReadOnlyList<double> CurrentAmpere => _current;

    /// <summary>Temperature in degree Celsius, NaN where a row has none.</summary>
    public IReadOnlyList<double> TemperatureCelsius => _temperature;

    /// <summary>Steps in the order of their rows; together they hold every row once.</summary>
    public IReadOnlyList<RecordStep> Steps { get; }

    /// <summary>Times of a step's rows in s.</summary>
    public ReadOnlySpan<double> Time(RecordStep step) => _time.AsSpan(step.First, step.Count);

    /// <summary>Voltages of a step's rows in V.</summary>
    public ReadOnlySpan<double> Voltage(RecordStep step) => _voltage.AsSpan(step.First, step.Count);

    /// <summary>Currents of a step's rows in A.</summary>
    public ReadOnlySpan<double> Current(RecordStep step) => _current.AsSpan(step.First, step.Count);

    /// <summary>Charge of a step in C: the instrument's where it counts, else the trapezoids of the rows.</summary>
    public double Charge(RecordStep step) =>
        step.ChargeCoulomb ?? Trapezoid(step, (k, i) => _current[k] * (i - _time[k]));

    /// <summary>Energy of a step in J: the instrument's where it counts, else the trapezoids of the rows.</summary>
    public double Energy(RecordStep step) =>
        step.EnergyJoule ?? Trapezoid(step, (k, i) => _current[k] * _voltage[k] * (i - _time[k]));

    /// <summary>Length of a step in s: the instrument's where it counts, else from the first to the last row.</summary>
    public double Duration(RecordStep step) =>
        step.DurationSeconds ?? _time[step.End - 1] - _time[step.First];

    /// <summary>Mean temperature of the rows that have one in degree Celsius; NaN where none has.</summary>
    public double MeanTemperature()
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in _temperature)
            if (double.IsFinite(value))
            {
                sum += value;
                count++;
            }
        return count > 0 ? sum / count : double.NaN;
    }

    /// <summary>Half of what each interval is worth with the values of its first and of its last row.</summary>
    private double Trapezoid(RecordStep step, Func<int, double, double> area)
    {
        var sum = 0.0;
        for (var k = step.First + 1; k < step.End; k++)
            sum += 0.5 * (area(k - 1, _time[k]) - area(k, _time[k - 1]));
        return sum;
    }
}
