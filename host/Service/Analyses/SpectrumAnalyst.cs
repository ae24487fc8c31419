using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Relaxation;
using EdgeTester.Analysis.Validation;

namespace EdgeTester.Service.Analyses;

/// <summary>Makes the analyses of one spectrum; pure.</summary>
internal static class SpectrumAnalyst
{
    /// <summary>A carried circuit is kept while its residual stays below this many times the noise.</summary>
    private const double NoiseMargin = 1.6;

    /// <summary>Or below this many times its residual on the spectrum before.</summary>
    private const double ResidualMargin = 1.4;

    /// <summary>An element that is known worse than this is no longer called for by the data.</summary>
    private const double LargestRelativeError = 0.5;

    /// <summary>Linear Kramers-Kronig test.</summary>
    public static KramersKronigDocument Validate(Spectrum spectrum)
    {
        var result = LinearKramersKronig.Validate(spectrum);
        return new KramersKronigDocument
        {
            Verdict = result.VerdictText,
            IsValid = result.Verdict is KramersKronigVerdict.Valid or KramersKronigVerdict.ValidWithOutliers,
            ResidualRmsPercent = result.ResidualRmsPercent,
            NoisePercent = result.NoisePercent,
            ValidFromHz = result.ValidFromHz,
            ValidToHz = result.ValidToHz,
            SuspectPoints = result.SuspectPoints.Select(point => point.Index).ToArray(),
            FrequencyHz = spectrum.FrequencyHz,
            RealResidualPercent = result.ResidualsPercent.Select(r => r.Real).ToArray(),
            ImaginaryResidualPercent = result.ResidualsPercent.Select(r => r.Imaginary).ToArray(),
        };
    }

    /// <summary>
    /// Fits a circuit: the one of the spectrum before, from its values, while it still holds; otherwise one is chosen anew.
    /// </summary>
    public static FitDocument Fit(
        Spectrum spectrum,
        KramersKronigDocument? test,
        (long Spectrum, FitDocument Fit)? before,
        CancellationToken cancellation
    )
    {
        if (before is { } earlier && Carry(spectrum, test, earlier.Fit, cancellation) is { } carried)
            return Document(
                carried,
                $"The circuit of spectrum {earlier.Spectrum}, started from its values, still holds.",
                earlier.Spectrum
            );
        var selection = CircuitSelector.Select(spectrum, null, cancellation);
        return Document(selection.Best.Fit, selection.Explanation, null);
    }

    /// <summary>Distribution of relaxation times by the best method.</summary>
    public static RelaxationDocument Relax(Spectrum spectrum)
    {
        var result = RelaxationDistribution.Estimate(spectrum);
        return new RelaxationDocument
        {
            Method = result.Method,
            Lambda = result.Lambda,
            TauS = result.TauSeconds,
            GammaOhm = result.GammaOhm,
            GammaLowerOhm = result.GammaLowerOhm,
            GammaUpperOhm = result.GammaUpperOhm,
            SeriesResistanceOhm = result.SeriesResistanceOhm,
            PolarizationResistanceOhm = result.PolarizationResistanceOhm,
            InductanceH = result.InductanceHenry,
            ResidualRmsPercent = result.ResidualRmsPercent,
            Warnings = result.Warnings,
            Peaks = result
                .Peaks.Select(peak => new PeakDocument
                {
                    TauS = peak.TauSeconds,
                    TauLowerS = peak.TauLowerSeconds,
                    TauUpperS = peak.TauUpperSeconds,
                    ResistanceOhm = peak.ResistanceOhm,
                    ResistanceLowerOhm = peak.ResistanceLowerOhm,
                    ResistanceUpperOhm = peak.ResistanceUpperOhm,
                    CapacitanceF = peak.CapacitanceFarad,
                    Probability = peak.Probability,
                })
                .ToArray(),
        };
    }

    private static CircuitFitResult? Carry(
        Spectrum spectrum,
        KramersKronigDocument? test,
        FitDocument before,
        CancellationToken cancellation
    )
    {
        if (StoredFit.CircuitOf(before) is not { } circuit)
            return null;
        CircuitFitResult fit;
        try
        {
            fit = CircuitFitter.Fit(spectrum, circuit, new FitOptions { MaximumStarts = 8 }, cancellation);
        }
        catch (FitException)
        {
            return null;
        }
        var isDetermined = fit.Parameters.All(p =>
            p.State is not (ParameterState.Undetermined or ParameterState.AtLowerLimit)
            && !(p.RelativeError > LargestRelativeError)
        );
        var noise = test is { NoisePercent: > 0 } known ? known.NoisePercent : 0;
        var limit = Math.Max(NoiseMargin * noise, ResidualMargin * before.ResidualRmsPercent);
        return fit.HasConverged && isDetermined && fit.ResidualRmsPercent <= limit ? fit : null;
    }

    private static FitDocument Document(CircuitFitResult fit, string reason, long? carriedFrom)
    {
        var resolved = ResolvedResistances.Of(fit);
        var (total, error) = Sum(fit, resolved);
        return new FitDocument
        {
            Circuit = fit.Circuit.Text,
            Reason = reason,
            CarriedFrom = carriedFrom,
            Parameters = fit
                .Parameters.Select(
                    (p, k) =>
                        new ParameterDocument
                        {
                            Name = p.Name,
                            Value = p.Value,
                            StandardError = p.StandardError,
                            Lower95 = p.Lower95,
                            Upper95 = p.Upper95,
                            Unit = p.Unit,
                            IsResolvedResistance = resolved.Contains(k),
                            Remark = RemarkOf(p, resolved.Contains(k)),
                        }
                )
                .ToArray(),
            TotalResistanceOhm = total,
            TotalResistanceStandardErrorOhm = error,
            ChiSquare = fit.ChiSquare,
            Aicc = fit.Aicc,
            Bic = fit.Bic,
            ResidualRmsPercent = fit.ResidualRmsPercent,
            Warnings = fit.Warnings,
        };
    }

    private static (double Value, double? Error) Sum(CircuitFitResult fit, IReadOnlySet<int> resistances)
    {
        if (resistances.Count == 0)
            return (double.NaN, null);
        var variance = resistances.Sum(i => resistances.Sum(j => fit.Covariance[i, j]));
        return (
            resistances.Sum(k => fit.Parameters[k].Value),
            variance > 0 && double.IsFinite(variance) ? Math.Sqrt(variance) : null
        );
    }

    private static string RemarkOf(FittedParameter parameter, bool isResolved) =>
        parameter.State switch
        {
            ParameterState.Fixed => "fixed",
            ParameterState.AtLowerLimit => "at its lower limit",
            ParameterState.AtUpperLimit => "at its upper limit",
            ParameterState.Undetermined => "not determined by the data",
            _ when parameter.Unit == "ohm" && !isResolved => "extrapolated below the lowest frequency",
            _ => "",
        };
}
