using System.CommandLine;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester fit</c></summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var files = FileOptions.Files();
        var json = FileOptions.Json();
        var circuitText = new Option<string?>("--circuit", "-c")
        {
            Description =
                "The circuit, as R(RQ)(RQ) or R0-p(R1,CPE1)-Wo1; without it one is chosen and the reasons are said",
            HelpName = "CIRCUIT",
        };
        var weighting = new Option<string>("--weighting")
        {
            Description = "unit, modulus, proportional or estimated",
            DefaultValueFactory = _ => "modulus",
        };
        weighting.AcceptOnlyFromAmong("unit", "modulus", "proportional", "estimated");
        var robust = new Option<bool>("--robust") { Description = "Let points that fit badly count less" };
        var profile = new Option<bool>("--profile")
        {
            Description = "95 % intervals from the profile likelihood",
        };
        var command = new Command(
            "fit",
            """
            Fit an equivalent circuit to impedance files, with uncertainties.

            Examples:
              edgetester fit cell.csv
              edgetester fit --circuit "R(RQ)(RQ)" cell.mpt other.DTA
              edgetester fit -c R0-p(R1,CPE1)-Wo1 --profile --json cell.z
            """
        )
        {
            files,
            circuitText,
            weighting,
            robust,
            profile,
            json,
        };
        command.SetAction(
            (result, cancellation) =>
            {
                var circuit = Parse(result.GetValue(circuitText));
                var options = new FitOptions
                {
                    Weighting = WeightingOf(result.GetValue(weighting)!),
                    Robust = result.GetValue(robust),
                    Intervals = result.GetValue(profile)
                        ? IntervalMethod.ProfileLikelihood
                        : IntervalMethod.Linear,
                };
                var inputs = SpectrumInput.ReadAll(result.GetValue(files)!);
                var results = SpectrumInput.Map(
                    inputs,
                    (input, spectrum) => Fit(input.Name, spectrum, circuit, options, cancellation),
                    (name, error) => new FitFileResult { File = name, Error = error },
                    cancellation
                );
                if (result.GetValue(json))
                    Console.WriteLine(Json.Write(results));
                else
                    Print(results, inputs);
                return Task.FromResult(SpectrumInput.ExitCodeFor(results.Select(r => r.Error)));
            }
        );
        return command;
    }

    private static Circuit? Parse(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return Circuit.Parse(text);
        }
        catch (CircuitSyntaxException e)
        {
            throw new CliException(ExitCode.Usage, $"--circuit: {e.Message}");
        }
    }

    private static Weighting WeightingOf(string name) =>
        name switch
        {
            "unit" => Weighting.Unit,
            "proportional" => Weighting.Proportional,
            "estimated" => Weighting.Estimated,
            _ => Weighting.Modulus,
        };

    private static FitFileResult Fit(
        string name,
        Spectrum spectrum,
        Circuit? circuit,
        FitOptions options,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<string>? reasons = null;
        CircuitFitResult fit;
        if (circuit is not null)
        {
            fit = CircuitFitter.Fit(spectrum, circuit, options, cancellation);
        }
        else
        {
            var selection = CircuitSelector.Select(spectrum, cancellation: cancellation);
            reasons = [selection.Explanation, .. selection.Best.Reasons];
            fit = selection.Best.Fit;
        }
        return new FitFileResult
        {
            File = name,
            Circuit = fit.Circuit.ToString(),
            Reasons = reasons,
            Parameters =
            [
                .. fit.Parameters.Select(p => new FitParameter
                {
                    Name = p.Name,
                    Value = p.Value,
                    StandardError = p.StandardError,
                    Lower95 = p.Lower95,
                    Upper95 = p.Upper95,
                    Unit = p.Unit,
                }),
            ],
            ChiSquare = fit.ChiSquare,
            Aicc = fit.Aicc,
            Bic = fit.Bic,
            ResidualRmsPercent = fit.ResidualRmsPercent,
            Warnings = fit.Warnings,
        };
    }

    private static void Print(IReadOnlyList<FitFileResult> results, IReadOnlyList<SpectrumInput> inputs)
    {
        foreach (var (result, input) in results.Zip(inputs))
        {
            if (result.Error is not null)
            {
                SpectrumInput.Complain(result.File, result.Error);
                continue;
            }
            Console.WriteLine(
                $"{result.File}: {result.Circuit}, residual {Quantity.Text(result.ResidualRmsPercent ?? double.NaN)} % of |Z|"
            );
            var table = new Table("parameter", "value", "std. error", "95 % from", "to", "unit");
            foreach (var p in result.Parameters!)
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
            foreach (var note in input.Notes)
                Console.WriteLine($"  note: {note}");
            foreach (var warning in result.Warnings)
                Console.WriteLine($"  mind: {warning}");
            Console.WriteLine();
        }
    }
}
