using EdgeTester.Hardware.Model;
using EdgeTester.Hardware.Sheets;
using EdgeTester.Hardware.Spice;

namespace EdgeTester.Hardware.Budget;

/// <summary>One contribution to the error of a reading after calibration.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Current">Of the current at a tenth of full scale, in ppm of reading.</param>
/// <param name="Voltage">Of the cell voltage at 1 V on the coarse input, in ppm of reading.</param>
/// <param name="From">The part's figure that it follows from.</param>
public sealed record BudgetTerm(string Source, double Current, double Voltage, string From);

/// <summary>A sum and what it may be.</summary>
public sealed record BudgetSum(string What, double Value, string Unit, double Limit);

/// <summary>
/// Error of direct-current readings within 5 K and 1000 h of a calibration, from the figures of the parts in the schematic. Terms are
/// independent and limits are taken as they stand, so the root of the sum of squares is a bound for most boards, not a typical value.
/// </summary>
/// <param name="Terms">All of them.</param>
public sealed record ErrorBudget(IReadOnlyList<BudgetTerm> Terms)
{
    private const double Kelvin = 5;
    private const double CurrentVolt = 0.1;
    private const double CoarseVolt = 1.0 / 6;

    // Data sheet figures: ADR4525 2 ppm/K and 25 ppm per root of 1000 h; ADS131M08 gain drift without reference, linearity and chopped
    // offset; OPA4197 offset drift; leakage of multiplexer and amplifiers at 30 degree Celsius.
    private const double ReferenceDrift = 2;
    private const double ReferenceAging = 25;
    private const double ConverterDrift = 5;
    private const double ConverterLinearity = 7.5;
    private const double ConverterFullScale = 1.2;
    private const double AmplifierDrift = 1.5e-6;
    private const double ConverterOffsetDrift = 0.3e-6;
    private const double Leakage = 0.2e-9;
    private const double Noise = 2e-6;

    /// <summary>Largest range of the leakage term: 10 uA.</summary>
    private const double SmallestFullScale = 10e-6;

    /// <summary>The budget of the board as drawn.</summary>
    public static ErrorBudget Of(Sheet channel, Sheet references)
    {
        double Drift(Func<Component, bool> which) =>
            channel.Components.Where(c => c.Part.Name == "R" && which(c)).Max(Tolerance.PerKelvin) * 1e6;
        var shunt = Drift(c =>
            c.Nets["1"].StartsWith("SH", StringComparison.Ordinal) && c.Nets["2"] == Supplies.AnalogGround
        );
        var divider = Drift(c => c.Nets.Values.Contains("V6_IN"));
        var half =
            references
                .Components.Where(c => c.Part.Name == "R" && c.Nets.Values.Contains("HALF"))
                .Max(Tolerance.PerKelvin) * 1e6;
        double Ppm(double volt, double of) => 1e6 * volt / of;
        return new ErrorBudget([
            new("shunt, temperature", shunt * Kelvin, 0, $"{shunt:F0} ppm/K over {Kelvin} K"),
            // Two resistors of one kind beside each other: half of their difference counts.
            new(
                "divider by six, temperature",
                0,
                divider * Kelvin * 5 / 6,
                $"{divider:F0} ppm/K, worst difference"
            ),
            new("difference amplifier, temperature", 0, 5 * Kelvin, "array, 5 ppm/K tracking"),
            new(
                "reference, temperature",
                ReferenceDrift * Kelvin,
                ReferenceDrift * Kelvin,
                "ADR4525: 2 ppm/K"
            ),
            new(
                "reference divider, temperature",
                half * Kelvin,
                half * Kelvin,
                $"{half:F0} ppm/K, worst difference / 2 * 2"
            ),
            new("reference, 1000 h", ReferenceAging, ReferenceAging, "ADR4525: 25 ppm"),
            new(
                "converter's gain, temperature",
                ConverterDrift * Kelvin,
                ConverterDrift * Kelvin,
                "ADS131M08: 5 ppm/K without reference"
            ),
            new(
                "converter's linearity",
                ConverterLinearity * ConverterFullScale / CurrentVolt,
                ConverterLinearity * ConverterFullScale / CoarseVolt,
                "7.5 ppm of full scale"
            ),
            new(
                "offsets, temperature",
                Ppm((AmplifierDrift + ConverterOffsetDrift) * Kelvin, CurrentVolt),
                Ppm((2 * AmplifierDrift + ConverterOffsetDrift) * Kelvin, CoarseVolt),
                "OPA4197 1.5 uV/K, converter chopped 0.3 uV/K"
            ),
            new(
                "leakage, 10 uA range",
                Ppm(Leakage, SmallestFullScale / 10),
                0,
                "0.2 nA at 30 degree Celsius"
            ),
            new(
                "noise of a reading",
                Ppm(Noise, CurrentVolt),
                Ppm(Noise, CoarseVolt),
                "2 uV rms at 81 a second"
            ),
        ]);
    }

    /// <summary>The budget of the board.</summary>
    public static ErrorBudget Of() => Of(ChannelSheet.Create(), SetPointSheet.Create());

    /// <summary>Roots of the sums of squares against the target of 0.05 % of reading.</summary>
    public IReadOnlyList<BudgetSum> Sums =>
        [
            new(
                "current at a tenth of full scale, all ranges, +-5 K, 1000 h",
                Root(t => t.Current),
                "ppm",
                500
            ),
            new(
                "the same without the 10 uA range",
                Root(t => t.Source.StartsWith("leakage", StringComparison.Ordinal) ? 0 : t.Current),
                "ppm",
                300
            ),
            new("voltage at 1 V, +-5 K, 1000 h", Root(t => t.Voltage), "ppm", 500),
        ];

    private double Root(Func<BudgetTerm, double> part) => Math.Sqrt(Terms.Sum(t => part(t) * part(t)));
}
