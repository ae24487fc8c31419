using System.Numerics;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Elements;

namespace EdgeTester.Analysis.Tests.Elements;

/// <summary>What must hold for every element that the catalogue declares.</summary>
public class ElementWalkTests
{
    public static TheoryData<string> Symbols =>
        [.. ElementCatalogue.Standard.Kinds.Select(kind => kind.Symbol)];

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Its_derivatives_are_those_of_finite_differences(string symbol)
    {
        var kind = Kind(symbol);
        foreach (var values in Draws(kind, 12))
        foreach (var hertz in (double[])[1e-4, 0.03, 1, 40, 3e3, 1e6])
        {
            var at = new FrequencyPoint(hertz);
            var derivative = new Complex[values.Length];
            var z = kind.Evaluate(at, values, derivative);
            Assert.True(Complex.IsFinite(z), $"Z at {hertz} Hz is {z}");
            for (var k = 0; k < values.Length; k++)
            {
                var step = 1e-5 * values[k];
                var numeric = (Moved(k, step) - Moved(k, -step)) / (2 * step);
                var scale = Math.Max(z.Magnitude / values[k], numeric.Magnitude);
                Assert.True(
                    (derivative[k] - numeric).Magnitude <= 3e-7 * scale,
                    $"{symbol} d/d{kind.Parameters[k].Symbol} at {hertz} Hz: {derivative[k]} but {numeric}"
                );
            }

            Complex Moved(int k, double by)
            {
                var moved = (double[])values.Clone();
                moved[k] += by;
                return kind.Evaluate(at, moved, []);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Symbols))]
    public void It_stays_finite_and_passive_at_both_ends_of_frequency(string symbol)
    {
        var kind = Kind(symbol);
        foreach (var values in Draws(kind, 8))
        foreach (var hertz in (double[])[1e-9, 1e12])
        {
            var derivative = new Complex[values.Length];
            var z = kind.Evaluate(new FrequencyPoint(hertz), values, derivative);
            Assert.True(Complex.IsFinite(z), $"Z at {hertz} Hz is {z}");
            Assert.True(z.Real >= -1e-12 * z.Magnitude, $"Z at {hertz} Hz is {z}: it gives power");
            Assert.All(
                derivative,
                d => Assert.True(Complex.IsFinite(d), $"a derivative at {hertz} Hz is {d}")
            );
        }
    }

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Its_derivative_along_the_frequency_axis_is_analytic(string symbol)
    {
        // Z is a function of j omega alone, so on a log grid Z' and Z'' obey the Kramers-Kronig relations: the linear
        // test, which can represent nothing else, must reproduce it.
        var circuit = Circuit.Parse(symbol == "R" ? "R" : $"R{symbol}");
        var values = circuit.Values();
        var frequencies = Fitting.SyntheticSpectra.Frequencies(1e5, 0.01);
        var result = Analysis.Validation.LinearKramersKronig.Validate(circuit.Simulate(frequencies, values));
        Assert.True(result.ResidualRmsPercent < 0.2, $"{symbol}: {result.ResidualRmsPercent} %");
    }

    [Theory]
    [MemberData(nameof(Symbols))]
    public void Its_description_parses_back(string symbol)
    {
        var circuit = Circuit.Parse(symbol);
        var again = Circuit.Parse(circuit.ToExtendedText());
        Assert.Equal(circuit.Values(), again.Values());
        Assert.Equal(circuit.Parameters.Select(p => p.IsFixed), again.Parameters.Select(p => p.IsFixed));
        Assert.Equal(symbol, again.ToString());
        var dashed = Circuit.Parse(circuit.ToDashText());
        Assert.Equal(
            circuit.Root.Elements().Select(e => e.Kind.Symbol),
            dashed.Root.Elements().Select(e => e.Kind.Symbol)
        );
    }

    [Theory]
    [MemberData(nameof(Symbols))]
    public void It_says_what_it_is(string symbol)
    {
        var kind = Kind(symbol);
        Assert.NotEmpty(kind.Name);
        Assert.StartsWith("Z = ", kind.Equation);
        Assert.NotEmpty(kind.Source);
        foreach (var p in kind.Parameters)
        {
            Assert.InRange(p.Default, p.Lower, p.Upper);
            Assert.Contains(p.Symbol, kind.Equation);
            if (p.IsLogarithmic)
                Assert.True(p.Lower > 0);
        }
    }

    [Theory]
    [InlineData("Wo", 1e-6, "capacitive")]
    [InlineData("Ws", 1e-6, "resistive")]
    [InlineData("Ls", 1e-9, "resistive")]
    [InlineData("Tlo", 1e-6, "capacitive")]
    public void Its_low_frequency_limit_is_the_known_one(string symbol, double hertz, string character)
    {
        var kind = Kind(symbol);
        var values = kind.Parameters.Select(p => p.Default).ToArray();
        var z = kind.Evaluate(new FrequencyPoint(hertz), values, []);
        if (character == "resistive")
            Assert.True(Math.Abs(z.Imaginary) < 1e-3 * z.Real, z.ToString());
        else
            Assert.True(-z.Imaginary > 3 * z.Real, z.ToString());
    }

    private static ElementKind Kind(string symbol)
    {
        Assert.True(ElementCatalogue.Standard.TryGet(symbol, out var kind));
        return kind;
    }

    private static IEnumerable<double[]> Draws(ElementKind kind, int count)
    {
        var random = new Random(7);
        for (var k = 0; k < count; k++)
        {
            var values = kind.Parameters.Select(p => p.Default).ToArray();
            kind.Seed(
                Math.Pow(10, 4 * random.NextDouble()),
                Math.Pow(10, 8 * random.NextDouble() - 2),
                random.NextDouble,
                values
            );
            for (var i = 0; i < values.Length; i++)
                if (kind.Parameters[i].Role == ParameterRole.Exponent)
                    values[i] = Math.Clamp(
                        values[i],
                        kind.Parameters[i].Lower + 0.01,
                        kind.Parameters[i].Upper - 0.01
                    );
            yield return values;
        }
    }
}
