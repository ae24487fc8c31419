using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>Turns a parser's sketch into a circuit: gives out labels and parameter indices, checks values and limits.</summary>
internal static class CircuitBuilder
{
    public static Circuit Build(CircuitSketch sketch, string text)
    {
        var parameters = new List<CircuitParameter>();
        var labels = new HashSet<string>(GivenLabels(sketch), StringComparer.Ordinal);
        var running = new Dictionary<string, int>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var root = Node(sketch);
        return new Circuit(root, parameters.ToArray(), text);

        CircuitNode Node(CircuitSketch part)
        {
            if (part is CircuitSketch.Leaf leaf)
                return Element(leaf);
            var group = (CircuitSketch.Group)part;
            var children = group.Parts.Select(Node).ToArray();
            return group.IsParallel ? new ParallelNode(children) : new SeriesNode(children);
        }

        ElementNode Element(CircuitSketch.Leaf leaf)
        {
            var label = leaf.Label ?? NextLabel(leaf.Kind.Symbol);
            if (!used.Add(label))
                throw new CircuitSyntaxException(text, leaf.Position, $"the label {label} is used twice");
            var node = new ElementNode(leaf.Kind, label, parameters.Count);
            for (var k = 0; k < leaf.Kind.Parameters.Count; k++)
                parameters.Add(Parameter(leaf, label, k));
            return node;
        }

        string NextLabel(string symbol)
        {
            string label;
            do
            {
                running[symbol] = running.GetValueOrDefault(symbol) + 1;
                label = $"{symbol}{running[symbol]}";
            } while (labels.Contains(label));
            return label;
        }

        CircuitParameter Parameter(CircuitSketch.Leaf leaf, string label, int index)
        {
            var declared = leaf.Kind.Parameters[index];
            var said = leaf.Settings.FirstOrDefault(setting => setting.Index == index);
            var name = leaf.Kind.Parameters.Count == 1 ? label : $"{label}.{declared.Symbol}";
            if (said is null)
                return new CircuitParameter(
                    name,
                    label,
                    declared,
                    declared.Default,
                    false,
                    declared.Lower,
                    declared.Upper,
                    declared.IsFixed
                );
            var lower = Limit(said.Lower, declared.Lower);
            var upper = Limit(said.Upper, declared.Upper);
            if (lower > upper)
                throw new CircuitSyntaxException(
                    text,
                    leaf.Position,
                    $"{name}: the lower limit is above the upper one"
                );
            if (!double.IsFinite(said.Value) || (declared.IsLogarithmic && said.Value <= 0))
                throw new CircuitSyntaxException(
                    text,
                    leaf.Position,
                    $"{name}: {said.Value} is not a value it can have"
                );
            if (!said.IsFixed && (said.Value < lower || said.Value > upper))
                throw new CircuitSyntaxException(
                    text,
                    leaf.Position,
                    $"{name}: {said.Value} is outside its limits {lower} to {upper}"
                );
            // Limits named for a parameter that is fixed by default say that it is to be fitted.
            var isFixed = said.IsFixed || (declared.IsFixed && said.Lower is null && said.Upper is null);
            return new CircuitParameter(name, label, declared, said.Value, true, lower, upper, isFixed);

            double Limit(double? value, double fallback) =>
                value is { } limit && double.IsFinite(limit)
                    ? declared.IsLogarithmic && limit <= 0
                        ? fallback
                        : limit
                    : fallback;
        }
    }

    private static IEnumerable<string> GivenLabels(CircuitSketch sketch) =>
        sketch switch
        {
            CircuitSketch.Leaf { Label: { } label } => [label],
            CircuitSketch.Group group => group.Parts.SelectMany(GivenLabels),
            _ => [],
        };
}
