namespace EdgeTester.Analysis.Fitting;

/// <summary>How a circuit is chosen for a spectrum.</summary>
public sealed record SelectionOptions
{
    /// <summary>Largest number of arcs and inductive loops in series.</summary>
    public int MaximumArcs { get; init; } = 5;

    /// <summary>How each candidate is fitted.</summary>
    public FitOptions Fit { get; init; } = new() { MaximumStarts = 6 };

    /// <summary>Points that a Kramers-Kronig test finds to stand out are left out.</summary>
    public bool LeaveOutSuspects { get; init; } = true;
}
