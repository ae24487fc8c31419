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
                var results = SpectrumInput.Map(
                    inputs,
                    (input, spectrum) => ResultOf(input.Name, LinearKramersKronig.Validate(spectrum)),
                    (name, error) => new KkFileResult { File = name, Error = error },
                    cancellation
                );
                if (result.GetValue(json))
                    Console.WriteLine(Json.Write(results));
                else
                    Print(results);
                return Task.FromResult(SpectrumInput.ExitCodeFor(results.Select(r => r.Error)));
            }
        );
        return command;
    }

    private static KkFileResult ResultOf(string name, KramersKronigResult test) =>
        new()
        {
            File = name,
            Verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(test.Verdict.ToString()),
            VerdictText = test.VerdictText,
            ResidualRmsPercent = test.ResidualRmsPercent,
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
        };

    private static void Print(IReadOnlyList<KkFileResult> results)
    {
        foreach (var result in results)
        {
            if (result.Error is not null)
            {
                SpectrumInput.Complain(result.File, result.Error);
                continue;
            }
            Console.WriteLine($"{result.File}: {result.VerdictText}");
            Console.WriteLine(
                $"noise {Quantity.Text(result.ResidualRmsPercent ?? double.NaN)} % of |Z|, valid from "
                    + $"{Quantity.Text(result.ValidFromHz ?? double.NaN)} to {Quantity.Text(result.ValidToHz ?? double.NaN)} Hz"
            );
            foreach (var point in result.SuspectPoints!)
                Console.WriteLine(
                    $"  suspect: point {point.Point} at {Quantity.Text(point.FrequencyHz)} Hz, off by {Quantity.Text(point.ResidualPercent)} %: {point.Reason}"
                );
            Console.WriteLine();
        }
    }
}
