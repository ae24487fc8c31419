namespace EdgeTester.Analysis.Relaxation;

/// <summary>Estimates the distributions of a series of spectra of one cell together.</summary>
public static class RelaxationSeries
{
    /// <summary>
    /// Estimates every distribution with smoothness along ln tau and along time, and follows the peaks.
    /// </summary>
    /// <param name="spectra">T spectra, each as <see cref="RelaxationDistribution.Estimate"/> needs it.</param>
    /// <param name="timesSeconds">T times in s (or any other quantity that drives the change), rising.</param>
    /// <param name="options">Settings; Automatic, SmoothLogarithm and SumOfArcs are possible.</param>
    /// <exception cref="SpectrumException">A spectrum that cannot be used; the message says which.</exception>
    /// <exception cref="ArgumentException">No spectra, times that do not fit or do not rise, or an option out of its range.</exception>
    public static RelaxationSeriesResult Estimate(
        IReadOnlyList<Spectrum> spectra,
        IReadOnlyList<double> timesSeconds,
        RelaxationOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentNullException.ThrowIfNull(timesSeconds);
        options ??= new RelaxationOptions();
        RelaxationDistribution.CheckOptions(options);
        if (options.Method is RelaxationMethod.Tikhonov or RelaxationMethod.Sampled)
            throw new ArgumentException(
                $"a series is estimated by evidence: {options.Method} works on single spectra only"
            );
        if (spectra.Count == 0)
            throw new ArgumentException("the series has no spectra");
        if (timesSeconds.Count != spectra.Count)
            throw new ArgumentException($"{spectra.Count} spectra but {timesSeconds.Count} times");
        for (var t = 0; t < spectra.Count; t++)
        {
            if (!double.IsFinite(timesSeconds[t]) || (t > 0 && timesSeconds[t] <= timesSeconds[t - 1]))
                throw new ArgumentException(
                    $"time {timesSeconds[t]} of spectrum {t + 1} does not follow the one before"
                );
            try
            {
                SpectrumCheck.Run(spectra[t]);
            }
            catch (SpectrumException problem)
            {
                throw new SpectrumException($"spectrum {t + 1} of the series: {problem.Message}");
            }
        }
        return new SeriesEstimator(spectra, timesSeconds.ToArray(), options).Run();
    }
}
