using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Cli.Analysis;

/// <summary>One spectrum of a series, in its place.</summary>
/// <param name="Input">The file.</param>
/// <param name="Spectrum">The spectrum.</param>
/// <param name="At">Time, temperature or number.</param>
public sealed record SeriesMember(SpectrumInput Input, Spectrum Spectrum, double At);

/// <summary>The fit of the series' circuit to one member, or why there is none.</summary>
/// <param name="Parameters">The parameters; null where there is no fit.</param>
/// <param name="ChiSquare">Weighted sum of squares.</param>
/// <param name="Aicc">Akaike's criterion.</param>
/// <param name="Bic">Bayesian criterion.</param>
/// <param name="ResidualRmsPercent">Residual in percent of |Z|.</param>
/// <param name="Warnings">What to mind.</param>
/// <param name="Error">Why there is no fit.</param>
public sealed record SeriesMemberFit(
    IReadOnlyList<FittedParameter>? Parameters,
    double ChiSquare,
    double Aicc,
    double Bic,
    double ResidualRmsPercent,
    IReadOnlyList<string> Warnings,
    string? Error
);

/// <summary>All that is made of a series of spectra of one cell.</summary>
public sealed record SeriesAnalysis
{
    /// <summary>The spectra that could be read, by rising position.</summary>
    public required IReadOnlyList<SeriesMember> Members { get; init; }

    /// <summary>Unit of the positions; "number" where they are only counted.</summary>
    public required string Unit { get; init; }

    /// <summary>The circuit, null where none can be fitted.</summary>
    public Circuit? Circuit { get; init; }

    /// <summary>Why this circuit.</summary>
    public string? Reason { get; init; }

    /// <summary>Names of the shared parameters.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>One fit a member.</summary>
    public IReadOnlyList<SeriesMemberFit> Fits { get; init; } = [];

    /// <summary>The distributions over the series; null where they cannot be estimated.</summary>
    public RelaxationSeriesResult? Relaxation { get; init; }

    /// <summary>Activation energies of the resistances, where the positions are temperatures.</summary>
    public IReadOnlyList<ActivationEnergy> ActivationEnergies { get; init; } = [];

    /// <summary>What to mind about the whole.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Analyses a series.</summary>
    /// <param name="members">The spectra, in any order; at least one.</param>
    /// <param name="unit">Unit of their positions.</param>
    /// <param name="circuit">The circuit, or null to choose one.</param>
    /// <param name="shared">Names of the parameters that all spectra share.</param>
    /// <param name="options">How to fit.</param>
    /// <param name="progress">Told after each spectrum.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SeriesAnalysis Of(
        IReadOnlyList<SeriesMember> members,
        string unit,
        Circuit? circuit,
        IReadOnlyList<string> shared,
        FitOptions options,
        IProgress<BatchProgress>? progress,
        CancellationToken cancellation
    )
    {
        var ordered = members.OrderBy(m => m.At).ToArray();
        var spectra = ordered.Select(m => m.Spectrum).ToArray();
        var warnings = new List<string>();
        string? reason = null;
        IReadOnlyList<SeriesMemberFit> fits = [];
        try
        {
            if (circuit is null)
            {
                var choice = SeriesCircuit.Choose(spectra, null, cancellation);
                circuit = EdgeTester.Analysis.Circuits.Circuit.Parse(choice.Text);
                reason = choice.Explanation;
            }
            fits = Fit(spectra, circuit, shared, options, progress, cancellation);
        }
        catch (Exception e) when (e is FitException or SpectrumException)
        {
            warnings.Add($"no circuit was fitted: {e.Message}");
            circuit = null;
        }
        RelaxationSeriesResult? relaxation = null;
        try
        {
            relaxation = RelaxationSeries.Estimate(spectra, ordered.Select(m => m.At).ToArray());
            warnings.AddRange(relaxation.Warnings);
        }
        catch (SpectrumException e)
        {
            warnings.Add($"no distribution of relaxation times was estimated: {e.Message}");
        }
        return new SeriesAnalysis
        {
            Members = ordered,
            Unit = unit,
            Circuit = circuit,
            Reason = reason,
            Shared = shared,
            Fits = fits,
            Relaxation = relaxation,
            ActivationEnergies = Energies(ordered, fits, unit),
            Warnings = warnings,
        };
    }

    private static IReadOnlyList<SeriesMemberFit> Fit(
        IReadOnlyList<Spectrum> spectra,
        Circuit circuit,
        IReadOnlyList<string> shared,
        FitOptions options,
        IProgress<BatchProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (shared.Count == 0)
            return CarriedFit
                .Fit(spectra, circuit, options, progress, cancellation)
                .Select(item =>
                    item.Fit is { } fit
                        ? new SeriesMemberFit(
                            fit.Parameters,
                            fit.ChiSquare,
                            fit.Aicc,
                            fit.Bic,
                            fit.ResidualRmsPercent,
                            fit.Warnings,
                            null
                        )
                        : new SeriesMemberFit(null, 0, 0, 0, 0, [], item.Error)
                )
                .ToArray();
        var joint = SeriesFitter.Fit(spectra, circuit, shared, options, progress, cancellation);
        return Enumerable
            .Range(0, spectra.Count)
            .Select(k => new SeriesMemberFit(
                joint.Parameters[k],
                joint.ChiSquares[k],
                joint.Aicc,
                joint.Bic,
                joint.ResidualRmsPercent[k],
                [
                    .. joint.HasConverged
                        ? Array.Empty<string>()
                        : ["the joint fit ran out of iterations before it settled"],
                    .. joint
                        .Outliers[k]
                        .Select(i =>
                            $"the point at {Output.Quantity.Text(spectra[k].FrequencyHz[i])} Hz was set aside as an outlier"
                        ),
                ],
                null
            ))
            .ToArray();
    }

    private static IReadOnlyList<ActivationEnergy> Energies(
        IReadOnlyList<SeriesMember> members,
        IReadOnlyList<SeriesMemberFit> fits,
        string unit
    )
    {
        var zero = unit switch
        {
            "K" => 0.0,
            "degC" or "°C" or "C" => 273.15,
            _ => double.NaN,
        };
        if (
            double.IsNaN(zero)
            || fits.Count < 2
            || fits.FirstOrDefault(f => f.Parameters is not null) is not { } first
        )
            return [];
        var energies = new List<ActivationEnergy>();
        for (var i = 0; i < first.Parameters!.Count; i++)
        {
            var name = first.Parameters[i].Name;
            if (first.Parameters[i].Unit != "ohm")
                continue;
            var points = members
                .Select((m, k) => (Kelvin: m.At + zero, Resistance: fits[k].Parameters?[i]))
                .Where(p => p.Kelvin > 0 && p.Resistance is { State: ParameterState.Free, Value: > 0 })
                .ToArray();
            if (points.Length < 2)
                continue;
            var fit = ArrheniusFit.Of(
                points.Select(p => p.Kelvin).ToArray(),
                points
                    .Select(p => new UncertainValue(
                        1 / p.Resistance!.Value,
                        (p.Resistance.StandardError ?? 0) / (p.Resistance.Value * p.Resistance.Value)
                    ))
                    .ToArray()
            );
            energies.Add(
                new ActivationEnergy(
                    name,
                    fit.ActivationEnergyElectronvolt,
                    fit.ActivationEnergyStandardError,
                    fit.Lower95,
                    fit.Upper95
                )
            );
        }
        return energies;
    }
}
