using System.Globalization;
using System.Text;

namespace EdgeTester.Analysis.Circuits;

/// <summary>Writes a circuit as text.</summary>
internal static class CircuitWriter
{
    public static string Boukamp(Circuit circuit, bool extended)
    {
        var text = new StringBuilder();
        Write(circuit.Root, false);
        return text.ToString();

        void Write(CircuitNode node, bool insideParallel)
        {
            if (node is ElementNode element)
            {
                text.Append(element.Kind.Symbol);
                if (extended)
                    AppendSettings(text, circuit, element);
                return;
            }
            var isParallel = node is ParallelNode;
            var (open, close) =
                isParallel ? ("(", ")")
                : insideParallel ? ("[", "]")
                : ("", "");
            text.Append(open);
            foreach (var child in node.Children)
                Write(child, isParallel);
            text.Append(close);
        }
    }

    public static string Dash(Circuit circuit)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Write(circuit.Root);

        string Write(CircuitNode node) =>
            node switch
            {
                ElementNode element => Name(element),
                ParallelNode => $"p({string.Join(",", node.Children.Select(Write))})",
                _ => string.Join("-", node.Children.Select(Write)),
            };

        string Name(ElementNode element)
        {
            var symbol = element.Kind.Symbol switch
            {
                "Q" => "CPE",
                "Tp" => "T",
                "Tlo" => "TLMQ",
                var other => other,
            };
            numbers[symbol] = numbers.GetValueOrDefault(symbol) + 1;
            return $"{symbol}{numbers[symbol]}";
        }
    }

    private static void AppendSettings(StringBuilder text, Circuit circuit, ElementNode element)
    {
        text.Append('{');
        for (var k = 0; k < element.ParameterCount; k++)
        {
            var p = circuit.Parameters[element.Offset + k];
            text.Append(k == 0 ? "" : ",").Append(p.Declaration.Symbol).Append('=').Append(Number(p.Value));
            if (p.IsFixed)
                text.Append('f');
            if (p.IsLimited || (p.Declaration.IsFixed && !p.IsFixed))
                text.Append('/').Append(Number(p.Lower)).Append('/').Append(Number(p.Upper));
        }
        var label = element.Label.StartsWith($"{element.Kind.Symbol}_", StringComparison.Ordinal)
            ? element.Label[(element.Kind.Symbol.Length + 1)..]
            : element.Label;
        // Only a label that reads back as itself is written: others are numbered again.
        if (label != element.Label || element.Label.StartsWith(element.Kind.Symbol, StringComparison.Ordinal))
            text.Append(':').Append(label);
        text.Append('}');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
