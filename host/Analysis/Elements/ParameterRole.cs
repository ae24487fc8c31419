namespace EdgeTester.Analysis.Elements;

/// <summary>
/// What a parameter does in its element. From the role follow its scale (logarithmic or linear), how it changes
/// when the whole impedance is multiplied by a number, and where a search for a start looks for it.
/// </summary>
public enum ParameterRole
{
    /// <summary>A resistance in ohm: Z is proportional to it.</summary>
    Resistance,

    /// <summary>A capacitance in F: Z is inversely proportional to it.</summary>
    Capacitance,

    /// <summary>An inductance in H.</summary>
    Inductance,

    /// <summary>The Q of a constant phase element, S s^alpha.</summary>
    ConstantPhase,

    /// <summary>The coefficient of a modified inductance, ohm s^alpha.</summary>
    InductiveConstantPhase,

    /// <summary>A Warburg coefficient, ohm s^-1/2.</summary>
    WarburgCoefficient,

    /// <summary>An admittance coefficient, S s^1/2.</summary>
    WarburgAdmittance,

    /// <summary>A time constant in s.</summary>
    TimeConstant,

    /// <summary>A rate in 1/s.</summary>
    Rate,

    /// <summary>An exponent without unit; linear scale.</summary>
    Exponent,

    /// <summary>A positive number without unit.</summary>
    Ratio,
}
