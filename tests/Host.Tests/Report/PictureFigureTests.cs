using System.Xml.Linq;
using EdgeTester.Analysis.Methods;
using EdgeTester.Report;
using EdgeTester.Report.Figures;
using EdgeTester.Report.Model;

namespace EdgeTester.Host.Tests.Report;

public sealed class PictureFigureTests
{
    [Fact]
    public void A_picture_has_its_axes_names_bars_and_both_sides()
    {
        var svg = PictureFigure.Of(Picture() with { Right = new PictureAxis("Current density", "mA cm⁻²") });
        XDocument.Parse(svg);
        Assert.Contains("Time / h", svg);
        Assert.Contains("Voltage / mV", svg);
        Assert.Contains("Current density / mA cm⁻²", svg);
        Assert.Contains("dashed", svg);
        Assert.Contains("class=\"bars", svg);
        Assert.DoesNotContain("NaN", svg);
    }

    [Fact]
    public void Many_series_become_a_ramp_of_which_the_first_and_the_last_are_named()
    {
        var svg = PictureFigure.Of(
            Picture() with
            {
                Series = Enumerable
                    .Range(0, 9)
                    .Select(k => new PictureSeries($"hour {k}", [1, 2], [k, k + 1], PictureMark.Line))
                    .ToArray(),
            }
        );
        Assert.Contains("hour 0", svg);
        Assert.Contains("hour 8", svg);
        Assert.DoesNotContain("hour 4", svg);
    }

    [Fact]
    public void What_cannot_be_drawn_leaves_a_gap()
    {
        var svg = PictureFigure.Of(
            Picture() with
            {
                X = new PictureAxis("tau", "s", IsLogarithmic: true),
                Series =
                [
                    new("a", [1e-3, 0, -1, 1, double.NaN], [1, double.NaN, 3, double.PositiveInfinity, 5]),
                    new("nothing", [], []),
                ],
            }
        );
        XDocument.Parse(svg);
        Assert.DoesNotContain("NaN", svg);
        Assert.DoesNotContain("Infinity", svg);
    }

    [Fact]
    public void A_reproduction_lists_paper_truth_and_measurement_and_carries_its_pictures_as_numbers()
    {
        var report = new ReproductionReport
        {
            Title = "again",
            Verdict = "1 of 1 figures recovered",
            IsGood = true,
            Sections =
            [
                new ReproductionSection
                {
                    Title = "P1: a < b & c",
                    Name = "p1-case",
                    Figures =
                    [
                        new(
                            "Zn0.10",
                            "Rint",
                            "ohm",
                            407.8,
                            407.8,
                            407.9,
                            0.2,
                            407.5,
                            408.3,
                            "+0.02 %",
                            "recovered",
                            true
                        ),
                    ],
                    Pictures = [Picture()],
                },
            ],
            Provenance = new Provenance("EdgeTester", "", DateTimeOffset.UnixEpoch),
        };
        var html = ReportWriter.Write(report);
        XDocument.Parse(html[html.IndexOf("<html", StringComparison.Ordinal)..]);
        Assert.Contains("407.90 ± 0.20 Ω", html);
        Assert.Contains("+0.02 %", html);
        var (name, text) = Assert.Single(ReportWriter.Numbers(report));
        Assert.Equal("p1-case-cycling.csv", name);
        var lines = text.Split('\n');
        Assert.Equal(
            "zn0_10_time_h,zn0_10_voltage_mv,zn0_10_voltage_mv_lower95,zn0_10_voltage_mv_upper95,limit_time_h,limit_voltage_mv",
            lines[0]
        );
        Assert.Equal("2,66.5,66,67,2,70", lines[2]);
    }

    private static MethodPicture Picture() =>
        new(
            "Cycling",
            new PictureAxis("Time", "h"),
            new PictureAxis("Voltage", "mV"),
            [
                new PictureSeries("Zn0.10", [1, 2], [65, 66.5]) { Lower = [64, 66], Upper = [66, 67] },
                new PictureSeries("limit", [1, 2], [70, 70], PictureMark.DashedLine) { OnRight = true },
            ]
        );
}
