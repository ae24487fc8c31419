using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Terms of the same shape in series can trade places without changing the fit. Where the text says nothing that tells
/// them apart they are put in order of falling frequency, so that the same spectrum always gives the same list.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>order[i] is the index of the fitted parameter that becomes parameter i.</summary>
    public static Circuit Apply(Circuit fitted, Circuit asGiven, FitOptions options, out int[] order)
    {
        order = Enumerable.Range(0, fitted.Parameters.Count).ToArray();
        if (fitted.Root is not SeriesNode root || options.Constraints.Count > 0)
            return fitted;
        var values = fitted.Values();
        var groups = root
            .Children.Where(child => child.ParameterCount > 1 && IsUntouched(asGiven, child))
            .GroupBy(Shape);
        foreach (var group in groups)
        {
            var places = group.ToArray();
            if (places.Length < 2)
                continue;
            var sorted = places.OrderByDescending(place => CharacteristicFrequency(place, values)).ToArray();
            for (var k = 0; k < places.Length; k++)
            for (var i = 0; i < places[k].ParameterCount; i++)
                order[places[k].Offset + i] = sorted[k].Offset + i;
        }
        return fitted.WithValues(order.Select(from => values[from]).ToArray());
    }

    private static bool IsUntouched(Circuit circuit, CircuitNode node)
    {
        for (var i = node.Offset; i < node.Offset + node.ParameterCount; i++)
        {
            var p = circuit.Parameters[i];
            if (p.IsValueGiven || p.IsLimited || p.IsFixed != p.Declaration.IsFixed)
                return false;
        }
        return node.Elements().All(element => !element.Label.Contains('_'));
    }

    private static string Shape(CircuitNode node) =>
        node switch
        {
            ElementNode element => element.Kind.Symbol,
            ParallelNode => $"({string.Concat(node.Children.Select(Shape))})",
            _ => $"[{string.Concat(node.Children.Select(Shape))}]",
        };

    /// <summary>Where |Z''| of the term is largest, on a grid of a quarter decade.</summary>
    private static double CharacteristicFrequency(CircuitNode node, double[] values)
    {
        double best = 0,
            at = 0;
        for (var decade = -8.0; decade <= 10; decade += 0.25)
        {
            var frequency = Math.Pow(10, decade);
            var height = Math.Abs(node.Evaluate(new FrequencyPoint(frequency), values, []).Imaginary);
            if (height > best)
                (best, at) = (height, frequency);
        }
        return at;
    }
}
