using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// A quantity that runs into a steady state: y = a + sum of b exp(-t/tau), none to three terms, one of which may be a finite diffusion, as
/// many as the Bayesian criterion calls for. The asymptote a is the steady state, found and not assumed.
/// </summary>
internal sealed record DecayFit
{
    private const int MostTerms = 3;
    private const double RowsToSee = 3;

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

    /// <summary>Whether one of the terms is a finite diffusion.</summary>
    public required bool HasDiffusion { get; init; }

    /// <summary>The variables of the model: a, then b and ln tau of each term.</summary>
    public required double[] Variables { get; init; }

    /// <summary>The record is flat over its last half: its mean there is the steady state, whatever slow term fits it.</summary>
    public bool IsFlat { get; init; }

    /// <summary>The terms in words.</summary>
    public string InWords =>
        Terms.Count == 0 ? "a constant"
        : HasDiffusion && Terms.Count == 1 ? "a finite diffusion"
        : HasDiffusion ? $"a finite diffusion and {Terms.Count - 1} exponentials"
        : Terms.Count == 1 ? "one exponential"
        : $"{Terms.Count} exponentials";

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
        || IsFlat
        || (
            Terms[^1].TauSeconds <= Duration / 2
            && Asymptote.StandardError <= Math.Max(0.1 * Terms.Sum(t => Math.Abs(t.Amplitude)), 5 * Noise)
        );

    /// <summary>The model at a time in s since the start.</summary>
    public double At(double t) =>
        DecayProblem.Model(Variables, HasDiffusion ? DecayProblem.DiffusionOf(Variables) : null, t);

    /// <summary>Fits.</summary>
    /// <param name="time">Times in s since the start, rising, at least 0.</param>
    /// <param name="values">Values there; at least 4.</param>
    /// <param name="fastest">Terms with a time constant below this (s) do not count to the start.</param>
    /// <param name="flatShare">
    /// A record that does not show the end of its slowest term is called steady where its last half changes by less than this share of its
    /// mean; 0: never.
    /// </param>
    public static DecayFit Of(
        ReadOnlySpan<double> time,
        ReadOnlySpan<double> values,
        double fastest = 0,
        double flatShare = 0
    )
    {
        var bins = DecayBins.Of(time, values);
        DecayModel? best = null;
        foreach (var hasDiffusion in new[] { false, true })
        {
            var taus = Array.Empty<double>();
            var worse = 0;
            for (
                var terms = hasDiffusion ? 1 : 0;
                terms <= MostTerms && 2 * terms + 2 <= bins.Count && worse < 2;
                terms++
            )
            {
                if (DecayModel.Fit(bins, terms, taus, hasDiffusion) is not { } model)
                    break;
                taus = model.Taus;
                // Six is what evidence for another model takes (Kass, Raftery, doi:10.1080/01621459.1995.10476572).
                if (best is not null && model.Bic > best.Bic - 6)
                {
                    worse++;
                    continue;
                }
                (best, worse) = (model, 0);
            }
        }
        // What is over within a few rows was seen by one or two of them: its amplitude is a guess.
        var seen = time.Length > 1 ? RowsToSee * (time[1] - time[0]) : 0;
        var fit = best!.Report(bins, Math.Max(fastest, seen), time[^1] - time[0]);
        return fit.IsDetermined ? fit : Flat(fit, time, values, flatShare) ?? fit;
    }

    /// <summary>
    /// A slow term that the record does not show to its end may be no more than a small drift: where the last half changes by less than a
    /// share of its mean, that mean is the steady state, and the change enters its error.
    /// </summary>
    private static DecayFit? Flat(
        DecayFit fit,
        ReadOnlySpan<double> time,
        ReadOnlySpan<double> values,
        double flatShare
    )
    {
        var half = 0;
        while (half < time.Length && time[half] - time[0] < 0.5 * fit.Duration)
            half++;
        if (time.Length - half < 6)
            return null;
        var middle = 0.5 * (time[half] + time[^1]);
        var x = new double[time.Length - half];
        for (var k = half; k < time.Length; k++)
            x[k - half] = time[k] - middle;
        var line = LineFit.Of(x, values[half..].ToArray(), null, isSeries: true);
        var change = Math.Abs(line.Slope) * (time[^1] - time[half]);
        if (!(change < flatShare * Math.Abs(line.Intercept)))
            return null;
        return fit with
        {
            IsFlat = true,
            Asymptote = new UncertainValue(
                line.Intercept,
                Math.Sqrt(line.InterceptError * line.InterceptError + change * change / 12)
            ),
            Covariance = 0,
            DegreesOfFreedom = line.DegreesOfFreedom,
            Last = line.At(x[^1]),
        };
    }
}
