using static EdgeTester.Plans.FieldKind;

namespace EdgeTester.Plans;

/// <summary>Makes the fields that the language has often, with the ranges of the board.</summary>
internal static class FieldOf
{
    /// <summary>What the ranges are taken from.</summary>
    public static readonly BoardCapabilities Board = BoardCapabilities.CellNode8;

    public static FieldDefinition Positive(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = 1e9,
        };

    public static FieldDefinition Magnitude(string name, double largest, string description) =>
        new(name, Number, description)
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = largest,
        };

    public static FieldDefinition Voltage(string name, string description, bool required = false) =>
        new(name, Number, description)
        {
            Minimum = -Board.MaximumVoltage,
            Maximum = Board.MaximumVoltage,
            Required = required,
        };

    public static FieldDefinition Current(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = -Board.MaximumCurrent * 1e3,
            Maximum = Board.MaximumCurrent * 1e3,
        };

    public static FieldDefinition Frequency(string name, string description) =>
        new(name, Number, description)
        {
            Minimum = Board.MinimumFrequencyHz,
            Maximum = Board.OptionFrequencyHz,
            Required = true,
        };

    public static FieldDefinition ScanRate() =>
        new("scan_rate_mV_per_s", Number, "Scan rate, without sign.")
        {
            Minimum = 0,
            AboveMinimum = true,
            Maximum = Board.MaximumScanRate * 1e3,
            Required = true,
        };

    public static FieldDefinition Count(string name, double largest, string description) =>
        new(name, Integer, description) { Minimum = 1, Maximum = largest };
}
