namespace EdgeTester.Hardware.Spice;

/// <summary>One figure that a check compares with its limit.</summary>
/// <param name="What">Condition.</param>
/// <param name="Value">Found.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Limit">Allowed.</param>
/// <param name="IsMinimum">Whether the value has to be at least the limit; else at most.</param>
public sealed record SpiceFigure(string What, double Value, string Unit, double Limit, bool IsMinimum = false)
{
    /// <summary>Whether the limit is kept; a value that is no number never is.</summary>
    public bool Passed => IsMinimum ? Value >= Limit : Value <= Limit;
}

/// <summary>A curve of a picture.</summary>
public sealed record SpiceCurve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A picture of a check.</summary>
public sealed record SpicePicture(
    string Name,
    string Title,
    string XAxis,
    string YAxis,
    bool IsLogarithmicX,
    IReadOnlyList<SpiceCurve> Curves
);

/// <summary>What one of the twelve checks found.</summary>
/// <param name="Number">1 to 12, as in the list of the design study.</param>
/// <param name="Title">What is checked.</param>
/// <param name="Conditions">How many conditions were simulated.</param>
/// <param name="Figures">The worst of each kind.</param>
/// <param name="Pictures">For the page of results.</param>
public sealed record SpiceResult(
    int Number,
    string Title,
    int Conditions,
    IReadOnlyList<SpiceFigure> Figures,
    IReadOnlyList<SpicePicture> Pictures
)
{
    /// <summary>Whether every figure keeps its limit.</summary>
    public bool Passed => Figures.Count > 0 && Figures.All(f => f.Passed);
}
