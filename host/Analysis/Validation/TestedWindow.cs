using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>A linear Kramers-Kronig test of one contiguous range of points, with outliers set aside.</summary>
internal sealed class TestedWindow
{
    private readonly Dictionary<int, Complex> _residuals;

    private TestedWindow(
        LinearFit fit,
        Dictionary<int, Complex> residuals,
        HashSet<int> outliers,
        int first,
        int last
    )
    {
        Fit = fit;
        _residuals = residuals;
        Outliers = outliers;
        (First, Last) = (first, last);
    }

    /// <summary>The fit to the points that are not outliers.</summary>
    public LinearFit Fit { get; }

    public IReadOnlySet<int> Outliers { get; }

    /// <summary>Index of the point with the highest frequency.</summary>
    public int First { get; }

    /// <summary>Index of the point with the lowest frequency.</summary>
    public int Last { get; }

    public bool Covers(int index) => index >= First && index <= Last;

    /// <summary>Relative residual of a point in the window.</summary>
    public Complex Residual(int index) => _residuals.GetValueOrDefault(index);

    /// <summary>Root of the sum of squares of all residuals, outliers included, by degrees of freedom.</summary>
    public double RootMeanSquare =>
        Math.Sqrt(
            _residuals.Values.Sum(r => r.Real * r.Real + r.Imaginary * r.Imaginary)
                / Math.Max(1, 2 * _residuals.Count - Fit.Unknowns)
        );

    /// <summary>
    /// No structure beyond chance in the residuals, or none above the tolerance; and most points are no outliers.
    /// </summary>
    public bool IsConsistent(double tolerance) =>
        Outliers.Count <= 0.15 * _residuals.Count
        && (Fit.Structure < 3.7 || Fit.Variance < tolerance * tolerance);

    public static TestedWindow Test(
        double[] omega,
        Complex[] impedance,
        int[] points,
        KramersKronigOptions options
    )
    {
        var outliers = new HashSet<int>();
        LinearFit fit;
        Dictionary<int, Complex> residuals;
        for (var round = 0; ; round++)
        {
            var kept = points.Where(k => !outliers.Contains(k)).ToArray();
            fit = LinearFit.Find(
                kept.Select(k => omega[k]).ToArray(),
                kept.Select(k => impedance[k]).ToArray(),
                options
            );
            residuals = Residuals(fit, kept);
            if (round == 4)
                break;
            var found = StandingOut(fit, residuals);
            if (found.Count == 0 || outliers.Count + found.Count > 0.2 * points.Length || points.Length < 12)
                break;
            outliers.UnionWith(found);
        }
        foreach (var k in outliers)
            residuals[k] = InterpolatedResidual(k, points, outliers, omega, impedance, residuals);
        return new TestedWindow(fit, residuals, outliers, points[0], points[^1]);
    }

    /// <summary>The window with most points whose test shows no structure; null where none of at least 8 points does.</summary>
    public static TestedWindow? WidestConsistent(
        double[] omega,
        Complex[] impedance,
        int[] points,
        KramersKronigOptions options,
        double tolerance
    )
    {
        var step = Math.Max(1, points.Length / 24);
        for (var cut = step; points.Length - cut >= Math.Max(8, points.Length / 4); cut += step)
        {
            TestedWindow? best = null;
            for (var low = cut; low >= 0; low -= step)
            {
                var window = Test(omega, impedance, points[(cut - low)..^low], options);
                if (
                    window.IsConsistent(tolerance)
                    && (best is null || window.Fit.Structure < best.Fit.Structure)
                )
                    best = window;
            }
            if (best is not null)
                return best;
        }
        return null;
    }

    private static Dictionary<int, Complex> Residuals(LinearFit fit, int[] kept)
    {
        var residuals = new Dictionary<int, Complex>();
        for (var i = 0; i < kept.Length; i++)
            residuals[kept[i]] = new Complex(fit.Residuals[i], fit.Residuals[kept.Length + i]);
        return residuals;
    }

    /// <summary>
    /// Points beyond what the largest of so many Gaussian residuals reaches in one spectrum of two hundred; the scale
    /// is the median modulus, which outliers do not move.
    /// </summary>
    private static List<int> StandingOut(LinearFit fit, Dictionary<int, Complex> residuals)
    {
        var moduli = residuals.Values.Select(r => r.Magnitude).Order().ToArray();
        var scale =
            moduli[moduli.Length / 2]
            / 1.17741
            * Math.Sqrt(fit.Residuals.Length / Math.Max(1.0, fit.Residuals.Length - fit.Unknowns));
        var limit = scale * Math.Sqrt(2 * Math.Log(200.0 * moduli.Length));
        limit = Math.Max(limit, 1e-4);
        return residuals.Where(pair => pair.Value.Magnitude > limit).Select(pair => pair.Key).ToList();
    }

    /// <summary>
    /// Residual of a point that was left out of the fit: against the consistent values at its neighbours, interpolated
    /// over ln f.
    /// </summary>
    private static Complex InterpolatedResidual(
        int k,
        int[] points,
        HashSet<int> outliers,
        double[] omega,
        Complex[] impedance,
        Dictionary<int, Complex> residuals
    )
    {
        var kept = points.Where(i => !outliers.Contains(i)).ToArray();
        var above = kept.Where(i => i < k).DefaultIfEmpty(kept[0]).Last();
        var below = kept.Where(i => i > k).DefaultIfEmpty(kept[^1]).First();
        var (a, b) = (Model(above), Model(below));
        var share =
            above == below ? 0 : Math.Log(omega[above] / omega[k]) / Math.Log(omega[above] / omega[below]);
        return (impedance[k] - (a + Math.Clamp(share, 0, 1) * (b - a))) / impedance[k].Magnitude;

        Complex Model(int i) => impedance[i] - residuals[i] * impedance[i].Magnitude;
    }
}
