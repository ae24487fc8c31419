namespace EdgeTester.Analysis.Validation;

/// <summary>Which part of the data the linear model is fitted to; the residuals are always those of both.</summary>
public enum KramersKronigTest
{
    /// <summary>Both parts together.</summary>
    Complex,

    /// <summary>The real part; the imaginary part is predicted.</summary>
    Real,

    /// <summary>The imaginary part; the real part is predicted.</summary>
    Imaginary,
}

/// <summary>In which representation the data are tested.</summary>
public enum ImmittanceRepresentation
{
    /// <summary>Impedance, and admittance where the impedance leaves structure in the residuals.</summary>
    Automatic,

    /// <summary>Impedance: R + sum of RC in series.</summary>
    Impedance,

    /// <summary>Admittance: 1/R + sum of series RC in parallel.</summary>
    Admittance,
}

/// <summary>How a linear Kramers-Kronig test is made; the defaults need no knowledge of the data.</summary>
public sealed record KramersKronigOptions
{
    /// <summary>The options that need no knowledge of the data.</summary>
    public static KramersKronigOptions Default { get; } = new();

    /// <summary>Which part is fitted.</summary>
    public KramersKronigTest Test { get; init; } = KramersKronigTest.Complex;

    /// <summary>Impedance or admittance.</summary>
    public ImmittanceRepresentation Representation { get; init; } = ImmittanceRepresentation.Automatic;

    /// <summary>A capacitance is added: in series in impedance, in parallel in admittance.</summary>
    public bool AddCapacitance { get; init; } = true;

    /// <summary>An inductance is added: in series in impedance, in parallel in admittance.</summary>
    public bool AddInductance { get; init; } = true;

    /// <summary>Number of RC elements; null to choose it by <see cref="Criterion"/>.</summary>
    public int? ElementCount { get; init; }

    /// <summary>How the number of elements is chosen.</summary>
    public ElementCountCriterion Criterion { get; init; } = ElementCountCriterion.InformationCriterion;

    /// <summary>
    /// Decades by which the time constants reach beyond the measured range at each end (below 0: short of it); null to
    /// choose among -0.3, 0, 0.4 and 1.
    /// </summary>
    public double? Extension { get; init; }
}

/// <summary>Published ways of choosing the number of RC elements.</summary>
public enum ElementCountCriterion
{
    /// <summary>Smallest corrected Akaike criterion over the number of elements.</summary>
    InformationCriterion,

    /// <summary>
    /// mu = 1 - sum of negative R / sum of positive R falls below 0.85 (Schoenleber, Klotz, Ivers-Tiffee,
    /// Electrochim. Acta 131 (2014) 20, doi:10.1016/j.electacta.2014.01.034).
    /// </summary>
    Mu,

    /// <summary>
    /// Smallest norm of the strengths of the elements among the numbers at which the residual variance has levelled off
    /// (this and the next two: Yrjaenae, Bobacka, Electrochim. Acta 504 (2024) 144951, doi:10.1016/j.electacta.2024.144951).
    /// </summary>
    StrengthNorm,

    /// <summary>Smallest norm of the curvature of the model in the complex plane, among the same numbers.</summary>
    CurvatureNorm,

    /// <summary>Fewest changes of the curvature's sign, among the same numbers.</summary>
    CurvatureSignChanges,
}
