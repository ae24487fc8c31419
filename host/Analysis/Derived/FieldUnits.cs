namespace EdgeTester.Analysis.Derived;

/// <summary>The units in which the field prints its figures; inside everything is SI.</summary>
public static class FieldUnits
{
    private static readonly Dictionary<string, (double Factor, string Unit)> _units = new(
        StringComparer.Ordinal
    )
    {
        ["S/m"] = (1e-2, "S/cm"),
        ["ohm m^2"] = (1e4, "ohm cm2"),
        ["A/m^2"] = (0.1, "mA/cm2"),
        ["C/m^2"] = (1 / 36000.0, "mAh/cm2"),
        ["C/kg"] = (1 / 3600.0, "mAh/g"),
        ["C"] = (1 / 3.6, "mAh"),
        ["C/V"] = (1 / 3.6, "mAh/V"),
        ["C/(kg V)"] = (1 / 3600.0, "mAh/(g V)"),
        ["V/s"] = (3.6e6, "mV/h"),
    };

    /// <summary>Factor and unit for an SI unit; 1 and the same unit where the field uses SI.</summary>
    public static (double Factor, string Unit) Of(string unit) => _units.GetValueOrDefault(unit, (1, unit));

    /// <summary>The figure in the field's unit; times of more than two hours in hours.</summary>
    public static DerivedQuantity InFieldUnits(this DerivedQuantity figure)
    {
        if (figure.Unit == "s" && Math.Abs(figure.Value) > 7200)
            return figure.In(1 / 3600.0, "h");
        var (factor, unit) = Of(figure.Unit);
        return factor == 1 ? figure : figure.In(factor, unit);
    }
}
