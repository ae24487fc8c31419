using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// A quantity that runs into a steady state: y = a + sum of b exp(-t/tau), none to three terms, as many as the Bayesian criterion calls
/// for. The asymptote a is the steady state, found and not assumed.
/// </summary>
internal sealed record DecayFit
{
    private const int MostTerms = 3;

    /// <summary>The asymptote with its standard error.</summary>
    public required UncertainValue Asymptote { get; init; }

    /// <summary>The value at t = 0 without terms faster than the given limit, with its standard error.</summary>
    public required UncertainValue Start { get; init; }

    /// <summary>Covariance of asymptote and start.</summary>
    public required double Covariance { get; init; }

    /// <summary>Degrees of freedom of the errors.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>Amplitudes and time constants in s, the slowest last.</summary>
    public required IReadOnlyList<(double Amplitude, double TauSeconds)> Terms { get; init; }

    /// <summary>The model at the last row.</summary>
    public required double Last { get; init; }

    /// <summary>Standard deviation of a row about the model.</summary>
    public required double Noise { get; init; }

    /// <summary>Rows that were fitted.</summary>
    public required int Points { get; init; }

    /// <summary>Length of the record in s.</summary>
    public required double Duration { get; init; }

    /// <summary>Where the last row still is from the asymptote, as a share of the asymptote's magnitude.</summary>
    public double Remaining => Math.Abs(Last - Asymptote.Value) / Math.Max(Math.Abs(Asymptote.Value), 1e-300);

    /// <summary>
    /// Whether the record shows its end: the slowest term had at least two time constants, and the asymptote is known to a tenth of the
    /// way that the quantity went or to five times the noise.
    /// </summary>
    public bool IsDetermined =>
        Terms.Count == 0
        || (
            Terms[^1].TauSeconds <= Duration / 2
            && Asymptote.StandardError <= Math.Max(0.1 * Terms.Sum(t => Math.Abs(t.Amplitude)), 5 * Noise)
        );

    /// <summary>The model at a time in s since the start.</summary>
    public double At(double t) =>
        Asymptote.Value + Terms.Sum(term => term.Amplitude * Math.Exp(-t / term.TauSeconds));

    /// <summary>Fits.</summary>
    /// <param name="time">Times in s since the start, rising, at least 0.</param>
    /// <param name="values">Values there; at least 4.</param>
    /// <param name="fastest">Terms with a time constant below this (s) do not count to the start.</param>
    public static DecayFit Of(ReadOnlySpan<double> time, ReadOnlySpan<double> values, double fastest = 0)
    {
        var bins = DecayBins.Of(time, values);
        DecayModel? best = null;
        var taus = Array.Empty<double>();
        for (var terms = 0; terms <= MostTerms && 2 * terms + 2 <= bins.Count; terms++)
        {
            var model = DecayModel.Fit(bins, terms, taus);
            if (model is null)
                continue;
            // Six is what evidence for a larger model takes (Kass, Raftery, doi:10.1080/01621459.1995.10476572).
            if (best is not null && model.Bic > best.Bic - 6)
            {
                if (terms > best.Terms + 1)
                    break;
                taus = model.Taus;
                continue;
            }
            best = model;
            taus = model.Taus;
        }
        return best!.Report(bins, fastest, time[^1] - time[0]);
    }
}
