using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using EdgeTester.Analysis;
using EdgeTester.Report;
using EdgeTester.Report.Model;

namespace EdgeTester.Host.Tests.Report;

public sealed class ReportWriterTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_run_report_is_one_well_formed_page_that_loads_nothing()
    {
        var html = ReportWriter.Write(ReportSamples.Run());
        var page = Parse(html);

        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.DoesNotContain(
            page.Descendants(),
            e => e.Name.LocalName is "script" or "link" or "img" or "iframe"
        );
        foreach (
            var reference in page.Descendants().Attributes().Where(a => a.Name.LocalName is "href" or "src")
        )
            Assert.StartsWith("data:", reference.Value);
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("@import", html);
    }

    [Fact]
    public void No_coordinate_and_no_label_is_ever_not_a_number()
    {
        var run = ReportSamples.Run();
        var trace = run.Samples!;
        var volts = trace.VoltageVolt.ToArray();
        (volts[3], volts[9], volts[20]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
        var section = run.Spectra[0];
        var broken = section with
        {
            Circuit = section.Circuit! with
            {
                RealOhm = section.Circuit.RealOhm.Select((v, k) => k == 5 ? double.NaN : v).ToArray(),
                ChiSquare = double.NaN,
                Parameters = [new("R0", double.NaN, "ohm", double.NaN, double.NaN, null)],
            },
            Relaxation = section.Relaxation! with
            {
                GammaUpperOhm = section
                    .Relaxation.GammaUpperOhm.Select(_ => double.PositiveInfinity)
                    .ToArray(),
            },
        };
        var html = ReportWriter.Write(
            run with
            {
                Samples = trace with { VoltageVolt = volts },
                Spectra = [broken],
                Results = [new("Nothing", double.NaN, "ohm", null, null, null, "no data")],
            }
        );

        Assert.DoesNotMatch("NaN|Infinity|∞", WithoutData(html));
        Assert.Contains("not known", html);
        Parse(html);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var run = ReportSamples.Run(1) with
        {
            Title = "<script>alert('1')</script> & \"x\" \u0001\ud800",
            Facts = [new("<b>", "]]>&amp;")],
            Events = [new(double.NaN, "</table><img src=x onerror=y>")],
        };
        var page = Parse(ReportWriter.Write(run));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "img" or "b");
        Assert.Contains("<script>alert('1')</script>", page.Descendants("h1").Single().Value);
    }

    [Fact]
    public void The_model_says_what_the_page_says()
    {
        var html = ReportWriter.Write(ReportSamples.Run());
        Assert.Contains("0 missing, 0 doubled of 48211 records", html);
        Assert.Contains("567.3 ± 1.2 Ω", html);
        Assert.Contains("564.9 to 569.7 Ω", html);
        Assert.Contains(ReportSamples.Provenance.RawDataSha256, html);
        Assert.Contains("consistent from 0.1 Hz to 1 MHz", html);
        Assert.Contains("at its upper limit", html);
        Assert.Contains("6 of 9 spectra follow in detail", html);
    }

    [Fact]
    public void Missing_records_are_not_painted_green()
    {
        var page = Parse(
            ReportWriter.Write(ReportSamples.Run(1) with { Check = new RecordCheck(10, 2, 0, 0) })
        );
        var badge = page.Descendants("span").Single(e => e.Value.Contains("2 missing"));
        Assert.Contains("bad", badge.Attribute("class")!.Value);
    }

    [Fact]
    public void One_ohm_is_as_long_across_as_it_is_up_in_every_nyquist_plot()
    {
        var page = Parse(ReportWriter.Write(ReportSamples.Run()));
        var plots = page.Descendants(Svg + "svg")
            .Where(s => s.Element(Svg + "title")?.Value.StartsWith("Nyquist") == true)
            .ToArray();
        Assert.Equal(7, plots.Length);
        foreach (var plot in plots)
        {
            var across = UnitsPerLabel(plot, "middle", "x");
            var up = UnitsPerLabel(plot, "end", "y");
            Assert.Equal(across, up, across * 0.01);
        }
    }

    [Fact]
    public void The_numbers_behind_a_picture_are_in_the_page_without_loss()
    {
        var run = ReportSamples.Run(1);
        var page = Parse(ReportWriter.Write(run));
        var link = page.Descendants("a")
            .First(a => a.Attribute("download")!.Value == "spectrum-0-impedance.csv");
        var text = System.Text.Encoding.UTF8.GetString(
            Convert.FromBase64String(link.Attribute("href")!.Value.Split(',')[1])
        );
        var rows = text.TrimEnd('\n').Split('\n');
        Assert.Equal("frequency_hz,real_ohm,imaginary_ohm", rows[0]);
        Assert.Equal(run.Spectra[0].Measured.Count + 1, rows.Length);
        var last = rows[^1].Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(run.Spectra[0].Measured.Impedance[^1].Imaginary, last[2]);
    }

    [Fact]
    public void A_file_report_shows_what_it_could_use_and_says_why_not_for_the_rest()
    {
        var html = ReportWriter.Write(
            new ImpedanceFileReport
            {
                Title = "Two files",
                Spectra =
                [
                    new SpectrumSection
                    {
                        Title = "one.csv",
                        Measured = Spectrum.Create([10.0], [new(5, -1)], "one.csv"),
                    },
                ],
                Failures = [new("two.csv", "line 3: 'abc' is not a number")],
                Provenance = ReportSamples.Provenance,
            }
        );
        Parse(html);
        Assert.DoesNotMatch("NaN|Infinity", WithoutData(html));
        Assert.Contains("line 3: &#39;abc&#39; is not a number", html);
        Assert.Contains("1 point,", html);
    }

    [Fact]
    public void The_same_model_gives_the_same_text() =>
        Assert.Equal(ReportWriter.Write(ReportSamples.Run()), ReportWriter.Write(ReportSamples.Run()));

    private static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(
            new StringReader(html),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        return XDocument.Load(reader);
    }

    private static string WithoutData(string html) => Regex.Replace(html, "base64,[^\"]*", "");

    private static double UnitsPerLabel(XElement plot, string anchor, string coordinate)
    {
        var labels = plot.Elements(Svg + "text")
            .Where(t =>
                t.Attribute("class")!.Value == "tick"
                && t.Attribute("text-anchor")!.Value == anchor
                && Regex.IsMatch(t.Value, "^[−0-9.]+$")
            )
            .Select(t =>
                (
                    Value: double.Parse(t.Value.Replace('−', '-'), CultureInfo.InvariantCulture),
                    At: double.Parse(t.Attribute(coordinate)!.Value, CultureInfo.InvariantCulture)
                )
            )
            .OrderBy(t => t.Value)
            .ToArray();
        Assert.True(labels.Length >= 2, "an axis needs two labels");
        return Math.Abs((labels[^1].At - labels[0].At) / (labels[^1].Value - labels[0].Value));
    }
}
