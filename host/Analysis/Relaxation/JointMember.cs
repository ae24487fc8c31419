namespace EdgeTester.Analysis.Relaxation;

/// <summary>One spectrum of a series, as a joint fit sees it.</summary>
internal interface IJointMember
{
    /// <summary>Number of observations that are used.</summary>
    int Observations { get; }

    /// <summary>
    /// Sum of squared residuals over sigma shapes at the unknowns; when the arrays are not empty also J^T J and
    /// J^T r.
    /// </summary>
    double Linearize(double[] unknowns, double[] gram, double[] gradient);

    /// <summary>Puts the unknowns back into their physical range.</summary>
    void Clamp(double[] unknowns);
}

/// <summary>The most probable unknowns of all spectra of a series under one strength of the coupling in time.</summary>
internal sealed record JointEstimate(
    double[][] Unknowns,
    double Variance,
    double LogEvidence,
    double[][] Strength,
    double[][] Covariances
);
