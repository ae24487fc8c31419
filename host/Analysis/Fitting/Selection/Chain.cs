using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>One term in series of a candidate, with values to start a fit from.</summary>
/// <param name="Text">Its code, for example "(RQ)".</param>
/// <param name="Values">One value a parameter.</param>
internal sealed record ChainTerm(string Text, double[] Values)
{
    /// <summary>A resistance, an inductance, an arc, an inductive loop, or a tail, in the order in which they are written.</summary>
    public int Rank =>
        Text switch
        {
            "R" => 0,
            "L" or "La" => 1,
            "(RQ)" or "(RC)" or "(RL)" => 2,
            _ => 3,
        };

    public bool IsArc => Text is "(RQ)" or "(RC)";

    /// <summary>Time constant in s of an arc or loop; of a tail infinite, so that it is written last.</summary>
    public double Tau =>
        Text switch
        {
            "(RQ)" => Math.Pow(Values[0] * Values[1], 1 / Values[2]),
            "(RC)" => Values[0] * Values[1],
            "(RL)" => Values[1] / Values[0],
            _ => double.PositiveInfinity,
        };

    /// <param name="resistance">R in ohm.</param>
    /// <param name="tau">Time constant in s.</param>
    /// <param name="alpha">Exponent, 1 for an ideal arc.</param>
    public static ChainTerm Arc(double resistance, double tau, double alpha) =>
        alpha >= 1
            ? new("(RC)", [resistance, tau / resistance])
            : new("(RQ)", [resistance, Math.Pow(tau, alpha) / resistance, alpha]);

    /// <summary>A resistance and an inductance in parallel: the loop that a slow process with a positive reactance draws.</summary>
    public static ChainTerm Loop(double resistance, double tau) =>
        new("(RL)", [resistance, resistance * tau]);
}

/// <summary>A candidate circuit: terms in series, written in a fixed order, arcs by falling frequency.</summary>
internal sealed class Chain
{
    public Chain(IEnumerable<ChainTerm> terms)
    {
        Terms = terms.OrderBy(t => t.Rank).ThenBy(t => t.Tau).ToArray();
        Text = string.Concat(Terms.Select(t => t.Text));
    }

    public IReadOnlyList<ChainTerm> Terms { get; }

    public string Text { get; }

    public int ParameterCount => Terms.Sum(t => t.Values.Length);

    public int Arcs => Terms.Count(t => t.Rank == 2);

    public bool HasTail => Terms.Any(t => t.Rank == 3);

    public Circuit Circuit => Circuit.Parse(Text).WithValues([.. Terms.SelectMany(t => t.Values)]);

    /// <summary>The same terms with the values of a fit of this chain.</summary>
    public Chain WithValues(IReadOnlyList<double> values)
    {
        var next = 0;
        return new Chain(
            Terms.Select(t =>
            {
                var own = Enumerable.Range(next, t.Values.Length).Select(k => values[k]).ToArray();
                next += own.Length;
                return t with { Values = own };
            })
        );
    }

    public Chain With(ChainTerm term) => new(Terms.Append(term));

    public Chain Without(ChainTerm term) => new(Terms.Where(t => !ReferenceEquals(t, term)));

    public Chain Replace(ChainTerm term, params ChainTerm[] others) =>
        new(Terms.Where(t => !ReferenceEquals(t, term)).Concat(others));
}
