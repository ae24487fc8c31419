using System.Globalization;

namespace EdgeTester.Analysis.Fitting;

/// <summary>What a reader should know before using the numbers of a fit.</summary>
internal static class FitWarnings
{
    public static IReadOnlyList<string> For(
        IReadOnlyList<FittedParameter> parameters,
        Minimum minimum,
        double[,] covariance,
        IReadOnlyList<int> outliers,
        Spectrum spectrum
    )
    {
        var warnings = new List<string>();
        if (!minimum.HasConverged)
            warnings.Add("the minimisation ran out of iterations before it settled");
        foreach (var p in parameters)
            if (p.State == ParameterState.Undetermined)
                warnings.Add($"{p.Name} is not determined by these data");
            else if (p.State is ParameterState.AtLowerLimit or ParameterState.AtUpperLimit)
                warnings.Add(
                    $"{p.Name} is at its {(p.State == ParameterState.AtLowerLimit ? "lower" : "upper")} limit {Number(p.Value)} {p.Unit}".TrimEnd()
                );
            else if (p.RelativeError > 1)
                warnings.Add($"{p.Name}: the standard error is larger than the value");
        for (var i = 0; i < parameters.Count; i++)
        for (var k = 0; k < i; k++)
            if (
                Math.Abs(covariance[i, k]) > 0.995 * Math.Sqrt(covariance[i, i] * covariance[k, k])
                && covariance[i, k] != 0
            )
                if (parameters[i].State == ParameterState.Free && parameters[k].State == ParameterState.Free)
                    warnings.Add($"{parameters[k].Name} and {parameters[i].Name} can hardly be told apart");
        foreach (var k in outliers)
            warnings.Add($"the point at {Number(spectrum.FrequencyHz[k])} Hz was set aside as an outlier");
        if (spectrum.Impedance.Count(z => z.Imaginary > 0) > 0.9 * spectrum.Count && spectrum.Count > 2)
            warnings.Add("nearly all imaginary parts are positive: is the sign of Z'' as it should be?");
        return warnings;
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
