using System.Numerics;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Circuits;

/// <summary>
/// An equivalent circuit: a tree of elements and the list of its parameters. Immutable. Read one with
/// <see cref="Parse"/> from either common notation: Boukamp's description code, <c>R(RQ)(RQ)</c>, with the extension
/// <c>R{R=50f/10/100:label}</c>; or <c>R0-p(R1,CPE1)-Wo1</c> as impedance.py writes it.
/// </summary>
public sealed class Circuit
{
    private readonly CircuitParameter[] _parameters;

    internal Circuit(CircuitNode root, CircuitParameter[] parameters, string text)
    {
        Root = root;
        _parameters = parameters;
        Text = text;
    }

    /// <summary>The tree.</summary>
    public CircuitNode Root { get; }

    /// <summary>Every parameter, in the order of the text.</summary>
    public IReadOnlyList<CircuitParameter> Parameters => _parameters;

    /// <summary>The text that it was read from.</summary>
    public string Text { get; }

    /// <summary>Reads a circuit in either notation; which one is told from the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="catalogue">The elements it may name; null for the built-in ones.</param>
    /// <exception cref="CircuitSyntaxException">The text cannot be read; the message names the character.</exception>
    public static Circuit Parse(string text, ElementCatalogue? catalogue = null)
    {
        catalogue ??= ElementCatalogue.Standard;
        var sketch = DashNotation.Matches(text)
            ? new DashNotation(text, catalogue).Read()
            : new BoukampNotation(text, catalogue).Read();
        return CircuitBuilder.Build(sketch, text);
    }

    /// <summary>As <see cref="Parse"/>; false and the error where the text cannot be read.</summary>
    public static bool TryParse(
        string text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Circuit? circuit,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out CircuitSyntaxException? error
    )
    {
        try
        {
            circuit = Parse(text);
            error = null;
            return true;
        }
        catch (CircuitSyntaxException exception)
        {
            circuit = null;
            error = exception;
            return false;
        }
    }

    /// <summary>The value of every parameter, as the text gave it or by default.</summary>
    public double[] Values() => Array.ConvertAll(_parameters, p => p.Value);

    /// <summary>Index of the parameter with this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public int IndexOf(string name)
    {
        var index = Array.FindIndex(_parameters, p => p.Name == name);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"no parameter '{name}' in {Text}: it has {string.Join(", ", _parameters.Select(p => p.Name))}",
                nameof(name)
            );
    }

    /// <summary>Z in ohm at a frequency in Hz (finite, above zero) for one value a parameter.</summary>
    public Complex Impedance(double frequencyHz, IReadOnlyList<double> values) =>
        Root.Evaluate(new FrequencyPoint(frequencyHz), Check(values), []);

    /// <summary>Z in ohm at each frequency in Hz.</summary>
    public Complex[] Impedance(IReadOnlyList<double> frequencyHz, IReadOnlyList<double> values)
    {
        var checkedValues = Check(values);
        var z = new Complex[frequencyHz.Count];
        for (var k = 0; k < z.Length; k++)
            z[k] = Root.Evaluate(new FrequencyPoint(frequencyHz[k]), checkedValues, []);
        return z;
    }

    /// <summary>Z in ohm and dZ/dp, one a parameter, at one frequency.</summary>
    public Complex Impedance(in FrequencyPoint at, ReadOnlySpan<double> values, Span<Complex> derivative) =>
        Root.Evaluate(at, values, derivative);

    /// <summary>A spectrum of this circuit without noise.</summary>
    public Spectrum Simulate(
        IReadOnlyList<double> frequencyHz,
        IReadOnlyList<double> values,
        string label = ""
    ) => Spectrum.Create(frequencyHz, Impedance(frequencyHz, values), label);

    /// <summary>The same circuit with other values, all given.</summary>
    public Circuit WithValues(IReadOnlyList<double> values)
    {
        var given = Check(values);
        return new Circuit(
            Root,
            _parameters.Select((p, k) => p with { Value = given[k], IsValueGiven = true }).ToArray(),
            Text
        );
    }

    /// <summary>The same circuit with one parameter declared anew (limits, fixed, value).</summary>
    public Circuit With(string name, Func<CircuitParameter, CircuitParameter> change)
    {
        var index = IndexOf(name);
        return new Circuit(Root, _parameters.Select((p, k) => k == index ? change(p) : p).ToArray(), Text);
    }

    /// <summary>The circuit in Boukamp's code without values, for example <c>R(RQ)</c>.</summary>
    public override string ToString() => CircuitWriter.Boukamp(this, extended: false);

    /// <summary>The circuit in Boukamp's code with values, limits, fixed marks and labels; reads back as the same circuit.</summary>
    public string ToExtendedText() => CircuitWriter.Boukamp(this, extended: true);

    /// <summary>The circuit as impedance.py writes it, for example <c>R1-p(R2,CPE1)</c>.</summary>
    public string ToDashText() => CircuitWriter.Dash(this);

    private double[] Check(IReadOnlyList<double> values) =>
        values.Count == _parameters.Length
            ? values as double[] ?? values.ToArray()
            : throw new ArgumentException(
                $"{Text} has {_parameters.Length} parameters but {values.Count} values are given",
                nameof(values)
            );
}
