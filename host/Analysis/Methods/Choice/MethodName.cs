namespace EdgeTester.Analysis.Methods;

/// <summary>A method as people name it.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Name">The word for command lines and file names.</param>
/// <param name="Title">In words.</param>
public sealed record MethodName(MethodKind Kind, string Name, string Title)
{
    /// <summary>All methods by number.</summary>
    public static IReadOnlyList<MethodName> All { get; } =
    [
        new(MethodKind.BlockingImpedance, "eis-blocking", "Impedance of a blocking cell"),
        new(MethodKind.Arrhenius, "arrhenius", "Arrhenius series"),
        new(MethodKind.BruceVincent, "bruce-vincent", "Transference number (Bruce-Vincent)"),
        new(MethodKind.LinearSweep, "lsv", "Linear sweep voltammetry"),
        new(MethodKind.CriticalCurrentDensity, "ccd", "Critical current density"),
        new(MethodKind.PlatingStripping, "plating", "Long plating and stripping"),
        new(MethodKind.OneWayPlating, "one-way-plating", "One-way plating"),
        new(MethodKind.SymmetricImpedance, "eis-symmetric", "Impedance of a symmetric cell"),
        new(MethodKind.ImpedanceSeries, "eis-series", "Impedance through time"),
        new(MethodKind.RelaxationSeries, "drt-series", "Relaxation times through time"),
        new(MethodKind.Tafel, "tafel", "Exchange current density (Tafel)"),
        new(MethodKind.ElectronicLeakage, "leakage", "Electronic leakage"),
        new(MethodKind.RateCapability, "rate", "Rate steps of a full cell"),
        new(MethodKind.DifferentialCapacity, "dqdv", "Differential capacity"),
        new(MethodKind.LongCycling, "cycling", "Long cycling of a full cell"),
        new(MethodKind.FullCellImpedance, "eis-full-cell", "Impedance of a full cell"),
    ];

    /// <summary>Number in docs/methods.</summary>
    public int Number => (int)Kind;

    /// <summary>The name of a kind.</summary>
    public static MethodName Of(MethodKind kind) => All[(int)kind - 1];

    /// <summary>The method of a name or number; null where there is none.</summary>
    public static MethodName? Find(string text) =>
        All.FirstOrDefault(m =>
            m.Name.Equals(text, StringComparison.OrdinalIgnoreCase)
            || m.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == text
        );
}
