using System.Globalization;
using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>What speaks against a fitted circuit whatever its criterion.</summary>
internal static class Plausibility
{
    /// <summary>Two arcs nearer than this ratio of their frequencies are one arc told twice.</summary>
    private const double NearestRatio = 3;

    /// <summary>How far beyond the measured range the summit of an arc may lie.</summary>
    private const double Reach = 3;

    public static IReadOnlyList<string> Objections(CircuitFitResult fit)
    {
        var objections = new List<string>();
        foreach (var p in fit.Parameters)
            if (p.State == ParameterState.Undetermined)
                objections.Add($"{p.Name} is not determined by the data");
            else if (p.RelativeError > 1)
                objections.Add($"the uncertainty of {p.Name} exceeds its value");
            else if (
                p.State == ParameterState.AtLowerLimit
                || (p.State == ParameterState.AtUpperLimit && p.Unit != "")
            )
                objections.Add($"{p.Name} runs into its limit");
        var arcs = Arcs(fit).OrderByDescending(arc => arc.FrequencyHz).ToArray();
        var (high, low) = (fit.Spectrum.FrequencyHz[0], fit.Spectrum.FrequencyHz[^1]);
        for (var k = 0; k < arcs.Length; k++)
        {
            var (name, frequency) = arcs[k];
            if (frequency > high * Reach || frequency < low / Reach)
                objections.Add(
                    $"the arc of {name} lies at {Number(frequency)} Hz, outside the measured range"
                );
            if (k > 0 && arcs[k - 1].FrequencyHz < NearestRatio * frequency)
                objections.Add(
                    $"the arcs of {arcs[k - 1].Name} and {name} lie on each other ({Number(arcs[k - 1].FrequencyHz)} and {Number(frequency)} Hz)"
                );
        }
        return objections;
    }

    /// <summary>The resistance and the summit frequency, 1/(2 pi (R Q)^(1/alpha)) or R/(2 pi L), of every arc and loop.</summary>
    public static IEnumerable<(string Name, double FrequencyHz)> Arcs(CircuitFitResult fit)
    {
        var values = fit.Values;
        foreach (var parallel in Parallels(fit.Circuit.Root))
        {
            var branches = parallel
                .Children.SelectMany(child => child is SeriesNode ? child.Children : [child])
                .OfType<ElementNode>()
                .ToArray();
            var resistor = branches.FirstOrDefault(element => element.Kind.Symbol == "R");
            var capacitor = branches.FirstOrDefault(element => element.Kind.Symbol is "Q" or "C");
            if (resistor is null || (capacitor is null && branches.All(b => b.Kind.Symbol != "L")))
                continue;
            if (capacitor is null)
            {
                var inductor = branches.First(b => b.Kind.Symbol == "L");
                yield return (
                    resistor.Label,
                    values[resistor.Offset] / (2 * Math.PI * values[inductor.Offset])
                );
                continue;
            }
            var exponent = capacitor.Kind.Symbol == "Q" ? values[capacitor.Offset + 1] : 1;
            var tau = Math.Pow(values[resistor.Offset] * values[capacitor.Offset], 1 / exponent);
            yield return (resistor.Label, 1 / (2 * Math.PI * tau));
        }
    }

    private static IEnumerable<ParallelNode> Parallels(CircuitNode node) =>
        node is ParallelNode parallel ? [parallel] : node.Children.SelectMany(Parallels);

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
