using System.Globalization;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Calibrate;

/// <summary>What a calibration found.</summary>
/// <param name="Name">Its name, which travels with every run.</param>
/// <param name="Device">Serial of the tester.</param>
/// <param name="Celsius">Temperature, where it is known.</param>
/// <param name="Residual">Largest deviation that the third level of the currents left, as a share.</param>
/// <param name="Comparisons">Each standard against what was shown of it.</param>
internal sealed record CalibrationCertificate(
    string Name,
    string Device,
    double? Celsius,
    double Residual,
    IReadOnlyList<Comparison> Comparisons
)
{
    /// <summary>A table for people.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"Calibration certificate: {Name}");
        output.WriteLine(
            $"Tester {Device}"
                + (
                    Celsius is { } celsius
                        ? string.Create(CultureInfo.InvariantCulture, $", {celsius:G4} degC")
                        : ""
                )
        );
        output.WriteLine();
        output.WriteLine("what                 channels   largest deviation before");
        foreach (
            var group in Comparisons.GroupBy(c =>
                c.Kind is "current" or "impedance" ? $"{c.Kind}, range {c.Range}" : c.Kind.Replace('_', ' ')
            )
        )
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Key, -20} {group.Count(), 8}   {group.Max(c => c.Before) * 100:F4} %"
                )
            );
        output.WriteLine();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Largest deviation of a current at 30 % of its range after it: {Residual * 100:F4} % (0.05 % is asked)"
            )
        );
    }
}
