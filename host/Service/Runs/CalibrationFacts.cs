using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Report.Model;
using EdgeTester.Service.Calibration;

namespace EdgeTester.Service.Runs;

/// <summary>
/// The calibration of a run for its report: what the run itself says that it was corrected with, and the certificate of that name. A tester that was
/// calibrated anew since then changes nothing in it.
/// </summary>
internal sealed class CalibrationFacts(DeviceCalibrations calibrations)
{
    /// <summary>Board and firmware of the tester, where it has introduced itself.</summary>
    public IEnumerable<Fact> OfDevice(string serial)
    {
        if (calibrations.DescriptionOf(serial) is { } description)
            yield return new Fact("Board and firmware", $"{description.Board}, {description.Firmware}");
    }

    /// <summary>The section of the report; null where the run does not say with what it was corrected.</summary>
    public CertificateSection? Section(string serial, IReadOnlyList<RunEvent> events)
    {
        if (events.LastOrDefault(one => one.Code == RunEventCode.Calibrated) is not { } said)
            return null;
        var checks = events.Where(one => one.Code == RunEventCode.ReferenceChecked).ToArray();
        var drift = checks
            .SelectMany(one => new[] { Math.Abs(one.Value1), Math.Abs(one.Value2) })
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Max();
        var facts = new List<Fact>
        {
            new("Certificate", said.Text.Length > 0 ? said.Text : "none: readings as of nominal parts"),
            new("Tester", serial),
        };
        var certificate = calibrations.Certificates.Find(serial, said.Text);
        if (certificate is not null)
        {
            facts.Add(new("Made", Day(certificate.Made)));
            facts.Add(new("Due again", Day(certificate.Due)));
            facts.Add(new("Channels", Text($"{certificate.Channels}")));
        }
        else
        {
            if (said.Value1 is > 0 and < 253402300800)
                facts.Add(new("Made", Day(DateTimeOffset.FromUnixTimeSeconds((long)said.Value1))));
            if (calibrations.DueOf(serial, said.Text) is { } due)
                facts.Add(new("Due again", Day(due)));
        }
        if ((certificate?.Celsius ?? said.Value3) is var celsius && double.IsFinite(celsius))
            facts.Add(new("Temperature", Text($"{celsius:G4} degC")));
        if (double.IsFinite(said.Value2))
            facts.Add(new("Largest deviation of its check", Percent(said.Value2)));
        if (checks.Length > 0 && double.IsFinite(drift))
            facts.Add(
                new(
                    "Drift of the references in this run",
                    Text($"{Percent(drift)} in {checks.Length} checks")
                )
            );
        if (certificate is null)
        {
            if (said.Text.Length > 0)
                facts.Add(new("Document", "this host does not have the certificate of that name"));
            return new CertificateSection { Facts = facts };
        }
        return new CertificateSection
        {
            Facts = facts,
            Standards =
            [
                .. certificate.Standards.Select(one =>
                    one.Identity.Length > 0 ? $"{one.Name} ({one.Identity})" : one.Name
                ),
            ],
            Ranges =
            [
                .. certificate.Ranges.Select(one =>
                    (IReadOnlyList<string>)
                        [one.What, Text($"{one.Channels}"), one.Before is { } before ? Percent(before) : "-"]
                ),
            ],
            Checks =
            [
                .. certificate.Checks.Select(one =>
                    (IReadOnlyList<string>)
                        [
                            one.What,
                            Percent(one.Deviation) + (one.Deviation <= one.Limit ? "" : " (more than asked)"),
                            Percent(one.Limit),
                        ]
                ),
            ],
        };
    }

    private static string Day(DateTimeOffset moment) => Text($"{moment.UtcDateTime:yyyy-MM-dd}");

    private static string Percent(double share) => Text($"{share * 100:G3} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
