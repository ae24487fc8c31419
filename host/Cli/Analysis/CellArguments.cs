using System.CommandLine;
using System.Globalization;
using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Service.Methods;

namespace EdgeTester.Cli.Analysis;

/// <summary>Options that say what is known of a cell, and which method is meant.</summary>
internal sealed class CellArguments
{
    private readonly Option<string?> _area = new("--area")
    {
        Description = "Electrode area in cm2, with its standard uncertainty as 1.13+-0.02",
        HelpName = "CM2",
    };

    private readonly Option<string?> _thickness = new("--thickness")
    {
        Description = "Thickness of the electrolyte in mm, as 1.02+-0.01",
        HelpName = "MM",
    };

    private readonly Option<string?> _temperature = new("--temperature")
    {
        Description = "Temperature in degree Celsius; with several files one each, as 25,40,60",
        HelpName = "C",
    };

    private readonly Option<string?> _mass = new("--mass")
    {
        Description = "Active mass in mg, as 2.26+-0.02",
        HelpName = "MG",
    };

    private readonly Option<string?> _capacity = new("--capacity")
    {
        Description = "Nominal capacity in mAh, for rates",
        HelpName = "MAH",
    };

    private readonly Option<string?> _kind = new("--cell")
    {
        Description = "blocking, half-blocking, symmetric or full; without it the records tell",
    };

    private readonly Option<string?> _method = new("--method", "-m")
    {
        Description =
            $"Name or number of the method; without it the records tell. {string.Join(", ", MethodName.All.Select(m => $"{m.Number} {m.Name}"))}",
        HelpName = "METHOD",
    };

    public CellArguments() => _kind.AcceptOnlyFromAmong("blocking", "half-blocking", "symmetric", "full");

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[] { _area, _thickness, _temperature, _mass, _capacity, _kind, _method }
        )
            command.Add(option);
    }

    /// <summary>The method that is asked for, or null.</summary>
    public MethodName? Method(ParseResult result) =>
        result.GetValue(_method) is not { } text ? null
        : MethodName.Find(text) is { } name ? name
        : throw new CliException(
            ExitCode.Usage,
            $"--method '{text}': known are {string.Join(", ", MethodName.All.Select(m => m.Name))}, or their numbers"
        );

    /// <summary>The word of the kind of cell, or null.</summary>
    public string? Kind(ParseResult result) => result.GetValue(_kind);

    /// <summary>What is said of the cell of each of so many files or runs.</summary>
    public IReadOnlyList<DescriptionChanges> Changes(ParseResult result, int count)
    {
        var celsius = (result.GetValue(_temperature) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (celsius.Length > 1 && celsius.Length != count)
            throw new CliException(
                ExitCode.Usage,
                $"--temperature: {celsius.Length} temperatures for {count} files; give one, or one each"
            );
        CellKind? kind = Kind(result) switch
        {
            "blocking" => CellKind.Blocking,
            "half-blocking" => CellKind.HalfBlocking,
            "symmetric" => CellKind.Symmetric,
            "full" => CellKind.Full,
            _ => null,
        };
        var common = new DescriptionChanges
        {
            Kind = kind,
            AreaSquareMeter = Number("--area", result.GetValue(_area), 1e-4),
            ThicknessMeter = Number("--thickness", result.GetValue(_thickness), 1e-3),
            ActiveMassKilogram = Number("--mass", result.GetValue(_mass), 1e-6),
            NominalCapacityCoulomb = Number("--capacity", result.GetValue(_capacity), 3.6)?.Value,
        };
        return Enumerable
            .Range(0, count)
            .Select(k =>
                celsius.Length == 0
                    ? common
                    : common with
                    {
                        TemperatureCelsius = Temperature(celsius[celsius.Length == 1 ? 0 : k]),
                    }
            )
            .ToArray();
    }

    /// <summary>The same as parameters of the API, without uncertainties.</summary>
    public string Query(ParseResult result)
    {
        var change = Changes(result, 1)[0];
        var parts = new List<string>();
        Add("area_cm2", change.AreaSquareMeter?.Value * 1e4);
        Add("thickness_mm", change.ThicknessMeter?.Value * 1e3);
        Add("temperature_c", change.TemperatureCelsius?.Value);
        Add("mass_mg", change.ActiveMassKilogram?.Value * 1e6);
        Add("capacity_mah", change.NominalCapacityCoulomb / 3.6);
        if (Kind(result) is { } kind)
            parts.Add("cell=" + kind);
        if (Method(result) is { } method)
            parts.Add("method=" + method.Name);
        return string.Concat(parts.Select(p => "&" + p));

        void Add(string name, double? value)
        {
            if (value is { } number)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={number:R}"));
        }
    }

    private static UncertainValue Temperature(string text) =>
        Parse(text) is { } value && value.Value > -273.15
            ? value
            : throw new CliException(
                ExitCode.Usage,
                $"--temperature '{text}': a temperature in degree Celsius is needed, as 25 or 25+-0.3"
            );

    private static UncertainValue? Number(string option, string? text, double factor)
    {
        if (text is null)
            return null;
        return Parse(text) is { Value: > 0 } value
            ? new UncertainValue(value.Value * factor, value.StandardError * factor)
            : throw new CliException(
                ExitCode.Usage,
                $"{option} '{text}': a number above zero is needed, with its standard uncertainty as 1.13+-0.02"
            );
    }

    private static UncertainValue? Parse(string text)
    {
        var parts = text.Replace("±", "+-", StringComparison.Ordinal).Split("+-");
        if (
            parts.Length > 2
            || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)
        )
            return null;
        var error = 0.0;
        if (
            parts.Length == 2
            && (
                !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out error)
                || !(error >= 0 && double.IsFinite(error))
            )
        )
            return null;
        return new UncertainValue(value, error);
    }
}
