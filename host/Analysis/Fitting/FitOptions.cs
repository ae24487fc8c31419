namespace EdgeTester.Analysis.Fitting;

/// <summary>Where a fit starts.</summary>
public enum FitStart
{
    /// <summary>From the circuit's values where the text gives any, and from starts found in the spectrum.</summary>
    Search,

    /// <summary>Only from the circuit's values.</summary>
    CircuitValues,
}

/// <summary>How intervals are found.</summary>
public enum IntervalMethod
{
    /// <summary>
    /// Linear where the sum of squares at both ends of the linear interval is what it should be, else from the profile.
    /// </summary>
    Automatic,

    /// <summary>From the curvature at the minimum, on the scale (logarithmic or linear) on which the parameter is fitted.</summary>
    Linear,

    /// <summary>From the profile of the sum of squares: the others are fitted again for each value of the one.</summary>
    ProfileLikelihood,
}

/// <summary>How a circuit is fitted; the defaults suit a spectrum of which nothing is known.</summary>
public sealed record FitOptions
{
    /// <summary>The options that suit a spectrum of which nothing is known.</summary>
    public static FitOptions Default { get; } = new();

    /// <summary>Weights of the residuals.</summary>
    public Weighting Weighting { get; init; } = Weighting.Modulus;

    /// <summary>Where to start.</summary>
    public FitStart Start { get; init; } = FitStart.Search;

    /// <summary>Largest number of starts that are followed to their minimum.</summary>
    public int MaximumStarts { get; init; } = 40;

    /// <summary>Seed of the search for starts: the same seed gives the same fit.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Points that fit badly count less (Tukey's biweight on the modulus of the weighted residual).</summary>
    public bool Robust { get; init; }

    /// <summary>How intervals are found.</summary>
    public IntervalMethod Intervals { get; init; } = IntervalMethod.Automatic;

    /// <summary>Most iterations of the last minimisation; fewer where circuits are only compared.</summary>
    internal int FinalIterations { get; init; } = 300;

    /// <summary>Conditions between parameters of the circuit.</summary>
    public IReadOnlyList<ParameterConstraint> Constraints { get; init; } = [];
}
