using EdgeTester.Analysis;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Cli.Processes;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Evaluates what is stored of a case and holds it against the cells' truths, which the evaluation itself never sees.</summary>
internal static class CaseEvaluation
{
    /// <summary>All figures of a case.</summary>
    /// <param name="paperCase">The case.</param>
    /// <param name="results">What was stored, and what the methods make of it.</param>
    /// <param name="truths">Truths of a run at a moment.</param>
    public static IReadOnlyList<FoundFigure> Figures(
        PaperCase paperCase,
        CaseResults results,
        Func<int, int, IReadOnlyDictionary<string, double>> truths
    ) =>
        paperCase
            .Figures.Select(figure =>
            {
                var (found, why) = Find(figure, results);
                return Judge(
                    figure,
                    figure.Sample ?? paperCase.Runs[figure.Run].Sample,
                    figure.Truth.In(truths(figure.Run, figure.Truth.Spectrum)) + Shift(figure, results),
                    found,
                    why
                );
            })
            .ToArray();

    /// <summary>The truths of a job's channel at a moment.</summary>
    public static IReadOnlyDictionary<string, double> TruthsOf(CaseJob job, int channel, int spectrum) =>
        TruthFile.Read(job.TruthFile, job.RunIds[channel], spectrum);

    /// <summary>Whether an evaluation failed for a reason that lies in the data.</summary>
    public static bool IsOfTheData(Exception e) =>
        e
            is MethodException
                or RecordException
                or SpectrumException
                or FitException
                or ArgumentException
                or InvalidOperationException;

    private static double Shift(PaperFigure figure, CaseResults results)
    {
        try
        {
            return figure.TruthShift?.Invoke(results) ?? 0;
        }
        catch (Exception e) when (IsOfTheData(e))
        {
            return double.NaN;
        }
    }

    private static (DerivedQuantity? Found, string Why) Find(PaperFigure figure, CaseResults results)
    {
        try
        {
            return (figure.Find(results), "not found");
        }
        catch (Exception e) when (IsOfTheData(e))
        {
            return (null, e.Message);
        }
    }

    private static FoundFigure Judge(
        PaperFigure figure,
        string sample,
        double truth,
        DerivedQuantity? found,
        string why
    )
    {
        var measured = found?.Value ?? double.NaN;
        var isNear = figure.Tolerance.Allows(measured, truth);
        var hasInterval =
            found is not null && double.IsFinite(found.Lower95) && double.IsFinite(found.Upper95);
        var isInside = hasInterval && truth >= found!.Lower95 && truth <= found.Upper95;
        var verdict =
            found is null ? "not measured: " + why
            : double.IsNaN(truth) ? "the cell has no such truth"
            : isNear && isInside ? "recovered"
            : isNear
                ? hasInterval ? "outside its interval"
                    : "without an interval"
            : $"further off than {figure.Tolerance.InWords(figure.Unit)}";
        return new FoundFigure(
            sample,
            figure.Quantity,
            figure.Unit,
            figure.Paper,
            truth,
            measured,
            found?.StandardError ?? double.NaN,
            found?.Lower95 ?? double.NaN,
            found?.Upper95 ?? double.NaN,
            figure.Tolerance.Difference(measured, truth, figure.Unit),
            figure.Tolerance.InWords(figure.Unit),
            verdict,
            isNear && isInside,
            // A reason excuses an interval that is too narrow, never a figure that is wrong.
            isNear && !isInside
                ? figure.Reason
                : ""
        );
    }
}
