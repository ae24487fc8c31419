using System.Collections.Concurrent;
using EdgeTester.Analysis.Circuits;

namespace EdgeTester.Analysis.Fitting;

/// <summary>One spectrum of a batch: its fit, or why there is none.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Spectrum">The spectrum.</param>
/// <param name="Fit">Its fit, or null.</param>
/// <param name="Error">Why there is no fit, or null.</param>
public sealed record BatchItem(int Index, Spectrum Spectrum, CircuitFitResult? Fit, string? Error);

/// <summary>How far a batch has come.</summary>
/// <param name="Done">Spectra that are done.</param>
/// <param name="Total">All spectra.</param>
/// <param name="Latest">The spectrum that was done last.</param>
public sealed record BatchProgress(int Done, int Total, BatchItem Latest);

/// <summary>Fits one circuit to many spectra over all cores.</summary>
public static class CircuitBatch
{
    /// <summary>
    /// Fits each spectrum for itself. A spectrum that cannot be fitted has an error and does not stop the others; the
    /// result does not depend on the number of cores.
    /// </summary>
    /// <param name="spectra">The spectra.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="options">How each is fitted; null for the usual way.</param>
    /// <param name="progress">Told after each spectrum, from the thread that did it, one call at a time.</param>
    /// <param name="largestParallelism">Spectra at the same time; null for one a core.</param>
    /// <param name="cancellation">Ends the batch.</param>
    /// <returns>One item a spectrum, in their order.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<BatchItem> Fit(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        FitOptions? options = null,
        IProgress<BatchProgress>? progress = null,
        int? largestParallelism = null,
        CancellationToken cancellation = default
    )
    {
        options ??= FitOptions.Default;
        var items = new BatchItem[spectra.Count];
        var gate = new Lock();
        var done = 0;
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, spectra.Count), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = largestParallelism ?? Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            k =>
            {
                items[k] = FitOne(k);
                lock (gate)
                    progress?.Report(new BatchProgress(++done, spectra.Count, items[k]));
            }
        );
        return items;

        BatchItem FitOne(int k)
        {
            try
            {
                return new BatchItem(
                    k,
                    spectra[k],
                    CircuitFitter.Fit(spectra[k], circuit, options, cancellation),
                    null
                );
            }
            catch (Exception exception) when (exception is FitException or SpectrumException)
            {
                return new BatchItem(k, spectra[k], null, exception.Message);
            }
        }
    }
}
