using System.Numerics;

namespace EdgeTester.Analysis.Relaxation;

/// <summary>One peak of a distribution of relaxation times.</summary>
/// <param name="TauSeconds">Position in s.</param>
/// <param name="TauLowerSeconds">Lower end of its interval in s.</param>
/// <param name="TauUpperSeconds">Upper end of its interval in s.</param>
/// <param name="ResistanceOhm">Area of the peak in ohm.</param>
/// <param name="ResistanceLowerOhm">Lower end of its interval in ohm.</param>
/// <param name="ResistanceUpperOhm">Upper end of its interval in ohm.</param>
/// <param name="CapacitanceFarad">tau / R in F.</param>
/// <param name="WidthDecades">Full width at half maximum in decades of tau.</param>
/// <param name="Probability">Probability, 0 to 1, that the data call for a peak here at all.</param>
public sealed record RelaxationPeak(
    double TauSeconds,
    double TauLowerSeconds,
    double TauUpperSeconds,
    double ResistanceOhm,
    double ResistanceLowerOhm,
    double ResistanceUpperOhm,
    double CapacitanceFarad,
    double WidthDecades,
    double Probability
);

/// <summary>
/// A distribution of relaxation times, Z = R + j 2 pi f L + Z_series + integral of gamma / (1 + j 2 pi f tau) d ln tau.
/// </summary>
public sealed record RelaxationResult
{
    /// <summary>What was done, in words.</summary>
    public required string Method { get; init; }

    /// <summary>Regularisation strength; NaN where the method has none.</summary>
    public required double Lambda { get; init; }

    /// <summary>M time constants in s, rising.</summary>
    public required double[] TauSeconds { get; init; }

    /// <summary>gamma at each time constant, ohm per unit of ln tau.</summary>
    public required double[] GammaOhm { get; init; }

    /// <summary>Lower end of the credible band of gamma, ohm per unit of ln tau.</summary>
    public required double[] GammaLowerOhm { get; init; }

    /// <summary>Upper end of the credible band of gamma, ohm per unit of ln tau.</summary>
    public required double[] GammaUpperOhm { get; init; }

    /// <summary>Resistance in series (the limit at high frequency) in ohm.</summary>
    public required double SeriesResistanceOhm { get; init; }

    /// <summary>Standard error of <see cref="SeriesResistanceOhm"/> in ohm.</summary>
    public required double SeriesResistanceErrorOhm { get; init; }

    /// <summary>Inductance in series in H.</summary>
    public required double InductanceHenry { get; init; }

    /// <summary>Resistance parallel to the inductance (eddy currents in leads) in ohm, infinite where there is none.</summary>
    public double InductanceLossOhm { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Capacitance in series in F, infinite where there is none. With a constant phase element it is Q in
    /// F s^(alpha - 1).
    /// </summary>
    public double SeriesCapacitanceFarad { get; init; } = double.PositiveInfinity;

    /// <summary>Exponent alpha of the constant phase element in series; 1 for a capacitance or none.</summary>
    public double SeriesExponent { get; init; } = 1;

    /// <summary>
    /// Resistance in ohm that an inductive loop at low frequency takes off, -R / (1 + j 2 pi f tau) in series; 0 where
    /// there is none. The limit at low frequency is the series plus the polarization resistance less this.
    /// </summary>
    public double LoopResistanceOhm { get; init; }

    /// <summary>Time constant of that loop in s; NaN where there is none.</summary>
    public double LoopTauSeconds { get; init; } = double.NaN;

    /// <summary>Integral of gamma over ln tau in ohm, without a series capacitance.</summary>
    public required double PolarizationResistanceOhm { get; init; }

    /// <summary>Root mean square of |Z - fit| / |Z| in percent, points that were rejected left out.</summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>The impedance of the estimate at each frequency of the spectrum, ohm.</summary>
    public required Complex[] Fit { get; init; }

    /// <summary>Standard deviation of the noise as a share of |Z| in percent, root mean square over the points.</summary>
    public double NoisePercent { get; init; } = double.NaN;

    /// <summary>How the noise depends on the impedance, in words.</summary>
    public string ErrorStructure { get; init; } = "";

    /// <summary>Indices (in the spectrum's order) of points taken for outliers.</summary>
    public IReadOnlyList<int> Outliers { get; init; } = [];

    /// <summary>Peaks by rising time constant.</summary>
    public IReadOnlyList<RelaxationPeak> Peaks { get; init; } = [];

    /// <summary>What a reader must know before using the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
