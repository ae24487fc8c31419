using System.Globalization;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Reproduce;

/// <summary>What a person reads at the end.</summary>
internal static class ReproducePrinter
{
    public static void Print(ReproduceOutcome outcome, TextWriter output)
    {
        foreach (var one in outcome.Cases)
        {
            output.WriteLine();
            output.WriteLine(
                $"{one.Name}: {one.Title} (method {string.Join(", ", one.Methods)}; {one.SimulatedHours.ToString("F0", CultureInfo.InvariantCulture)} h simulated)"
            );
            var table = new Table(
                "sample",
                "figure",
                "unit",
                "paper",
                "cell truth",
                "measured",
                "+-",
                "95 % interval",
                "difference",
                "verdict"
            );
            foreach (var f in one.Figures)
                table.Add(
                    f.Sample,
                    f.Quantity,
                    f.Unit,
                    Quantity.Text(f.Paper),
                    Quantity.Text(f.Truth),
                    Quantity.Text(f.Measured),
                    double.IsFinite(f.StandardUncertainty)
                        ? f.StandardUncertainty.ToString("G2", CultureInfo.InvariantCulture)
                        : "-",
                    double.IsFinite(f.Lower95)
                        ? $"{Quantity.Text(f.Lower95)} to {Quantity.Text(f.Upper95)}"
                        : "-",
                    f.Difference,
                    f.IsRecovered ? f.Verdict
                        : f.Reason.Length > 0 ? $"{f.Verdict}, see reason below"
                        : f.Verdict.ToUpperInvariant()
                );
            table.WriteTo(output);
            foreach (var reason in one.Figures.Select(f => f.Reason).Where(r => r.Length > 0).Distinct())
                output.WriteLine("  reason: " + reason);
        }
        output.WriteLine();
        output.WriteLine($"report: {outcome.Report} (each picture's numbers lie beside it as CSV)");
        output.WriteLine(outcome.Verdict);
        output.WriteLine(
            $"{(outcome.IsGood ? "good" : "NOT GOOD")}, in {outcome.Seconds.ToString("F0", CultureInfo.InvariantCulture)} s"
        );
    }

    /// <summary>The cases, for <c>--list</c>.</summary>
    public static void List(IReadOnlyList<PaperCase> cases, TextWriter output)
    {
        var table = new Table(
            "case",
            "paper",
            "methods",
            "cells",
            "figures",
            "simulated h",
            "what it measures"
        );
        foreach (var one in cases)
            table.Add(
                one.Name,
                one.Paper,
                string.Join(", ", one.Methods),
                one.Runs.Count.ToString(CultureInfo.InvariantCulture),
                one.Figures.Count.ToString(CultureInfo.InvariantCulture),
                (one.Runs.Max(run => run.LongestSeconds()) / 3600).ToString(
                    "F0",
                    CultureInfo.InvariantCulture
                ),
                one.Title
            );
        table.WriteTo(output);
    }
}
