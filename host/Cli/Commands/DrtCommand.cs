using System.CommandLine;
using EdgeTester.Analysis;
using EdgeTester.Analysis.Relaxation;
using EdgeTester.Cli.Analysis;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;

namespace EdgeTester.Cli.Commands;

/// <summary><c>edgetester drt</c></summary>
internal static class DrtCommand
{
    public static Command Create()
    {
        var files = FileOptions.Files();
        var json = FileOptions.Json();
        var method = new Option<string>("--method")
        {
            Description =
                "auto (the best there is, with bands), smooth (log-gamma), tikhonov, arcs or bayes (sampled, slower)",
            DefaultValueFactory = _ => "auto",
        };
        method.AcceptOnlyFromAmong("auto", "smooth", "tikhonov", "arcs", "bayes");
        var lambda = new Option<double?>("--lambda")
        {
            Description = "Regularisation strength of tikhonov; without it it is searched",
        };
        var rule = new Option<string>("--rule")
        {
            Description = "How tikhonov searches lambda: gcv, mgcv, rgcv, lcurve, re-im or kfold",
            DefaultValueFactory = _ => "mgcv",
        };
        rule.AcceptOnlyFromAmong("gcv", "mgcv", "rgcv", "lcurve", "re-im", "kfold");
        var command = new Command(
            "drt",
            """
            Compute the distribution of relaxation times of impedance files, with credible bands and peaks.

            Examples:
              edgetester drt cell.csv
              edgetester drt --json cell.mpt other.DTA
              edgetester drt --method tikhonov --lambda 1e-3 cell.csv
            """
        )
        {
            files,
            method,
            lambda,
            rule,
            json,
        };
        command.SetAction(
            (result, cancellation) =>
            {
                if (result.GetValue(lambda) is { } given && !(given > 0 && double.IsFinite(given)))
                    throw new CliException(ExitCode.Usage, $"--lambda {given} is not a positive number");
                var options = new RelaxationOptions
                {
                    Method = result.GetValue(lambda) is null
                        ? MethodOf(result.GetValue(method)!)
                        : RelaxationMethod.Tikhonov,
                    Lambda = result.GetValue(lambda),
                    LambdaRule = RuleOf(result.GetValue(rule)!),
                };
                var inputs = SpectrumInput.ReadAll(result.GetValue(files)!);
                var outcomes = SpectrumInput.Map(
                    inputs,
                    (input, spectrum) => Estimate(input, spectrum, options),
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

    private static RelaxationMethod MethodOf(string name) =>
        name switch
        {
            "smooth" => RelaxationMethod.SmoothLogarithm,
            "tikhonov" => RelaxationMethod.Tikhonov,
            "arcs" => RelaxationMethod.SumOfArcs,
            "bayes" => RelaxationMethod.Sampled,
            _ => RelaxationMethod.Automatic,
        };

    private static LambdaRule RuleOf(string name) =>
        name switch
        {
            "gcv" => LambdaRule.GeneralizedCrossValidation,
            "rgcv" => LambdaRule.RobustCrossValidation,
            "lcurve" => LambdaRule.LCurve,
            "re-im" => LambdaRule.RealImaginary,
            "kfold" => LambdaRule.KFold,
            _ => LambdaRule.ModifiedCrossValidation,
        };

    private static DrtFileResult Estimate(SpectrumInput input, Spectrum spectrum, RelaxationOptions options)
    {
        var drt = RelaxationDistribution.Estimate(spectrum, options);
        return new DrtFileResult
        {
            File = input.Name,
            Method = drt.Method,
            Lambda = drt.Lambda,
            TauS = drt.TauSeconds,
            GammaOhm = drt.GammaOhm,
            GammaLowerOhm = drt.GammaLowerOhm,
            GammaUpperOhm = drt.GammaUpperOhm,
            SeriesResistanceOhm = drt.SeriesResistanceOhm,
            InductanceH = drt.InductanceHenry,
            SeriesCapacitanceF = drt.SeriesCapacitanceFarad,
            LoopResistanceOhm = drt.LoopResistanceOhm > 0 ? drt.LoopResistanceOhm : null,
            LoopTauS = drt.LoopResistanceOhm > 0 ? drt.LoopTauSeconds : null,
            PolarizationResistanceOhm = drt.PolarizationResistanceOhm,
            ResidualRmsPercent = drt.ResidualRmsPercent,
            Peaks = [.. drt.Peaks.Select(DrtPeak.Of)],
            Warnings = drt.Warnings,
            Notes = input.Notes,
        };
    }

    private static void Print(DrtFileResult? result)
    {
        if (result is null)
            return;
        Console.WriteLine($"{result.File}: {result.Method}");
        Console.WriteLine(
            $"series resistance {Quantity.Text(result.SeriesResistanceOhm)} ohm, polarization resistance "
                + $"{Quantity.Text(result.PolarizationResistanceOhm)} ohm, residual {Quantity.Text(result.ResidualRmsPercent)} % of |Z|"
        );
        if (result is { LoopResistanceOhm: { } loop, LoopTauS: { } tau })
            Console.WriteLine($"inductive loop: -{Quantity.Text(loop)} ohm at {Quantity.Duration(tau)}");
        var table = new Table(
            "peak at",
            "from",
            "to",
            "resistance/ohm",
            "from",
            "to",
            "capacitance/F",
            "probability"
        );
        foreach (var p in result.Peaks)
            table.Add(
                Quantity.Duration(p.TauS),
                Quantity.Duration(p.TauLowerS),
                Quantity.Duration(p.TauUpperS),
                Quantity.Text(p.ResistanceOhm),
                Quantity.Text(p.ResistanceLowerOhm),
                Quantity.Text(p.ResistanceUpperOhm),
                Quantity.Text(p.CapacitanceF),
                Quantity.Text(p.Probability)
            );
        table.WriteTo(Console.Out);
        foreach (var note in result.Notes)
            Console.WriteLine($"  note: {note}");
        foreach (var warning in result.Warnings)
            Console.WriteLine($"  mind: {warning}");
        Console.WriteLine();
    }
}
