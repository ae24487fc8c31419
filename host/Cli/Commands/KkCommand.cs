using System.CommandLine;
using System.Text.Json;
using EdgeTester.Analysis.Validation;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester kk</c></summary>
internal static class KkCommand
{
    public static Command Create()
    {
        var files = FileOptions.Files();
        var json = FileOptions.Json();
        var command = new Command(
            "kk",
            """
            Check impedance files for consistency (linear Kramers-Kronig), with a verdict, the suspect points and the valid window.

            Examples:
              edgetester kk cell.csv
              edgetester kk --json *.DTA
            """
        )
        {
            files,
            json,
        };
        command.SetAction(
            (result, cancellation) =>
            {
                var inputs = SpectrumInput.ReadAll(result.GetValue(files)!);
                var outcomes = SpectrumInput.Map(
                    inputs,
                    (input, spectrum) => ResultOf(input, LinearKramersKronig.Validate(spectrum)),
                    cancellation
                );
                if (result.GetValue(json))
                    Console.WriteLine(FileOutcomes.Json(outcomes));
                else
                    foreach (var outcome in outcomes)
                        Print(outcome.Result);
                FileOutcomes.Complain(outcomes);
                return Task.FromResult(FileOutcomes.ExitCodeOf(outcomes));
            }
        );
        return command;
    }

    private static KkFileResult ResultOf(SpectrumInput input, KramersKronigResult test) =>
        new()
        {
            File = input.Name,
            Verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(test.Verdict.ToString()),
            VerdictText = test.VerdictText,
            ResidualRmsPercent = test.ResidualRmsPercent,
            NoisePercent = test.NoisePercent,
            ValidFromHz = test.ValidFromHz,
            ValidToHz = test.ValidToHz,
            SuspectPoints =
            [
                .. test.SuspectPoints.Select(p => new KkSuspectPoint
                {
                    Point = p.Index + 1,
                    FrequencyHz = p.FrequencyHz,
                    ResidualPercent = p.ResidualPercent.Magnitude,
                    Reason = p.Reason,
                }),
            ],
            Notes = input.Notes,
        };

    private static void Print(KkFileResult? result)
    {
        if (result is null)
            return;
        Console.WriteLine($"{result.File}: {result.VerdictText}");
        Console.WriteLine(
            $"noise {Quantity.Text(result.ResidualRmsPercent)} % of |Z|, valid from "
                + $"{Quantity.Text(result.ValidFromHz)} to {Quantity.Text(result.ValidToHz)} Hz"
        );
        foreach (var point in result.SuspectPoints)
            Console.WriteLine(
                $"  suspect: point {point.Point} at {Quantity.Text(point.FrequencyHz)} Hz, off by {Quantity.Text(point.ResidualPercent)} %: {point.Reason}"
            );
        foreach (var note in result.Notes)
            Console.WriteLine($"  note: {note}");
        Console.WriteLine();
    }
}
