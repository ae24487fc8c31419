using System.CommandLine;
using System.Globalization;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Analysis;

/// <summary>The options by which a user says where in a series each spectrum stands, and what the spectra share.</summary>
internal sealed class SeriesArguments
{
    private readonly Option<string?> _at = new("--at")
    {
        Description =
            "Time, temperature or cycle of each spectrum in the order of the files, by commas: 25,40,60; without it they are numbered",
        HelpName = "NUMBERS",
    };

    private readonly Option<string?> _unit = new("--unit")
    {
        Description =
            "Unit of --at: s, min, h, d, cycle, K, degC or another; with temperatures activation energies are given",
        HelpName = "UNIT",
    };

    private readonly Option<string?> _share = new("--share")
    {
        Description =
            "Parameters that are the same in all spectra, by commas: R1,Q1.alpha; all spectra are then fitted at once",
        HelpName = "NAMES",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_at);
        command.Add(_unit);
        command.Add(_share);
    }

    /// <summary>Unit of the positions.</summary>
    public string Unit(ParseResult result) =>
        result.GetValue(_unit) ?? (result.GetValue(_at) is null ? "number" : "");

    /// <summary>Names of the shared parameters.</summary>
    public IReadOnlyList<string> Shared(ParseResult result) => Split(result.GetValue(_share));

    /// <summary>Position of each input.</summary>
    /// <exception cref="CliException">Not as many numbers as spectra, or no numbers, or two that are equal.</exception>
    public IReadOnlyList<double> Positions(ParseResult result, IReadOnlyList<SpectrumInput> inputs)
    {
        if (result.GetValue(_at) is not { } text)
            return Enumerable.Range(1, inputs.Count).Select(k => (double)k).ToArray();
        var parts = Split(text);
        if (parts.Count != inputs.Count)
            throw new CliException(
                ExitCode.Usage,
                $"--at has {parts.Count} numbers but the files hold {inputs.Count} spectra: {string.Join(", ", inputs.Take(8).Select(i => i.Name))}{(inputs.Count > 8 ? ", ..." : "")}"
            );
        var numbers = new double[parts.Count];
        for (var k = 0; k < numbers.Length; k++)
            if (
                !double.TryParse(parts[k], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[k])
                || !double.IsFinite(numbers[k])
            )
                throw new CliException(ExitCode.Usage, $"--at: '{parts[k]}' is not a number");
        if (numbers.Distinct().Count() < numbers.Length)
            throw new CliException(ExitCode.Usage, "--at: two spectra stand at the same place");
        return numbers;
    }

    private static IReadOnlyList<string> Split(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
