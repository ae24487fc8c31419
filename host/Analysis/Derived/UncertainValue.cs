namespace EdgeTester.Analysis.Derived;

/// <summary>A number and its standard error, in the unit that its use names.</summary>
/// <param name="Value">The number.</param>
/// <param name="StandardError">Its standard error, at least 0.</param>
public readonly record struct UncertainValue(double Value, double StandardError = 0)
{
    /// <summary>A number without error.</summary>
    public static implicit operator UncertainValue(double value) => new(value);
}
