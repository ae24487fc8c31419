using System.CommandLine;
using EdgeTester.Analysis.Circuits;
using EdgeTester.Analysis.Fitting;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Analysis;

/// <summary>The options by which a user says how circuits are fitted.</summary>
internal sealed class FitArguments
{
    private readonly Option<string?> _circuit = new("--circuit", "-c")
    {
        Description =
            "The circuit, as R(RQ)(RQ) or R0-p(R1,CPE1)-Wo1; without it one is chosen and the reasons are said",
        HelpName = "CIRCUIT",
    };

    private readonly Option<string> _weights = new("--weights", "--weighting", "-w")
    {
        Description =
            "unit, modulus, proportional, given (the file's own uncertainties) or estimated (from the data's error structure)",
        DefaultValueFactory = _ => "modulus",
    };

    private readonly Option<bool> _robust = new("--robust")
    {
        Description = "Let points that fit badly count less; those that count nearly nothing are named",
    };

    private readonly Option<string> _intervals = new("--intervals")
    {
        Description =
            "95 % intervals: auto (linear where that holds, else from the profile likelihood), linear or profile",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<bool> _profile = new("--profile")
    {
        Description = "The same as --intervals profile",
    };

    public FitArguments()
    {
        _weights.AcceptOnlyFromAmong("unit", "modulus", "proportional", "given", "estimated");
        _intervals.AcceptOnlyFromAmong("auto", "linear", "profile");
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_circuit, _weights, _robust, _intervals, _profile])
            command.Add(option);
    }

    /// <summary>The circuit, or null where one is to be chosen.</summary>
    /// <exception cref="CliException">The text is no circuit.</exception>
    public Circuit? Circuit(ParseResult result)
    {
        if (result.GetValue(_circuit) is not { } text)
            return null;
        try
        {
            return EdgeTester.Analysis.Circuits.Circuit.Parse(text);
        }
        catch (CircuitSyntaxException e)
        {
            throw new CliException(ExitCode.Usage, $"--circuit: {e.Message}");
        }
    }

    /// <summary>How to fit.</summary>
    public FitOptions Options(ParseResult result) =>
        new()
        {
            Weighting = Enum.Parse<Weighting>(result.GetValue(_weights)!, ignoreCase: true),
            Robust = result.GetValue(_robust),
            Intervals =
                result.GetValue(_profile) ? IntervalMethod.ProfileLikelihood
                : result.GetValue(_intervals) == "linear" ? IntervalMethod.Linear
                : result.GetValue(_intervals) == "profile" ? IntervalMethod.ProfileLikelihood
                : IntervalMethod.Automatic,
        };
}
