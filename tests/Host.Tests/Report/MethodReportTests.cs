using System.Xml.Linq;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Report;
using EdgeTester.Report.Html;
using EdgeTester.Report.Model;

namespace EdgeTester.Host.Tests.Report;

public class MethodReportTests
{
    private static string Page()
    {
        var builder = new CellRecordBuilder("cell 17");
        var random = new Random(1);
        for (var half = 0; half < 24; half++)
        for (var t = 1; t <= 3600; t += 60)
            builder.Add(
                3600.0 * half + t,
                (half % 2 == 0 ? 1 : -1) * 0.0665 + 1e-5 * random.NextDouble(),
                (half % 2 == 0 ? 1 : -1) * 1e-4,
                30,
                half % 2,
                half,
                half / 2
            );
        var measurement = new CellMeasurement
        {
            Label = "cell <17>",
            Record = builder.Build(),
            Cell = new CellDescription
            {
                Kind = CellKind.Symmetric,
                AreaSquareMeter = new UncertainValue(1e-4, 1e-6),
            },
        };
        return ReportWriter.Write(
            new MethodFileReport
            {
                Title = "cell 17",
                Methods =
                [
                    new MethodSection("Plating", "half cycles", PlatingStripping.Evaluate(measurement), null),
                    new MethodSection("Tafel", "asked for", null, "there is no voltage sweep"),
                ],
                Provenance = new Provenance("EdgeTester 1.2", "abc123", DateTimeOffset.UnixEpoch),
            }
        );
    }

    [Fact]
    public void A_method_has_its_figures_criteria_pictures_and_provenance_on_one_page()
    {
        var page = Page();
        XDocument.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.Contains("area-specific resistance", page);
        Assert.Contains("665", page);
        Assert.Contains("Mean voltage over the last half", page);
        Assert.Contains("there is no voltage sweep", page);
        Assert.Contains("abc123", page);
        Assert.Contains("EdgeTester 1.2", page);
        Assert.Contains("<svg", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("<script", page);
    }

    [Fact]
    public void The_numbers_of_every_picture_and_table_come_out_as_files()
    {
        var files = PageNumbers.Of(Page());
        Assert.Equal(files.Count, files.Select(f => f.FileName).Distinct().Count());
        var cycles = files.Single(f => f.FileName == "half_cycles.csv").Text.Split('\n');
        Assert.Equal(1 + 24, cycles.Count(line => line.Length > 0));
        Assert.StartsWith("half_cycle,start_h,current_ma_cm2,polarization_v", cycles[0]);
        Assert.Contains(files, f => f.FileName == "plating_and_stripping.csv");
    }
}
