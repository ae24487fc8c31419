using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Service.Analyses;

/// <summary>A fit that was stored, as a circuit again.</summary>
internal static class StoredFit
{
    private const int PointsPerDecade = 15;

    /// <summary>The circuit with its values, or null where the document holds no result.</summary>
    public static Circuit? CircuitOf(FitDocument fit)
    {
        if (fit.Error is not null || !Circuit.TryParse(fit.Circuit, out var circuit, out _))
            return null;
        var values = fit.Parameters.Select(p => p.Value).ToArray();
        return circuit.Parameters.Count == values.Length && values.All(double.IsFinite)
            ? circuit.WithValues(values)
            : null;
    }

    /// <summary>The same document with the model's line over a range of frequencies.</summary>
    public static FitDocument WithLine(FitDocument fit, double highestHz, double lowestHz)
    {
        if (CircuitOf(fit) is not { } circuit || !(highestHz > 0) || !(lowestHz > 0))
            return fit;
        var decades = Math.Log10(highestHz / lowestHz);
        var count = Math.Max(2, (int)Math.Ceiling(decades * PointsPerDecade) + 1);
        var f = Enumerable
            .Range(0, count)
            .Select(k => highestHz * Math.Pow(lowestHz / highestHz, k / (count - 1.0)))
            .ToArray();
        var z = circuit.Impedance(f, circuit.Values());
        return fit with
        {
            FrequencyHz = f,
            RealOhm = z.Select(v => v.Real).ToArray(),
            ImaginaryOhm = z.Select(v => v.Imaginary).ToArray(),
        };
    }
}
