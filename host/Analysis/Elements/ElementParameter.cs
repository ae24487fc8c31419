namespace EdgeTester.Analysis.Elements;

/// <summary>One parameter of an element, as declared by the element.</summary>
/// <param name="Symbol">Its letter in the equation, for example "R" or "alpha".</param>
/// <param name="Unit">SI unit, "" for none.</param>
/// <param name="Role">What it does.</param>
/// <param name="Default">The value a circuit has where nothing is said.</param>
/// <param name="Lower">Smallest value a fit may take, in the unit.</param>
/// <param name="Upper">Largest value a fit may take, in the unit.</param>
/// <param name="IsFixed">A fit holds it at its value unless the circuit's text frees it (by naming limits for it).</param>
/// <param name="Aliases">Other letters that circuit texts use for it.</param>
public sealed record ElementParameter(
    string Symbol,
    string Unit,
    ParameterRole Role,
    double Default,
    double Lower,
    double Upper,
    bool IsFixed = false,
    params string[] Aliases
)
{
    /// <summary>True where the parameter is positive and spans decades, so that its logarithm is what is fitted.</summary>
    public bool IsLogarithmic => Role != ParameterRole.Exponent;

    /// <summary>
    /// The power s in: multiplying Z by c multiplies this parameter by c^s (1 for ohm-like, -1 for siemens-like, else 0).
    /// </summary>
    public int ImpedancePower =>
        Role switch
        {
            ParameterRole.Resistance
            or ParameterRole.Inductance
            or ParameterRole.InductiveConstantPhase
            or ParameterRole.WarburgCoefficient => 1,
            ParameterRole.Capacitance or ParameterRole.ConstantPhase or ParameterRole.WarburgAdmittance => -1,
            _ => 0,
        };

    /// <summary>A resistance in ohm, 1e-9 to 1e15.</summary>
    public static ElementParameter Resistance(string symbol = "R", params string[] aliases) =>
        new(symbol, "ohm", ParameterRole.Resistance, 1000, 1e-9, 1e15, false, aliases);

    /// <summary>A time constant in s, 1e-15 to 1e12.</summary>
    public static ElementParameter TimeConstant(string symbol = "tau", params string[] aliases) =>
        new(symbol, "s", ParameterRole.TimeConstant, 1e-3, 1e-15, 1e12, false, aliases);

    /// <summary>The coefficient Q of a constant phase element in S s^alpha, 1e-18 to 1e8.</summary>
    public static ElementParameter ConstantPhase(string symbol = "Q", params string[] aliases) =>
        new(symbol, "S s^alpha", ParameterRole.ConstantPhase, 1e-6, 1e-18, 1e8, false, aliases);

    /// <summary>An exponent from <paramref name="lower"/> to <paramref name="upper"/>.</summary>
    public static ElementParameter Exponent(
        string symbol = "alpha",
        double value = 0.9,
        double lower = 0.05,
        double upper = 1,
        bool isFixed = false,
        params string[] aliases
    ) => new(symbol, "", ParameterRole.Exponent, value, lower, upper, isFixed, aliases);
}
