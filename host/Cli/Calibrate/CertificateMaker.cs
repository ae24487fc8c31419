using System.Globalization;
using EdgeTester.Service.Calibration;

namespace EdgeTester.Cli.Calibrate;

/// <summary>Makes the certificate of what a session found, and prints it.</summary>
internal sealed class CertificateMaker
{
    /// <summary>What currents and voltages must be within, as a share.</summary>
    public const double DirectLimit = 0.0005;

    /// <summary>What impedances must be within up to 20 kHz.</summary>
    public const double ImpedanceLimit = 0.003;

    /// <summary>What they must be within above.</summary>
    public const double HighImpedanceLimit = 0.015;

    /// <summary>What they must be within with the 1 MHz option module.</summary>
    public const double ModuleImpedanceLimit = 0.02;

    private readonly List<Comparison> comparisons = [];
    private double current;
    private double impedance;
    private double highImpedance;
    private double moduleImpedance;

    /// <summary>Largest deviation of a current so far, as a share.</summary>
    public double Residual => current;

    /// <summary>Takes what was sent to the tester.</summary>
    public void Add(IEnumerable<Comparison> sent) => comparisons.AddRange(sent);

    /// <summary>Takes what the readings of a resistor check.</summary>
    public void Check(StandardReading reading, Comparison adjusted)
    {
        current = Math.Max(current, adjusted.Remaining(reading));
        impedance = Math.Max(impedance, Comparison.ImpedanceCheck(reading, 0, 21e3));
        highImpedance = Math.Max(highImpedance, Comparison.ImpedanceCheck(reading, 21e3, 201e3));
        moduleImpedance = Math.Max(moduleImpedance, Comparison.ImpedanceCheck(reading, 201e3, 1.001e6));
    }

    /// <summary>The certificate.</summary>
    public CalibrationCertificate Make(
        string name,
        string device,
        DateTimeOffset made,
        DateTimeOffset due,
        double? celsius,
        int channels,
        string standards
    ) =>
        new()
        {
            Name = name,
            Device = device,
            Made = made,
            Due = due,
            Celsius = celsius,
            Channels = channels,
            Residual = current,
            Standards =
            [
                .. CalibrationStandard.All.Select(one => new CertificateStandard(one.Name, standards)),
            ],
            Ranges =
            [
                .. comparisons
                    .GroupBy(WhatOf)
                    .Select(group => new CertificateRange(
                        group.Key,
                        group.Select(one => one.Channel).Distinct().Count(),
                        group.Max(one => one.Before) is var before && double.IsFinite(before) ? before : null
                    )),
            ],
            Checks =
            [
                new("current at 30 % of each range", current, DirectLimit),
                new("impedance of 1 kohm on the largest range, 20 kHz", impedance, ImpedanceLimit),
                new(
                    "impedance of 1 kohm on the largest range, 50 to 200 kHz",
                    highImpedance,
                    HighImpedanceLimit
                ),
                // Exactly nothing is what a board without the module shows.
                .. moduleImpedance > 0
                    ?
                    [
                        new CertificateCheck(
                            "impedance of 1 kohm on the largest range, 250 kHz to 1 MHz",
                            moduleImpedance,
                            ModuleImpedanceLimit
                        ),
                    ]
                    : Array.Empty<CertificateCheck>(),
            ],
        };

    /// <summary>A table for people.</summary>
    public static void Print(CalibrationCertificate certificate, TextWriter output)
    {
        string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"Calibration certificate: {certificate.Name}");
        output.WriteLine(
            Line(
                $"Tester {certificate.Device}, {certificate.Channels} channel(s), {certificate.Made:yyyy-MM-dd}, due again {certificate.Due:yyyy-MM-dd}"
            ) + (certificate.Celsius is { } celsius ? Line($", {celsius:G4} degC") : "")
        );
        output.WriteLine();
        output.WriteLine("adjusted                        channels   largest deviation before");
        foreach (var range in certificate.Ranges)
            output.WriteLine(
                Line($"{range.What, -32}{range.Channels, 8}   ")
                    + (range.Before is { } before ? Line($"{before * 100:F4} %") : "-")
            );
        output.WriteLine();
        output.WriteLine("checked afterwards                                         found       asked");
        foreach (var check in certificate.Checks)
            output.WriteLine(
                Line($"{check.What, -57}{check.Deviation * 100, 7:F4} %   {check.Limit * 100, 6:G3} %")
                    + (check.Deviation <= check.Limit ? "" : "   NOT REACHED")
            );
    }

    private static string WhatOf(Comparison one)
    {
        string Row(int row) =>
            row < CalibrationStandard.FullScales.Count
                ? FormattableString.Invariant($"{CalibrationStandard.FullScales[row] * 1e3:G3} mA")
                : "1 MHz module";
        return one.Kind switch
        {
            "coarse_voltage" => "voltage, 7.2 V",
            "fine_voltage" => "voltage, 0.3 V",
            "current" => $"current, {Row(one.Range)}",
            "common_ground" => "common ground",
            "leakage" => "leakage of open terminals",
            "open" => $"open, {Row(one.Range)}",
            "short" => $"short, {Row(one.Range)}",
            _ => $"impedance, {Row(one.Range)}",
        };
    }
}
