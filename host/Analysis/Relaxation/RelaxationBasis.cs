namespace EdgeTester.Analysis.Relaxation;

/// <summary>
/// The functions that gamma(ln tau) is a sum of. Functions whose overlap with the Debye kernel diverges (the
/// "inverse quadric" and "Cauchy" functions of pyDRTtools: an infinite polarization resistance) are left out.
/// </summary>
public enum RelaxationBasis
{
    /// <summary>exp(-x^2).</summary>
    Gaussian,

    /// <summary>exp(-|x|).</summary>
    Matern0,

    /// <summary>(1 + |x|) exp(-|x|).</summary>
    Matern2,

    /// <summary>(3 + 3|x| + x^2) exp(-|x|) / 3.</summary>
    Matern4,

    /// <summary>(15 + 15|x| + 6x^2 + |x|^3) exp(-|x|) / 15.</summary>
    Matern6,

    /// <summary>1 / (1 + x^2).</summary>
    InverseQuadratic,

    /// <summary>Straight lines between the values at the grid's time constants.</summary>
    PiecewiseLinear,
}
