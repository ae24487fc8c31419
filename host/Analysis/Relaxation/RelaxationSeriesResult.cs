namespace EdgeTester.Analysis.Relaxation;

/// <summary>One peak at one time.</summary>
/// <param name="Spectrum">Index of the spectrum in the series.</param>
/// <param name="TimeSeconds">Its time in s.</param>
/// <param name="Peak">The peak.</param>
public sealed record RelaxationTrackPoint(int Spectrum, double TimeSeconds, RelaxationPeak Peak);

/// <summary>
/// One relaxation followed through a series: it is born at its first point and dies after its last.
/// </summary>
/// <param name="Id">Number of the track, 1 for the one with the shortest time constant.</param>
/// <param name="Points">Its peaks by rising time; spectra in which it is not seen have none.</param>
public sealed record RelaxationTrack(int Id, IReadOnlyList<RelaxationTrackPoint> Points);

/// <summary>The distributions of a whole series, estimated together.</summary>
public sealed record RelaxationSeriesResult
{
    /// <summary>What was done, in words.</summary>
    public required string Method { get; init; }

    /// <summary>Median strength of the coupling in time over the unknowns; 0 with fewer than three spectra.</summary>
    public required double TemporalStrength { get; init; }

    /// <summary>T times in s, rising.</summary>
    public required double[] TimesSeconds { get; init; }

    /// <summary>M time constants in s, rising, the same for every spectrum.</summary>
    public required double[] TauSeconds { get; init; }

    /// <summary>T rows of M values of gamma, ohm per unit of ln tau.</summary>
    public required double[][] GammaOhm { get; init; }

    /// <summary>Lower ends of the credible bands, T rows of M.</summary>
    public required double[][] GammaLowerOhm { get; init; }

    /// <summary>Upper ends of the credible bands, T rows of M.</summary>
    public required double[][] GammaUpperOhm { get; init; }

    /// <summary>T resistances in series in ohm.</summary>
    public required double[] SeriesResistanceOhm { get; init; }

    /// <summary>Standard errors of the resistances in series in ohm.</summary>
    public required double[] SeriesResistanceErrorOhm { get; init; }

    /// <summary>T inductances in series in H.</summary>
    public required double[] InductanceHenry { get; init; }

    /// <summary>T integrals of gamma over ln tau in ohm.</summary>
    public required double[] PolarizationResistanceOhm { get; init; }

    /// <summary>Root mean square of |Z - fit| / |Z| in percent for each spectrum.</summary>
    public required double[] ResidualRmsPercent { get; init; }

    /// <summary>Relaxations followed through time, by time constant.</summary>
    public required IReadOnlyList<RelaxationTrack> Tracks { get; init; }

    /// <summary>What a reader must know before using the numbers.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
