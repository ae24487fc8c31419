using EdgeTester.Service.Analyses;
using EdgeTester.Service.Api;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>Fit parameters followed through a run.</summary>
internal static class Trends
{
    /// <summary>
    /// One trend a parameter of the circuit that most spectra have; a spectrum with another circuit has no point, because a name such as
    /// R2 means something else there.
    /// </summary>
    public static IReadOnlyList<TrendView> Of(
        IReadOnlyList<SpectrumSummary> spectra,
        IReadOnlyDictionary<uint, FitDocument> fits
    )
    {
        var fitted = spectra
            .Where(one => fits.TryGetValue(one.Spectrum, out var fit) && fit.Error is null)
            .Select(one => (Summary: one, Fit: fits[one.Spectrum]))
            .ToArray();
        if (fitted.Length == 0)
            return [];
        var usual = fitted.GroupBy(one => one.Fit.Circuit).MaxBy(group => group.Count())!;
        var same = usual.ToArray();
        return same[0]
            .Fit.Parameters.Select(
                (parameter, index) =>
                    new TrendView
                    {
                        Name = parameter.Name,
                        Unit = parameter.Unit,
                        Spectrum = same.Select(one => (long)one.Summary.Spectrum).ToArray(),
                        ElapsedS = same.Select(one => one.Summary.ElapsedFirst * 1e-6).ToArray(),
                        Values = same.Select(one => one.Fit.Parameters[index].Value).ToArray(),
                        StandardErrors = same.Select(one =>
                                one.Fit.Parameters[index].StandardError ?? double.NaN
                            )
                            .ToArray(),
                    }
            )
            .ToArray();
    }
}
