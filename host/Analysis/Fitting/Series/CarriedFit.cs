using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Fits one circuit to each spectrum of a series for itself. The spectrum in which the circuit is known best comes first,
/// and from there each starts from the values of its neighbour, so that arcs of the same shape keep their names even where
/// one of them is hardly there.
/// </summary>
public static class CarriedFit
{
    /// <summary>
    /// A fresh search is preferred to the carried values only where its Bayesian criterion is lower by this: very strong
    /// evidence by Kass and Raftery.
    /// </summary>
    private const double Evidence = 10;

    /// <summary>Fits a series.</summary>
    /// <param name="spectra">The spectra, in the order of time or temperature.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="options">How; null for the usual way.</param>
    /// <param name="progress">Told after each spectrum of the first, separate fits.</param>
    /// <param name="cancellation">Ends the fits.</param>
    /// <returns>One item a spectrum: its fit, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<BatchItem> Fit(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        FitOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options ??= FitOptions.Default;
        var quick = options with { Intervals = IntervalMethod.Linear };
        var items = CircuitBatch.Fit(spectra, circuit, quick, progress, null, cancellation).ToArray();
        var first = BestKnown(items);
        if (first >= 0)
        {
            Carry(Enumerable.Range(first + 1, items.Length - first - 1));
            Carry(Enumerable.Range(0, first).Reverse());
        }
        return options.Intervals == IntervalMethod.Linear
            ? items
            : WithIntervals(items, options, cancellation);

        void Carry(IEnumerable<int> places)
        {
            var before = items[first].Fit!;
            foreach (var k in places)
            {
                if (items[k].Fit is not { } fresh)
                    continue;
                var carried = CircuitFitter.Fit(
                    spectra[k],
                    before.Circuit,
                    quick with
                    {
                        Start = FitStart.CircuitValues,
                    },
                    cancellation
                );
                before = carried.HasConverged && carried.Bic <= fresh.Bic + Evidence ? carried : fresh;
                items[k] = items[k] with { Fit = before };
            }
        }
    }

    /// <summary>The spectrum whose least known parameter is known best; -1 where none has a fit.</summary>
    private static int BestKnown(BatchItem[] items)
    {
        var (best, at) = (double.PositiveInfinity, -1);
        for (var k = 0; k < items.Length; k++)
        {
            if (items[k].Fit is not { } fit)
                continue;
            var worst = fit
                .Parameters.Where(p => p.State != ParameterState.Fixed)
                .Select(p => Math.Min(p.RelativeError ?? 1e6, 1e6))
                .DefaultIfEmpty(0)
                .Max();
            if (worst < best)
                (best, at) = (worst, k);
        }
        return at;
    }

    private static BatchItem[] WithIntervals(
        BatchItem[] items,
        FitOptions options,
        CancellationToken cancellation
    ) =>
        items
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .Select(item =>
                item.Fit is not { } fit
                    ? item
                    : item with
                    {
                        Fit = CircuitFitter.Fit(
                            item.Spectrum,
                            fit.Circuit,
                            options with
                            {
                                Start = FitStart.CircuitValues,
                            },
                            cancellation
                        ),
                    }
            )
            .ToArray();
}
