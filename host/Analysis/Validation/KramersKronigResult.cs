using System.Numerics;

namespace EdgeTester.Analysis.Validation;

/// <summary>What a Kramers-Kronig test says.</summary>
public enum KramersKronigVerdict
{
    /// <summary>The residuals are noise: the data are consistent.</summary>
    Valid,

    /// <summary>Consistent but for single points.</summary>
    ValidWithOutliers,

    /// <summary>Consistent in a part of the frequency range only.</summary>
    PartlyValid,

    /// <summary>Not consistent.</summary>
    Invalid,

    /// <summary>Too few points to tell.</summary>
    Undecided,
}

/// <summary>A point that does not fit the others.</summary>
/// <param name="Index">Its index in the spectrum, from 0.</param>
/// <param name="FrequencyHz">Its frequency in Hz.</param>
/// <param name="ResidualPercent">Its residual (data less model) in percent of |Z|.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record SuspectPoint(int Index, double FrequencyHz, Complex ResidualPercent, string Reason);

/// <summary>The outcome of a linear Kramers-Kronig test.</summary>
public sealed record KramersKronigResult
{
    /// <summary>The verdict.</summary>
    public required KramersKronigVerdict Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public required string VerdictText { get; init; }

    /// <summary>
    /// The noise level that the test finds: root of the sum of squared residuals (real and imaginary parts, in percent
    /// of |Z|) by the degrees of freedom left.
    /// </summary>
    public required double ResidualRmsPercent { get; init; }

    /// <summary>The noise level without the suspect points and from the valid window only, in percent of |Z|.</summary>
    public required double NoisePercent { get; init; }

    /// <summary>Lowest frequency in Hz of the valid window; NaN where nothing is valid.</summary>
    public required double ValidFromHz { get; init; }

    /// <summary>Highest frequency in Hz of the valid window; NaN where nothing is valid.</summary>
    public required double ValidToHz { get; init; }

    /// <summary>Points that do not fit the others.</summary>
    public required IReadOnlyList<SuspectPoint> SuspectPoints { get; init; }

    /// <summary>Data less model in percent of |Z|, one a point.</summary>
    public required IReadOnlyList<Complex> ResidualsPercent { get; init; }

    /// <summary>The consistent model's Z in ohm, one a point.</summary>
    public required IReadOnlyList<Complex> Model { get; init; }

    /// <summary>Number of RC elements.</summary>
    public required int ElementCount { get; init; }

    /// <summary>1 - (sum of negative R)/(sum of positive R) by modulus: near 1 without, falling with over-fitting.</summary>
    public required double Mu { get; init; }

    /// <summary>Sum of squared relative residuals over real and imaginary parts.</summary>
    public required double PseudoChiSquare { get; init; }

    /// <summary>Whether the test was made in admittance.</summary>
    public required bool IsAdmittance { get; init; }

    /// <summary>Decades by which the time constants reach beyond the measured range at each end.</summary>
    public required double Extension { get; init; }
}
