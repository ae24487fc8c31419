namespace EdgeTester.Analysis.Fitting;

/// <summary>A condition between parameters of one circuit, by their names.</summary>
public abstract record ParameterConstraint
{
    private protected ParameterConstraint() { }

    /// <summary>first = factor * second.</summary>
    public static ParameterConstraint Equal(string first, string second, double factor = 1) =>
        new EqualConstraint(first, second, factor);

    /// <summary>Each parameter is at most the next: names[0] &lt;= names[1] &lt;= ...</summary>
    public static ParameterConstraint Ordered(params string[] names) => new OrderedConstraint(names);
}

/// <summary>Dependent = Factor * Independent.</summary>
/// <param name="Dependent">The parameter that follows.</param>
/// <param name="Independent">The parameter that is fitted.</param>
/// <param name="Factor">Above zero; 1 for exponents.</param>
public sealed record EqualConstraint(string Dependent, string Independent, double Factor)
    : ParameterConstraint;

/// <summary>Each parameter is at most the next.</summary>
/// <param name="Names">Two names or more.</param>
public sealed record OrderedConstraint(IReadOnlyList<string> Names) : ParameterConstraint;
