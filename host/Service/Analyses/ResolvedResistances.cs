using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;

namespace EdgeTester.Service.Analyses;

/// <summary>
/// Tells resistances that the spectrum shows from those that a model only extrapolates to: the arc of a blocking electrode has a
/// resistance too, but its summit lies below the lowest frequency that was measured.
/// </summary>
internal static class ResolvedResistances
{
    /// <summary>Indices of the parameters of resistors in series, and of resistors of arcs whose summit 1/(2 pi (R Q)^(1/alpha)) was measured.</summary>
    public static IReadOnlySet<int> Of(CircuitFitResult fit)
    {
        var found = new HashSet<int>();
        Visit(fit.Circuit.Root, fit, isFree: true, found);
        return found;
    }

    private static void Visit(CircuitNode node, CircuitFitResult fit, bool isFree, HashSet<int> found)
    {
        switch (node)
        {
            case ElementNode { Kind.Symbol: "R" } resistor when isFree:
                found.Add(resistor.Offset);
                break;
            case ParallelNode parallel:
                var isShown = SummitHz(parallel, fit) is { } summit && summit >= fit.Spectrum.FrequencyHz[^1];
                foreach (var child in parallel.Children)
                    Visit(child, fit, isShown, found);
                break;
            case SeriesNode series:
                foreach (var child in series.Children)
                    Visit(child, fit, isFree, found);
                break;
        }
    }

    private static double? SummitHz(ParallelNode parallel, CircuitFitResult fit)
    {
        var values = fit.Values;
        var elements = parallel
            .Children.SelectMany(child => child is SeriesNode ? child.Children : [child])
            .OfType<ElementNode>()
            .ToArray();
        var resistor = elements.FirstOrDefault(element => element.Kind.Symbol == "R");
        var capacitor = elements.FirstOrDefault(element => element.Kind.Symbol is "Q" or "C");
        if (resistor is null || capacitor is null)
            return null;
        var alpha = capacitor.Kind.Symbol == "Q" ? values[capacitor.Offset + 1] : 1;
        return 1 / (2 * Math.PI * Math.Pow(values[resistor.Offset] * values[capacitor.Offset], 1 / alpha));
    }
}
