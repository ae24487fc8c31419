using System.Globalization;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Demo;

/// <summary>What a person reads at the end of the demo.</summary>
internal static class DemoPrinter
{
    public static void Print(DemoOutcome outcome, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("What the cells truly are, and what was measured:");
        var table = new Table("cell", "quantity", "cell truth", "measured", "+-", "unit", "difference");
        foreach (var f in outcome.Figures)
            table.Add(
                f.Cell,
                f.Quantity,
                Quantity.Text(f.Truth),
                Quantity.Text(f.Measured),
                f.StandardError is { } e ? e.ToString("G2", CultureInfo.InvariantCulture) : "",
                f.Unit,
                f.DifferencePercent.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture)
                    + " %"
                    + (f.IsWithinLimit ? "" : "  TOO FAR")
            );
        table.WriteTo(output);
        output.WriteLine();
        output.WriteLine("How the runs ended:");
        foreach (var run in outcome.Runs)
            output.WriteLine(
                $"  channel {run.Channel}  {run.Title}: {run.State} after {Quantity.Duration(run.ElapsedS)}, {run.Spectra} spectra"
            );
        output.WriteLine();
        output.WriteLine(
            $"reports: {outcome.Folder}{Path.DirectorySeparatorChar}report-channel-0.html and so on"
        );
        output.WriteLine(
            $"page:    edgetester demo --serve keeps it up; edgetester serve --data {Path.Combine(outcome.Folder, "data")} shows this data again"
        );
        output.WriteLine();
        VerifyCommand.Print(outcome.Counts, output);
        output.WriteLine($"{(outcome.IsGood ? "good" : "NOT GOOD")}, in {outcome.Seconds:F0} s");
    }
}
