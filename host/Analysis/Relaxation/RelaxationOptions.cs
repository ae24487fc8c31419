namespace EdgeTester.Analysis.Relaxation;

/// <summary>How gamma is estimated.</summary>
public enum RelaxationMethod
{
    /// <summary>The best method there is: <see cref="SmoothLogarithm"/> around arcs that the data support.</summary>
    Automatic,

    /// <summary>Maximum a posteriori of ln gamma under a Gaussian prior on its curvature, strength by evidence.</summary>
    SmoothLogarithm,

    /// <summary>Penalised least squares on a basis, with lambda given or searched.</summary>
    Tikhonov,

    /// <summary>A sum of ZARC, Havriliak-Negami and RC arcs, their number by evidence.</summary>
    SumOfArcs,

    /// <summary>
    /// Hierarchical Bayes: ln gamma as arcs with a smooth departure, how far it goes, the terms in series and the scale of
    /// the noise, sampled together by Hamiltonian Monte Carlo. Slower, but without Laplace's approximation.
    /// </summary>
    Sampled,
}

/// <summary>How lambda is chosen when it is not given.</summary>
public enum LambdaRule
{
    /// <summary>Generalised cross-validation.</summary>
    GeneralizedCrossValidation,

    /// <summary>Modified generalised cross-validation: the trace is weighted by 1.3 (below 50 points) or 2.</summary>
    ModifiedCrossValidation,

    /// <summary>Robust generalised cross-validation.</summary>
    RobustCrossValidation,

    /// <summary>The corner of greatest curvature of the L-curve.</summary>
    LCurve,

    /// <summary>The real part predicts the imaginary part and the other way round.</summary>
    RealImaginary,

    /// <summary>k-fold cross-validation over interleaved frequencies.</summary>
    KFold,
}

/// <summary>Which part of the data is fitted.</summary>
public enum RelaxationData
{
    /// <summary>Real and imaginary part.</summary>
    Both,

    /// <summary>The real part only; an inductance and a series capacitance cannot be seen.</summary>
    Real,

    /// <summary>The imaginary part only; the series resistance is found from the real part afterwards.</summary>
    Imaginary,
}

/// <summary>How residuals are weighted.</summary>
public enum RelaxationWeighting
{
    /// <summary>By the error structure: stated by the spectrum, or estimated from it.</summary>
    Noise,

    /// <summary>By 1/|Z|.</summary>
    Modulus,

    /// <summary>All alike.</summary>
    Unit,
}

/// <summary>What stands in series with the distribution at low frequency.</summary>
public enum SeriesElement
{
    /// <summary>A capacitance or constant phase element where the data show a blocking electrode.</summary>
    Automatic,

    /// <summary>Nothing: the spectrum ends in a resistance.</summary>
    None,

    /// <summary>A capacitance.</summary>
    Capacitance,

    /// <summary>A constant phase element 1 / (Q (j 2 pi f)^alpha).</summary>
    ConstantPhase,
}

/// <summary>
/// Settings of <see cref="RelaxationDistribution"/>. The defaults use the best method and let the data choose the rest.
/// </summary>
public sealed record RelaxationOptions
{
    /// <summary>The method.</summary>
    public RelaxationMethod Method { get; init; } = RelaxationMethod.Automatic;

    /// <summary>Which part of the data is fitted (Tikhonov; the other methods use both).</summary>
    public RelaxationData Data { get; init; } = RelaxationData.Both;

    /// <summary>Weights of the residuals.</summary>
    public RelaxationWeighting Weighting { get; init; } = RelaxationWeighting.Noise;

    /// <summary>Whether an inductance is in series; null: fitted, held at or above zero.</summary>
    public bool? Inductance { get; init; }

    /// <summary>What blocks at low frequency.</summary>
    public SeriesElement SeriesElement { get; init; } = SeriesElement.Automatic;

    /// <summary>The share of the posterior in a band, 0 to 1 exclusive.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Time constants in s at which gamma is given, any order; null: chosen from the frequencies.</summary>
    public IReadOnlyList<double>? TauSeconds { get; init; }

    /// <summary>Density of the time constants when they are chosen here.</summary>
    public double PointsPerDecade { get; init; } = 40;

    /// <summary>How far the time constants reach beyond 1 / (2 pi f) at either end, in decades.</summary>
    public double ExtensionDecades { get; init; } = 1.5;

    /// <summary>Tikhonov: the basis.</summary>
    public RelaxationBasis Basis { get; init; } = RelaxationBasis.Gaussian;

    /// <summary>Tikhonov: spacing of the grid over the full width at half maximum of a radial function.</summary>
    public double ShapeCoefficient { get; init; } = 0.5;

    /// <summary>Tikhonov: which derivative of gamma is penalised, 0 to 2.</summary>
    public int PenaltyOrder { get; init; } = 1;

    /// <summary>Tikhonov: whether gamma may be negative (inductive loops).</summary>
    public bool Signed { get; init; }

    /// <summary>Tikhonov: the grid of the basis at tau = 1 / f as pyDRTtools does, instead of a grid of its own.</summary>
    public bool GridAtFrequencies { get; init; }

    /// <summary>Tikhonov: a fixed regularisation strength above zero; null: searched by <see cref="LambdaRule"/>.</summary>
    public double? Lambda { get; init; }

    /// <summary>Tikhonov: the rule by which lambda is searched.</summary>
    public LambdaRule LambdaRule { get; init; } = LambdaRule.ModifiedCrossValidation;

    /// <summary>Tikhonov: number of folds of <see cref="LambdaRule.KFold"/>, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>
    /// Tikhonov: solve the non-negative problem as the first call of pyDRTtools in a process does, by an
    /// interior-point method that stops at a duality gap of 1e-6 of |z|^2, instead of exactly.
    /// </summary>
    public bool SolveAsPeer { get; init; }

    /// <summary>Number of draws of <see cref="RelaxationMethod.Sampled"/>, 200 to 100,000.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>Seed of the draws behind bands and intervals: the same seed gives the same result.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Down-weight points that do not belong (not with <see cref="RelaxationWeighting.Unit"/>).</summary>
    public bool RejectOutliers { get; init; } = true;

    /// <summary>
    /// The formulation of pyDRTtools: Gaussian functions at tau = 1/f, first derivative, no weights, no inductance,
    /// non-negative. Give <see cref="Lambda"/> to reproduce its gamma.
    /// </summary>
    public static RelaxationOptions Reference { get; } =
        new()
        {
            Method = RelaxationMethod.Tikhonov,
            Weighting = RelaxationWeighting.Unit,
            GridAtFrequencies = true,
            Inductance = false,
            SeriesElement = SeriesElement.None,
            RejectOutliers = false,
        };
}
