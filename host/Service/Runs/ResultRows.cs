using EdgeTester.Plans;
using EdgeTester.Report.Model;
using EdgeTester.Service.Analyses;
using EdgeTester.Storage;

namespace EdgeTester.Service.Runs;

/// <summary>The main results of a run: resistances of its first and last spectrum, and what geometry makes of them.</summary>
internal static class ResultRows
{
    private const double Normal95 = 1.959964;

    public static IReadOnlyList<ResultRow> Of(
        IReadOnlyList<SpectrumSummary> spectra,
        IReadOnlyDictionary<uint, FitDocument> fits,
        Sample? sample
    )
    {
        var fitted = spectra
            .Where(one => fits.TryGetValue(one.Spectrum, out var fit) && fit.Error is null)
            .Select(one => (one.Spectrum, Fit: fits[one.Spectrum]))
            .ToArray();
        if (fitted.Length == 0)
            return [];
        var rows = new List<ResultRow>();
        var (number, last) = fitted[^1];
        foreach (var p in last.Parameters.Where(p => p.IsResolvedResistance))
        {
            rows.Add(
                new ResultRow(
                    p.Name,
                    p.Value,
                    "ohm",
                    p.StandardError,
                    p.Lower95,
                    p.Upper95,
                    $"Circuit {last.Circuit} fitted to spectrum {number}."
                )
            );
            if (sample?.Area is { } area and > 0)
                rows.Add(
                    Scaled(
                        $"{p.Name} times area",
                        p.Value,
                        p.StandardError,
                        area * 1e4,
                        "ohm cm2",
                        $"{p.Name} of spectrum {number} times the electrode area; the area is taken as exact."
                    )
                );
        }
        if (rows.Count == 0)
            return [];
        rows.Add(
            Scaled(
                "Sum of resistances",
                last.TotalResistanceOhm,
                last.TotalResistanceStandardErrorOhm,
                1,
                "ohm",
                $"Sum over circuit {last.Circuit} of spectrum {number}, correlations included."
            )
        );
        if (Conductivity(last, sample, number) is { } conductivity)
            rows.Add(conductivity);
        if (fitted.Length > 1)
            rows.Add(Change(fitted[0], fitted[^1]));
        return rows;
    }

    // Between blocking electrodes the resistances are the electrolyte's; with others they hold the interfaces too.
    private static ResultRow? Conductivity(FitDocument fit, Sample? sample, uint number)
    {
        if (
            sample is not { Area: { } area and > 0, Thickness: { } thickness and > 0 }
            || !sample.CellType.Contains("blocking", StringComparison.OrdinalIgnoreCase)
            || !(fit.TotalResistanceOhm > 0)
        )
            return null;
        var value = thickness * 1e2 / (area * 1e4 * fit.TotalResistanceOhm);
        var error = fit.TotalResistanceStandardErrorOhm is { } sigma
            ? value * sigma / fit.TotalResistanceOhm
            : (double?)null;
        return Scaled(
            "Total conductivity",
            value,
            error,
            1,
            "S/cm",
            $"L / (A R) with the sum of resistances of spectrum {number}; the geometry is taken as exact."
        );
    }

    private static ResultRow Change(
        (uint Spectrum, FitDocument Fit) first,
        (uint Spectrum, FitDocument Fit) last
    )
    {
        double? error =
            first.Fit.TotalResistanceStandardErrorOhm is { } a
            && last.Fit.TotalResistanceStandardErrorOhm is { } b
                ? Math.Sqrt(a * a + b * b)
                : null;
        return Scaled(
            "Change of the sum of resistances",
            last.Fit.TotalResistanceOhm - first.Fit.TotalResistanceOhm,
            error,
            1,
            "ohm",
            $"Spectrum {last.Spectrum} less spectrum {first.Spectrum}, taken as independent."
        );
    }

    private static ResultRow Scaled(
        string name,
        double value,
        double? error,
        double factor,
        string unit,
        string criterion
    ) =>
        new(
            name,
            value * factor,
            unit,
            error * factor,
            (value - Normal95 * error) * factor,
            (value + Normal95 * error) * factor,
            criterion
        );
}
