namespace EdgeTester.Analysis.Records;

/// <summary>Collects the rows of a <see cref="CellRecord"/> one by one. A step begins with the row whose step number differs from the one before.</summary>
public sealed class CellRecordBuilder(string label)
{
    private readonly List<double> _time = [];
    private readonly List<double> _voltage = [];
    private readonly List<double> _current = [];
    private readonly List<double> _temperature = [];
    private readonly List<RecordStep> _steps = [];

    /// <summary>Rows so far.</summary>
    public int Count => _time.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="timeSeconds">Seconds since the test began, never less than in the row before.</param>
    /// <param name="voltage">Volt.</param>
    /// <param name="current">Ampere, charging positive.</param>
    /// <param name="temperatureCelsius">Degree Celsius, NaN for none.</param>
    /// <param name="stepIndex">Which step of the plan.</param>
    /// <param name="stepNumber">How many steps had begun before this one.</param>
    /// <param name="cycle">Cycle.</param>
    /// <exception cref="RecordException">A number that cannot be used, or a time that runs back; the message names the row.</exception>
    public void Add(
        double timeSeconds,
        double voltage,
        double current,
        double temperatureCelsius = double.NaN,
        int stepIndex = 0,
        long stepNumber = 0,
        int cycle = 0
    )
    {
        var row = _time.Count;
        if (!double.IsFinite(timeSeconds) || !double.IsFinite(voltage) || !double.IsFinite(current))
            throw new RecordException(
                $"{label}: row {row + 1} holds {timeSeconds} s, {voltage} V, {current} A: all three must be numbers"
            );
        if (row > 0 && timeSeconds < _time[^1])
            throw new RecordException(
                $"{label}: the time runs back at row {row + 1}, from {_time[^1]} s to {timeSeconds} s: split the record where a new test begins"
            );
        _time.Add(timeSeconds);
        _voltage.Add(voltage);
        _current.Add(current);
        _temperature.Add(temperatureCelsius);
        if (_steps.Count > 0 && _steps[^1].Number == stepNumber)
            _steps[^1] = _steps[^1] with { Count = row + 1 - _steps[^1].First };
        else
            _steps.Add(new RecordStep(row, 1, stepIndex, stepNumber, cycle, Excitation.Unknown));
    }

    /// <summary>The record.</summary>
    /// <param name="describe">
    /// Adds to a step what is known of it (excitation, setpoint, ending, charge); null where nothing is. A step that stays without
    /// excitation gets the one that its waveform shows.
    /// </param>
    /// <exception cref="RecordException">There is no row.</exception>
    public CellRecord Build(Func<RecordStep, RecordStep>? describe = null)
    {
        if (_time.Count == 0)
            throw new RecordException($"{label}: there is no row");
        var (time, voltage, current) = (_time.ToArray(), _voltage.ToArray(), _current.ToArray());
        var steps = new RecordStep[_steps.Count];
        var largest = 0.0;
        foreach (var value in current)
            largest = Math.Max(largest, Math.Abs(value));
        for (var k = 0; k < steps.Length; k++)
        {
            var step = describe is null ? _steps[k] : describe(_steps[k]);
            steps[k] =
                step.Excitation == Excitation.Unknown
                    ? step with
                    {
                        Excitation = Waveform.Classify(
                            time.AsSpan(step.First, step.Count),
                            voltage.AsSpan(step.First, step.Count),
                            current.AsSpan(step.First, step.Count),
                            largest
                        ),
                    }
                    : step;
        }
        return new CellRecord(label, time, voltage, current, _temperature.ToArray(), steps);
    }
}
