using System.CommandLine;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Analysis.Validation;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester fit</c></summary>
internal static class FitCommand
{
    private const double LargestResidualPercent = 10;

    public static Command Create()
    {
        var files = FileOptions.Files();
        var json = FileOptions.Json();
        var fitting = new FitArguments();
        var command = new Command(
            "fit",
            """
            Fit an equivalent circuit to impedance files, with uncertainties.

            Examples:
              edgetester fit cell.csv
              edgetester fit --circuit "R(RQ)(RQ)" cell.mpt other.DTA
              edgetester fit -c R0-p(R1,CPE1)-Wo1 --weights estimated --robust --json *.z
            """
        )
        {
            files,
        };
        fitting.AddTo(command);
        command.Add(json);
        command.SetAction(
            (result, cancellation) =>
            {
                var circuit = fitting.Circuit(result);
                var options = fitting.Options(result);
                var inputs = SpectrumInput.ReadAll(result.GetValue(files)!);
                var outcomes = SpectrumInput.Map(
                    inputs,
                    (input, spectrum) => Fit(input, spectrum, circuit, options, cancellation),
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

    private static FitFileResult Fit(
        SpectrumInput input,
        Spectrum spectrum,
        Circuit? circuit,
        FitOptions options,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string>? reasons = null;
        IReadOnlyList<string> leftOut = [];
        CircuitFitResult fit;
        if (circuit is not null)
        {
            fit = CircuitFitter.Fit(spectrum, circuit, options, cancellation);
        }
        else
        {
            var usual = new SelectionOptions();
            var selection = CircuitSelector.Select(
                spectrum,
                usual with
                {
                    Fit = options with { MaximumStarts = usual.Fit.MaximumStarts },
                },
                cancellation
            );
            reasons = [selection.Explanation, .. selection.Best.Reasons];
            fit = selection.Best.Fit;
            leftOut =
            [
                .. selection.LeftOut.Select(k =>
                    $"the point at {Quantity.Text(spectrum.FrequencyHz[k])} Hz was left out: it does not fit the others (edgetester kk)"
                ),
            ];
        }
        return new FitFileResult
        {
            File = input.Name,
            Circuit = fit.Circuit.ToString(),
            Reasons = reasons,
            Parameters = [.. fit.Parameters.Select(FitParameter.Of)],
            ChiSquare = fit.ChiSquare,
            Aicc = fit.Aicc,
            Bic = fit.Bic,
            ResidualRmsPercent = fit.ResidualRmsPercent,
            Warnings = [.. leftOut, .. fit.Warnings, .. Doubts(spectrum, fit)],
            Notes = input.Notes,
        };
    }

    /// <summary>What speaks against data or fit whatever the parameters' errors say.</summary>
    private static IEnumerable<string> Doubts(Spectrum spectrum, CircuitFitResult fit)
    {
        var test = LinearKramersKronig.Validate(spectrum);
        if (test.Verdict is KramersKronigVerdict.Invalid or KramersKronigVerdict.PartlyValid)
            yield return $"Kramers-Kronig: {test.VerdictText}";
        var residual = fit.ResidualRmsPercent;
        if (residual > LargestResidualPercent || residual > Math.Max(0.1, 3 * test.NoisePercent))
            yield return $"the circuit misses the data by {Quantity.Text(residual)} % of |Z| (noise: {Quantity.Text(test.NoisePercent)} %): values and errors hold only as far as the circuit does";
    }

    private static void Print(FitFileResult? result)
    {
        if (result is null)
            return;
        Console.WriteLine(
            $"{result.File}: {result.Circuit}, residual {Quantity.Text(result.ResidualRmsPercent)} % of |Z|"
        );
        var table = new Table("parameter", "value", "std. error", "95 % from", "to", "unit");
        foreach (var p in result.Parameters)
            table.Add(
                p.Name,
                Quantity.Text(p.Value),
                Quantity.Text(p.StandardError ?? double.NaN),
                Quantity.Text(p.Lower95 ?? double.NaN),
                Quantity.Text(p.Upper95 ?? double.NaN),
                p.Unit
            );
        table.WriteTo(Console.Out);
        foreach (var reason in result.Reasons ?? [])
            Console.WriteLine($"  chosen: {reason}");
        foreach (var note in result.Notes)
            Console.WriteLine($"  note: {note}");
        foreach (var warning in result.Warnings)
            Console.WriteLine($"  mind: {warning}");
        Console.WriteLine();
    }
}
