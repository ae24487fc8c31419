using EdgeTester.Analysis.Methods;
using EdgeTester.Report;
using EdgeTester.Report.Model;
using EdgeTester.Service;

namespace EdgeTester.Cli.Reproduce;

/// <summary>Makes the report: one HTML file, and beside it a CSV for each picture and one for the table.</summary>
internal static class ReproduceReports
{
    private const int MostWarnings = 8;

    /// <summary>The section of a case.</summary>
    /// <param name="paperCase">The case.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="results">Its evaluations.</param>
    /// <param name="runs">Its runs in words.</param>
    public static ReproductionSection Section(
        PaperCase paperCase,
        IReadOnlyList<FoundFigure> figures,
        CaseResults results,
        IReadOnlyList<string> runs
    )
    {
        var warnings = new List<string>();
        IReadOnlyList<MethodPicture> pictures = [];
        try
        {
            pictures = paperCase.Pictures(results).ToArray();
        }
        catch (Exception e) when (CaseEvaluation.IsOfTheData(e))
        {
            warnings.Add("The pictures could not be drawn: " + e.Message);
        }
        foreach (var made in results.Made)
            warnings.AddRange(made.Warnings.Select(warning => $"{made.Label}: {warning}"));
        return new ReproductionSection
        {
            Title = $"{paperCase.Paper}: {paperCase.Title}",
            Name = paperCase.Name,
            Runs = runs,
            Figures = figures
                .Select(f => new ReproducedFigure(
                    f.Sample,
                    f.Quantity,
                    f.Unit,
                    f.Paper,
                    f.Truth,
                    f.Measured,
                    f.StandardUncertainty,
                    f.Lower95,
                    f.Upper95,
                    f.Difference,
                    f.Verdict,
                    f.IsGood
                ))
                .ToArray(),
            Notes =
            [
                .. paperCase.Notes,
                .. figures.Select(f => f.Reason).Where(reason => reason.Length > 0).Distinct(),
            ],
            Pictures = pictures,
            Warnings = Shortened(warnings.Distinct().ToArray()),
        };
    }

    // A series of spectra says the same of each; a page of it hides what matters.
    private static IReadOnlyList<string> Shortened(IReadOnlyList<string> warnings) =>
        warnings.Count <= MostWarnings
            ? warnings
            : [.. warnings.Take(MostWarnings), $"... and {warnings.Count - MostWarnings} more of this kind."];

    /// <summary>Writes everything.</summary>
    /// <returns>Path of the page.</returns>
    public static string Write(
        ReproduceOptions options,
        IReadOnlyList<ReproductionSection> sections,
        string verdict,
        bool isGood
    )
    {
        var report = new ReproductionReport
        {
            Title = "The papers' figures, measured again",
            Verdict = verdict,
            IsGood = isGood,
            Preamble =
            [
                "Virtual cells that are built to the papers' figures were tested by the tester's own firmware; host and evaluation saw only the records that it sent. The column \"cell truth\" comes from the virtual tester's own file and is used for nothing but this comparison.",
                "P1: Sc/Zn co-doped NZSP (NZSSP-Zn). P2: grain-boundary-sealed NZSP (GBS-NZSP).",
            ],
            Sections = sections,
            Provenance = new Provenance(HostVersion.Text, "", TimeProvider.System.GetUtcNow()),
        };
        var path = Path.Combine(options.Folder, "report.html");
        File.WriteAllText(path, ReportWriter.Write(report));
        foreach (var (name, text) in ReportWriter.Numbers(report))
            File.WriteAllText(Path.Combine(options.Folder, name), text);
        return path;
    }
}
