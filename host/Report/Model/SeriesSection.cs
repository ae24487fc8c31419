namespace EdgeTester.Report.Model;

/// <summary>A series of spectra of one cell, over time, temperature or simply by number.</summary>
public sealed record SeriesSection
{
    /// <summary>Title of the axis along the series, for example "Temperature / °C".</summary>
    public required string AxisTitle { get; init; }

    /// <summary>Place of each spectrum along the series, rising.</summary>
    public required IReadOnlyList<double> At { get; init; }

    /// <summary>The spectra, in that order.</summary>
    public required IReadOnlyList<SpectrumSection> Spectra { get; init; }

    /// <summary>The circuit that is followed; "" for none.</summary>
    public string Circuit { get; init; } = "";

    /// <summary>Why this circuit; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Root mean square of the circuit's residuals in percent of |Z| for each spectrum; NaN where there is no fit.</summary>
    public IReadOnlyList<double> ResidualRmsPercent { get; init; } = [];

    /// <summary>The circuit's parameters along the series.</summary>
    public IReadOnlyList<SeriesTrend> Trends { get; init; } = [];

    /// <summary>The distributions, or null.</summary>
    public SeriesRelaxation? Relaxation { get; init; }

    /// <summary>Further results of the whole, for example activation energies.</summary>
    public IReadOnlyList<ResultRow> Results { get; init; } = [];

    /// <summary>What a reader must know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>One quantity along a series, with its 95 % interval.</summary>
/// <param name="Name">Name, for example "R1".</param>
/// <param name="Unit">SI unit in plain text, "" for none.</param>
/// <param name="At">Places along the series.</param>
/// <param name="Values">Values in the unit.</param>
/// <param name="Lower95">Lower ends; NaN where there is none.</param>
/// <param name="Upper95">Upper ends; NaN where there is none.</param>
public sealed record SeriesTrend(
    string Name,
    string Unit,
    IReadOnlyList<double> At,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> Lower95,
    IReadOnlyList<double> Upper95
);

/// <summary>The distributions of a series on one grid, and the relaxations followed through them.</summary>
/// <param name="Method">The method in words.</param>
/// <param name="TauSeconds">Time constants in s, rising.</param>
/// <param name="GammaOhm">One row a spectrum, gamma in ohm per unit of ln tau.</param>
/// <param name="Tracks">The relaxations.</param>
public sealed record SeriesRelaxation(
    string Method,
    IReadOnlyList<double> TauSeconds,
    IReadOnlyList<IReadOnlyList<double>> GammaOhm,
    IReadOnlyList<SeriesTrack> Tracks
);

/// <summary>One relaxation followed through a series.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Spectrum">Index of the spectrum of each of its points.</param>
/// <param name="TauSeconds">Its time constant, with the 95 % interval.</param>
/// <param name="ResistanceOhm">Its resistance, with the 95 % interval.</param>
public sealed record SeriesTrack(
    int Id,
    IReadOnlyList<int> Spectrum,
    SeriesTrend TauSeconds,
    SeriesTrend ResistanceOhm
);
