namespace EdgeTester.Analysis.Fitting;

/// <summary>How far each residual counts: by which standard deviation it is divided.</summary>
public enum Weighting
{
    /// <summary>sigma = |Z|, for real and imaginary part alike: noise that is a share of the impedance.</summary>
    Modulus,

    /// <summary>sigma = 1 ohm everywhere.</summary>
    Unit,

    /// <summary>sigma = |Z'| for the real and |Z''| for the imaginary part (at least 1e-3 of |Z|).</summary>
    Proportional,

    /// <summary>The standard deviations that the spectrum carries (<see cref="Spectrum.RelativeSigma"/>); errors are not rescaled.</summary>
    Given,

    /// <summary>sigma from the error structure that a Kramers-Kronig test finds in the data themselves.</summary>
    Estimated,
}
