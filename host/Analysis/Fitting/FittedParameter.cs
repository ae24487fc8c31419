namespace EdgeTester.Analysis.Fitting;

/// <summary>How a parameter came to its value.</summary>
public enum ParameterState
{
    /// <summary>Fitted.</summary>
    Free,

    /// <summary>Held at the value in the circuit's text.</summary>
    Fixed,

    /// <summary>The best value lies at or beyond the lower limit.</summary>
    AtLowerLimit,

    /// <summary>The best value lies at or beyond the upper limit.</summary>
    AtUpperLimit,

    /// <summary>The data do not determine it: any value fits alike.</summary>
    Undetermined,
}

/// <summary>One parameter of a fitted circuit.</summary>
/// <param name="Name">Name, for example "R1" or "Q1.alpha".</param>
/// <param name="Unit">SI unit, "" for none.</param>
/// <param name="Value">Value in that unit.</param>
/// <param name="StandardError">Standard error in that unit; null where there is none to give (fixed, at a limit, undetermined).</param>
/// <param name="Lower95">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="Upper95">Upper end of the 95 % interval; null where there is none (for a profile: open upwards).</param>
/// <param name="State">How it came to its value.</param>
public sealed record FittedParameter(
    string Name,
    string Unit,
    double Value,
    double? StandardError,
    double? Lower95,
    double? Upper95,
    ParameterState State
)
{
    /// <summary>Standard error as a share of the value; null where there is none.</summary>
    public double? RelativeError => StandardError is { } error && Value != 0 ? error / Math.Abs(Value) : null;
}
