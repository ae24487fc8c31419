using EdgeTester.Analysis.Derived;

namespace EdgeTester.Analysis.Methods;

/// <summary>One part of the impedance through time.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">In ohm, one a spectrum.</param>
/// <param name="Start">At the first spectrum.</param>
/// <param name="End">At the last spectrum.</param>
/// <param name="Change">Last less first, in ohm.</param>
/// <param name="Steady">Where it comes to rest; null where it does not within the series or there are fewer than six spectra.</param>
public sealed record ImpedanceTrend(
    string Name,
    IReadOnlyList<DerivedQuantity> Values,
    DerivedQuantity Start,
    DerivedQuantity End,
    DerivedQuantity Change,
    DerivedQuantity? Steady
)
{
    private const int FewestForRest = 6;

    internal static ImpedanceTrend Of(string name, double[] time, IReadOnlyList<DerivedQuantity> values)
    {
        var (first, last) = (values[0], values[^1]);
        var change = new UncertaintyBudget()
            .Add(first.AsUncertain)
            .Add(last.AsUncertain)
            .Figure($"change of the {name}", first.Unit, v => v[1] - v[0], "last less first", "textbook");
        return new ImpedanceTrend(
            name,
            values,
            first with
            {
                Name = $"{name} at the start",
            },
            last with
            {
                Name = $"{name} at the end",
            },
            change with
            {
                Criterion = "Difference of two fits, taken as independent.",
                Window = new DataWindow("time", time[0], time[^1], "s", time.Length),
            },
            Rest(name, time, values)
        );
    }

    private static DerivedQuantity? Rest(string name, double[] time, IReadOnlyList<DerivedQuantity> values)
    {
        if (values.Count < FewestForRest)
            return null;
        var decay = DecayFit.Of(
            time.Select(t => t - time[0]).ToArray(),
            values.Select(v => v.Value).ToArray()
        );
        return !decay.IsDetermined || decay.Remaining > 0.02
            ? null
            : DerivedQuantity.Symmetric(
                $"{name}, steady",
                values[0].Unit,
                decay.Asymptote,
                decay.DegreesOfFreedom,
                "asymptote of a sum of exponentials",
                "textbook"
            ) with
            {
                Criterion =
                    decay.Terms.Count == 0
                        ? "No change within the scatter: the mean."
                        : $"Through time fitted with {decay.InWords}; the end lies within 2 % of the asymptote.",
                Window = new DataWindow("time", time[0], time[^1], "s", time.Length),
            };
    }
}

/// <summary>Impedance through time.</summary>
public sealed record ImpedanceSeriesResult : MethodResult
{
    /// <inheritdoc />
    public override MethodKind Method => MethodKind.ImpedanceSeries;

    /// <summary>The circuit of all spectra.</summary>
    public required string Circuit { get; init; }

    /// <summary>Times of the spectra in s, rising.</summary>
    public required IReadOnlyList<double> TimeSeconds { get; init; }

    /// <summary>The evaluation of each spectrum.</summary>
    public required IReadOnlyList<SymmetricImpedanceResult> Points { get; init; }

    /// <summary>The parts; the interface first where there is one.</summary>
    public required IReadOnlyList<ImpedanceTrend> Trends { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<DerivedQuantity> Figures =>
        Trends
            .SelectMany(t => new[] { t.Start, t.End, t.Change, t.Steady })
            .OfType<DerivedQuantity>()
            .ToArray();
}
