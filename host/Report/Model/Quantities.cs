namespace EdgeTester.Report.Model;

/// <summary>One line of the table of results.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Value">Value in <paramref name="Unit"/>.</param>
/// <param name="Unit">SI unit in plain text ("ohm", "S/cm", "ohm cm2"), "" for none.</param>
/// <param name="StandardUncertainty">In the same unit; null where none can be given.</param>
/// <param name="Lower95">Lower end of the 95 % interval; null where none can be given.</param>
/// <param name="Upper95">Upper end of the 95 % interval; null where none can be given.</param>
/// <param name="Criterion">By which rule and from which data it was found.</param>
public sealed record ResultRow(
    string Name,
    double Value,
    string Unit,
    double? StandardUncertainty,
    double? Lower95,
    double? Upper95,
    string Criterion
);

/// <summary>One parameter of a fitted circuit.</summary>
/// <param name="Name">Name in the circuit, for example "R1".</param>
/// <param name="Value">Value in <paramref name="Unit"/>.</param>
/// <param name="Unit">SI unit in plain text, "" for none.</param>
/// <param name="StandardError">In the same unit; null where the data give none.</param>
/// <param name="Lower95">Lower end of the 95 % interval, or null.</param>
/// <param name="Upper95">Upper end of the 95 % interval, or null.</param>
/// <param name="Remark">"" or what is special about it: fixed, at its limit, undetermined.</param>
public sealed record ParameterRow(
    string Name,
    double Value,
    string Unit,
    double? StandardError,
    double? Lower95,
    double? Upper95,
    string Remark = ""
);

/// <summary>A name and a value of the run's description, both text.</summary>
public sealed record Fact(string Name, string Value);
