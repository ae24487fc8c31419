using EdgeTester.Analysis.Relaxation;

namespace EdgeTester.Cli.Analysis;

/// <summary>A series' analysis as one object a spectrum.</summary>
internal static class SeriesOutcomes
{
    /// <summary>In the order of the files; a file without a spectrum, or a spectrum without any result, has an error.</summary>
    public static IReadOnlyList<FileOutcome<SeriesFileResult>> Of(
        IReadOnlyList<SpectrumInput> inputs,
        SeriesAnalysis? analysis
    ) => inputs.Select(input => Of(input, analysis)).ToArray();

    private static FileOutcome<SeriesFileResult> Of(SpectrumInput input, SeriesAnalysis? analysis)
    {
        var place = -1;
        for (var k = 0; k < (analysis?.Members.Count ?? 0); k++)
            if (ReferenceEquals(analysis!.Members[k].Input, input))
                place = k;
        if (place < 0 || analysis is null)
            return new(input.Name, null, input.Error ?? "it holds no spectrum");
        var fit = analysis.Fits.Count > place ? analysis.Fits[place] : null;
        if (fit?.Parameters is null && analysis.Relaxation is null)
            return new(
                input.Name,
                null,
                fit?.Error ?? string.Join("; ", analysis.Warnings.DefaultIfEmpty("no result"))
            );
        return new(input.Name, Result(analysis, place, fit), null);
    }

    private static SeriesFileResult Result(SeriesAnalysis analysis, int k, SeriesMemberFit? fit)
    {
        var member = analysis.Members[k];
        var has = fit?.Parameters is not null;
        var drt = analysis.Relaxation;
        return new SeriesFileResult
        {
            File = member.Input.Name,
            At = member.At,
            AtUnit = analysis.Unit,
            Circuit = has ? analysis.Circuit?.ToString() : null,
            Reasons = analysis.Reason is { } reason ? [reason] : null,
            Shared = analysis.Shared,
            Parameters = fit?.Parameters?.Select(FitParameter.Of).ToArray(),
            ChiSquare = has ? fit!.ChiSquare : null,
            Aicc = has ? fit!.Aicc : null,
            Bic = has ? fit!.Bic : null,
            ResidualRmsPercent = has ? fit!.ResidualRmsPercent : null,
            Method = drt?.Method,
            TauS = drt?.TauSeconds,
            GammaOhm = drt?.GammaOhm[k],
            GammaLowerOhm = drt?.GammaLowerOhm[k],
            GammaUpperOhm = drt?.GammaUpperOhm[k],
            SeriesResistanceOhm = drt?.SeriesResistanceOhm[k],
            InductanceH = drt?.InductanceHenry[k],
            PolarizationResistanceOhm = drt?.PolarizationResistanceOhm[k],
            DrtResidualRmsPercent = drt?.ResidualRmsPercent[k],
            Peaks = drt is null ? null : Peaks(drt, k),
            ActivationEnergies = analysis.ActivationEnergies.Count > 0 ? analysis.ActivationEnergies : null,
            Warnings =
            [
                .. fit?.Error is { } error ? [$"no circuit fit: {error}"] : fit?.Warnings ?? [],
                .. analysis.Warnings,
            ],
            Notes = member.Input.Notes,
        };
    }

    private static TrackedPeak[] Peaks(RelaxationSeriesResult drt, int spectrum) =>
        drt
            .Tracks.SelectMany(track =>
                track
                    .Points.Where(p => p.Spectrum == spectrum)
                    .Select(p => new TrackedPeak(DrtPeak.Of(p.Peak), track.Id))
            )
            .OrderBy(p => p.TauS)
            .ToArray();
}
