using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>A linear Kramers-Kronig test of one contiguous range of points, with outliers set aside.</summary>
internal sealed class TestedWindow
{
    /// <summary>With more noise than this share of |Z| anything is consistent with anything.</summary>
    public const double LargestNoise = 0.2;

    /// <summary>Below 0.1 % of |Z| nothing is called an outlier.</summary>
    private const double SmallestOutlier = 1e-3;

    private const int MostRounds = 7;
    private const double FewestPerDecade = 3;
    private const double MostOutliers = 0.15;
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
        Fit.Variance < LargestNoise * LargestNoise
        && Outliers.Count <= MostOutliers * _residuals.Count
        && (Fit.Structure < 3.7 || Fit.Variance < tolerance * tolerance);

    public static TestedWindow Test(
        double[] omega,
        Complex[] impedance,
        int[] points,
        KramersKronigOptions options,
        LinearFit? like = null
    )
    {
        var outliers = new HashSet<int>();
        // Where points are sparse, a wild one and a narrow feature look alike.
        var decades = Math.Log10(omega[points[0]] / omega[points[^1]]);
        var canStandOut = points.Length >= 12 && points.Length >= FewestPerDecade * decades;
        LinearFit fit;
        Dictionary<int, Complex> residuals;
        for (var round = 0; ; round++)
        {
            var kept = points.Where(k => !outliers.Contains(k)).ToArray();
            fit = LinearFit.Find(
                Array.ConvertAll(kept, k => omega[k]),
                Array.ConvertAll(kept, k => impedance[k]),
                options,
                like
            );
            residuals = Residuals(fit, kept);
            var studentised = kept.Select((k, i) => residuals[k] * fit.Inflation[i]).ToArray();
            var found = StandingOut(kept, studentised);
            foreach (var k in outliers)
                residuals[k] = LeftOutResidual(k, kept, omega, impedance, residuals, fit);
            // A point that the others predict after all is taken back.
            var typical = studentised.Length > 0 ? Typical(studentised) : 0;
            var isForgiven = outliers.RemoveWhere(k => residuals[k].Magnitude < typical) > 0;
            if (round == MostRounds || !canStandOut || (found.Count == 0 && !isForgiven))
                break;
            if (outliers.Count + found.Count > MostOutliers * points.Length)
                break;
            outliers.UnionWith(found);
        }
        return new TestedWindow(fit, residuals, outliers, points[0], points[^1]);
    }

    /// <summary>The window with most points whose test shows no structure; null where none of at least 8 points does.</summary>
    public static TestedWindow? WidestConsistent(
        double[] omega,
        Complex[] impedance,
        int[] points,
        KramersKronigOptions options,
        double tolerance,
        LinearFit whole
    )
    {
        var step = Math.Max(1, points.Length / 18);
        for (var cut = step; points.Length - cut >= Math.Max(8, points.Length / 4); cut += step)
        {
            TestedWindow? best = null;
            foreach (var low in (int[])[cut, 0, cut / 2])
            {
                var window = Test(omega, impedance, points[(cut - low)..^low], options, whole);
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
    /// What the largest of so many Gaussian residuals exceeds in one spectrum of a thousand, in standard deviations; with an
    /// allowance for standard deviations that are known from a dozen neighbours.
    /// </summary>
    private static double Limit(int points) => 1.15 * Math.Sqrt(2 * Math.Log(1000.0 * points));

    /// <summary>That limit at the median modulus; 1.1774 is the median of the modulus of two normal parts.</summary>
    private static double Typical(Complex[] studentised) =>
        Math.Max(
            studentised.Select(r => r.Magnitude).Order().ElementAt(studentised.Length / 2)
                / 1.17741
                * Limit(studentised.Length),
            SmallestOutlier
        );

    /// <summary>
    /// The worst points beyond the limit: a wild point pulls its neighbours out too, so those wait a round. Each part is judged
    /// by its own median, of all points or of its neighbours, whichever is larger: noise may be a share of Z' and of Z''.
    /// </summary>
    private static List<int> StandingOut(int[] kept, Complex[] studentised)
    {
        var real = Scale(Array.ConvertAll(studentised, r => Math.Abs(r.Real)));
        var imaginary = Scale(Array.ConvertAll(studentised, r => Math.Abs(r.Imaginary)));
        var limit = Limit(kept.Length);
        var scores = new double[kept.Length];
        for (var i = 0; i < kept.Length; i++)
            if (studentised[i].Magnitude > SmallestOutlier)
                scores[i] = new Complex(
                    studentised[i].Real / real[i],
                    studentised[i].Imaginary / imaginary[i]
                ).Magnitude;
        var worst = scores.Length == 0 ? 0 : scores.Max();
        return worst > limit
            ? Enumerable
                .Range(0, kept.Length)
                .Where(i => scores[i] > Math.Max(limit, 0.4 * worst))
                .Select(i => kept[i])
                .ToList()
            : [];
    }

    /// <summary>Standard deviation of one part around each point.</summary>
    private static double[] Scale(double[] moduli)
    {
        var middle = moduli.Order().ElementAt(moduli.Length / 2);
        // 0.6745: median modulus of a normal variable.
        return Array.ConvertAll(
            LocalScale.OfMedian(moduli),
            local => Math.Max(Math.Max(local, middle) / 0.6745, 1e-12)
        );
    }

    /// <summary>
    /// Residual of a point that was left out: against the model, or against what its neighbours' consistent values
    /// interpolate to over ln f, whichever is smaller, since a model with many terms may swing in a gap.
    /// </summary>
    private static Complex LeftOutResidual(
        int k,
        int[] kept,
        double[] omega,
        Complex[] impedance,
        Dictionary<int, Complex> residuals,
        LinearFit fit
    )
    {
        var byModel = (impedance[k] - fit.Impedance(omega[k])) / impedance[k].Magnitude;
        var place = Array.BinarySearch(kept, k);
        var after = Math.Clamp(place < 0 ? ~place : place, 0, kept.Length - 1);
        var (above, below) = (kept[Math.Max(0, after - 1)], kept[after]);
        var share =
            above == below ? 0 : Math.Log(omega[above] / omega[k]) / Math.Log(omega[above] / omega[below]);
        var (a, b) = (Model(above), Model(below));
        var byNeighbours = (impedance[k] - (a + Math.Clamp(share, 0, 1) * (b - a))) / impedance[k].Magnitude;
        return byModel.Magnitude < byNeighbours.Magnitude ? byModel : byNeighbours;

        Complex Model(int i) => impedance[i] - residuals[i] * impedance[i].Magnitude;
    }
}
