using EdgeTester.Service.Analyses;

namespace EdgeTester.Service;

/// <summary>The circuit that was fitted to a stored spectrum.</summary>
/// <param name="Circuit">The circuit as text.</param>
/// <param name="Parameters">Name, unit, value and standard error (null where there is none) in the order of the circuit.</param>
/// <param name="ResidualRmsPercent">Root mean square of the residuals in percent of |Z|.</param>
public sealed record FittedSpectrum(
    string Circuit,
    IReadOnlyList<(string Name, string Unit, double Value, double? StandardError)> Parameters,
    double ResidualRmsPercent
)
{
    internal static FittedSpectrum? Of(FitDocument? fit) =>
        fit is not { Error: null }
            ? null
            : new FittedSpectrum(
                fit.Circuit,
                fit.Parameters.Select(p => (p.Name, p.Unit, p.Value, p.StandardError)).ToArray(),
                fit.ResidualRmsPercent
            );
}
