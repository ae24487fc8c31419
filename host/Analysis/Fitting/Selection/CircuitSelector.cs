using EdgeTester.Analysis.Validation;

namespace EdgeTester.Analysis.Fitting;

/// <summary>
/// Chooses a circuit for a spectrum of which nothing is known. Chains are read off the distribution of relaxation times; from
/// the best of them the search goes on to their neighbours (a term that the residuals ask for, another tail, one term less)
/// while the Bayesian criterion falls. Circuits that say more than the data know are put behind the others.
/// </summary>
public static class CircuitSelector
{
    private const int MostRounds = 10;

    /// <summary>With a residual above this many times the noise, more is asked of the distribution of relaxation times.</summary>
    private const double Doubt = 1.5;

    /// <summary>Circuits whose neighbours are looked at in each round.</summary>
    private const int Followed = 2;

    /// <summary>Chooses a circuit.</summary>
    /// <param name="spectrum">The data; at least 6 points.</param>
    /// <param name="options">How; null for the usual way.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="FitException">Too few points for any circuit, or nothing to fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CircuitSelection Select(
        Spectrum spectrum,
        SelectionOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new SelectionOptions();
        if (spectrum.Count < 6)
            throw new FitException(
                $"{spectrum.Count} point{(spectrum.Count == 1 ? " is" : "s are")} too few to choose a circuit: at least 6 are needed"
            );
        CircuitFitter.CheckRange(spectrum);
        var test = LinearKramersKronig.Validate(spectrum);
        var leftOut =
            options.LeaveOutSuspects && test.Verdict == KramersKronigVerdict.ValidWithOutliers
                ? test.SuspectPoints.Select(point => point.Index).ToArray()
                : [];
        var used = leftOut.Length > 0 ? spectrum.Where(k => !leftOut.Contains(k)) : spectrum;
        var pool = new CandidatePool(used, options, test.NoisePercent, cancellation);
        foreach (var chain in ChainSeeds.From(used, options.MaximumArcs))
            pool.Try(chain);
        if (!pool.Fits.Any())
            throw new FitException("no circuit of the family has a finite impedance on this spectrum");
        var hasLoop = HasLoop(used, test.NoisePercent);
        Explore(pool, options, hasLoop);
        if (!(pool.Leaders(1)[0].Fit.ResidualRmsPercent < Doubt * test.NoisePercent))
        {
            foreach (var chain in ChainSeeds.From(used, options.MaximumArcs, isThorough: true))
                pool.Try(chain);
            Explore(pool, options, hasLoop);
        }
        foreach (var leader in pool.Leaders(2))
            pool.Polish(leader);
        Explore(pool, options, hasLoop);
        var fits = pool.Fits.ToList();
        var selection = Ranking.Of(fits, test.NoisePercent, leftOut);
        return options.Fit.Intervals == IntervalMethod.Linear
            ? selection
            : WithIntervals(selection, used, options, cancellation);
    }

    /// <summary>Gives the chosen circuit, and only that, the intervals that were asked for.</summary>
    private static CircuitSelection WithIntervals(
        CircuitSelection selection,
        Spectrum spectrum,
        SelectionOptions options,
        CancellationToken cancellation
    )
    {
        var best = selection.Best;
        var fit = CircuitFitter.Fit(
            spectrum,
            best.Fit.Circuit,
            options.Fit with
            {
                Start = FitStart.CircuitValues,
            },
            cancellation
        );
        return selection with { Candidates = [best with { Fit = fit }, .. selection.Candidates.Skip(1)] };
    }

    /// <summary>Whether the reactance is positive, beyond noise, at a frequency below one where it was negative.</summary>
    private static bool HasLoop(Spectrum spectrum, double noisePercent)
    {
        var noise = 0.01 * (double.IsFinite(noisePercent) ? noisePercent : 1);
        var threshold = Math.Max(0.002, 3 * noise);
        var z = spectrum.Impedance;
        var first = Enumerable.Range(0, z.Count).FirstOrDefault(k => z[k].Imaginary < 0, z.Count);
        int clear = 0,
            run = 0;
        for (var k = first; k < z.Count; k++)
        {
            var share = z[k].Imaginary / z[k].Magnitude;
            clear += share > threshold ? 1 : 0;
            run = share > noise ? run + 1 : 0;
            // Five in a row above one standard deviation come by chance in one spectrum of two hundred.
            if (clear >= 2 || (run >= 5 && threshold > 0.002))
                return true;
        }
        return false;
    }

    private static void Explore(CandidatePool pool, SelectionOptions options, bool allowLoops)
    {
        var expanded = new HashSet<CircuitFitResult>(ReferenceEqualityComparer.Instance);
        for (var round = 0; round < MostRounds; round++)
        {
            var leaders = pool.Leaders(Followed).ToList();
            if (pool.Closest() is { } closest)
                leaders.Add(closest);
            leaders.RemoveAll(leader => !expanded.Add(leader.Fit));
            if (leaders.Count == 0)
                return;
            foreach (var leader in leaders)
            {
                foreach (var chain in ChainMoves.Smaller(leader.Chain, leader.Fit))
                    pool.Try(chain);
                foreach (var chain in ChainMoves.Other(leader.Chain))
                    pool.Try(chain);
                foreach (
                    var chain in ChainMoves.Larger(leader.Chain, leader.Fit, options.MaximumArcs, allowLoops)
                )
                    pool.Try(chain);
            }
        }
    }
}
