using EdgeTester.Analysis;
using EdgeTester.Report.Model;
using EdgeTester.Service.Analyses;

namespace EdgeTester.Service.Runs;

/// <summary>Stored analyses as sections of a report.</summary>
internal static class SectionDocuments
{
    public static CircuitSection Of(FitDocument fit, Spectrum measured)
    {
        var line = StoredFit.WithLine(fit, measured.FrequencyHz[0], measured.FrequencyHz[^1]);
        return new CircuitSection
        {
            Circuit = fit.Circuit,
            Parameters = fit
                .Parameters.Select(p => new ParameterRow(
                    p.Name,
                    p.Value,
                    p.Unit,
                    p.StandardError,
                    p.Lower95,
                    p.Upper95,
                    p.Remark
                ))
                .ToArray(),
            FrequencyHz = line.FrequencyHz,
            RealOhm = line.RealOhm,
            ImaginaryOhm = line.ImaginaryOhm,
            ChiSquare = fit.ChiSquare,
            ResidualRmsPercent = fit.ResidualRmsPercent,
            Reason = fit.Reason,
        };
    }

    public static KramersKronigSection Of(KramersKronigDocument test) =>
        new(
            test.Verdict,
            test.IsValid,
            test.ResidualRmsPercent,
            test.ValidFromHz,
            test.ValidToHz,
            test.FrequencyHz,
            test.RealResidualPercent,
            test.ImaginaryResidualPercent,
            test.SuspectPoints
        );

    public static RelaxationSection Of(RelaxationDocument relaxation) =>
        new()
        {
            Method = relaxation.Method,
            Lambda = relaxation.Lambda,
            TauSeconds = relaxation.TauS,
            GammaOhm = relaxation.GammaOhm,
            GammaLowerOhm = relaxation.GammaLowerOhm,
            GammaUpperOhm = relaxation.GammaUpperOhm,
            Peaks = relaxation
                .Peaks.Select(p => new RelaxationPeakRow(
                    p.TauS,
                    p.TauLowerS,
                    p.TauUpperS,
                    p.ResistanceOhm,
                    p.ResistanceLowerOhm,
                    p.ResistanceUpperOhm,
                    p.Probability
                ))
                .ToArray(),
        };
}
