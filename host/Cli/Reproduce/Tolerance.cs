using System.Globalization;

namespace EdgeTester.Cli.Reproduce;

/// <summary>How far a measured figure may be from what the cell truly is.</summary>
/// <param name="Limit">A share of the truth, or a difference in the figure's unit.</param>
/// <param name="IsRelative">Which of both.</param>
internal sealed record Tolerance(double Limit, bool IsRelative)
{
    /// <summary>Resistances, conductivities, capacities.</summary>
    public static readonly Tolerance TwoPercent = Percent(2);

    /// <summary>Exchange currents, electronic shares.</summary>
    public static readonly Tolerance FivePercent = Percent(5);

    /// <summary>Within so many percent of the truth.</summary>
    public static Tolerance Percent(double percent) => new(percent / 100, true);

    /// <summary>Within so much of the truth, in the figure's unit.</summary>
    public static Tolerance Absolute(double limit) => new(limit, false);

    /// <summary>Whether a measured value is near enough.</summary>
    public bool Allows(double measured, double truth) =>
        Math.Abs(measured - truth) <= Limit * (IsRelative ? Math.Abs(truth) : 1) * (1 + 1e-9);

    /// <summary>The difference of a measured value in the words of this tolerance.</summary>
    public string Difference(double measured, double truth, string unit) =>
        !double.IsFinite(measured) || !double.IsFinite(truth) ? "-"
        : IsRelative
            ? (100 * (measured - truth) / truth).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture)
                + " %"
        : (
            (measured - truth).ToString("+0.#####;-0.#####;0", CultureInfo.InvariantCulture) + " " + unit
        ).TrimEnd();

    /// <summary>In words, for lists.</summary>
    public string InWords(string unit) =>
        IsRelative
            ? $"{(100 * Limit).ToString("G3", CultureInfo.InvariantCulture)} %"
            : $"{Limit.ToString("G3", CultureInfo.InvariantCulture)} {unit}".TrimEnd();
}
