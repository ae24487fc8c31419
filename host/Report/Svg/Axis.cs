using System.Globalization;

namespace EdgeTester.Report.Svg;

/// <summary>Maps values onto a stretch of the picture and says where marks stand.</summary>
public abstract class Axis
{
    /// <summary>Lowest value shown.</summary>
    public double Minimum { get; protected init; }

    /// <summary>Highest value shown.</summary>
    public double Maximum { get; protected init; }

    /// <summary>Quantity and unit, for example "Z′ / kΩ".</summary>
    public string Title { get; protected init; } = "";

    /// <summary>Where a value lies, 0 at the lower and 1 at the upper end; NaN where it cannot be shown.</summary>
    public abstract double Share(double value);

    /// <summary>Marks with their labels; an empty label is a minor mark.</summary>
    public abstract IReadOnlyList<(double Value, string Label)> Marks(int target);
}

/// <summary>An axis on which equal distances are equal differences.</summary>
public sealed class LinearAxis : Axis
{
    private readonly double _factor;

    /// <summary>Makes an axis for a range; an empty or impossible range becomes one around its value.</summary>
    /// <param name="minimum">Lower end, in the data's unit.</param>
    /// <param name="maximum">Upper end, in the data's unit.</param>
    /// <param name="title">Quantity and unit.</param>
    /// <param name="factor">What values are multiplied by before they are labelled: 1e-3 for a title in kΩ and data in Ω.</param>
    public LinearAxis(double minimum, double maximum, string title, double factor = 1)
    {
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum))
            (minimum, maximum) = (0, 1);
        if (!(maximum > minimum))
        {
            var half = minimum == 0 ? 1 : Math.Abs(minimum) * 0.05;
            (minimum, maximum) = (minimum - half, minimum + half);
        }
        Minimum = minimum;
        Maximum = maximum;
        Title = title;
        _factor = factor;
    }

    /// <inheritdoc />
    public override double Share(double value) => (value - Minimum) / (Maximum - Minimum);

    /// <inheritdoc />
    public override IReadOnlyList<(double Value, string Label)> Marks(int target)
    {
        var values = Ticks.Linear(Minimum * _factor, Maximum * _factor, target);
        var step = values.Length > 1 ? values[1] - values[0] : Math.Max(Math.Abs(values.FirstOrDefault()), 1);
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        // More decimals than this would run into the title of an upright axis.
        var format = digits > 4 ? "0.##e-0" : "F" + digits.ToString(CultureInfo.InvariantCulture);
        return values
            .Select(v =>
                (
                    v / _factor,
                    (v == 0 ? 0 : v)
                        .ToString(v == 0 ? "0" : format, CultureInfo.InvariantCulture)
                        .Replace('-', '\u2212')
                )
            )
            .ToArray();
    }
}

/// <summary>An axis on which equal distances are equal ratios; values at or below zero are not shown.</summary>
public sealed class LogAxis : Axis
{
    /// <summary>Makes an axis for a range above zero; anything else becomes 1 to 10.</summary>
    public LogAxis(double minimum, double maximum, string title)
    {
        if (!(minimum > 0) || !double.IsFinite(minimum) || !double.IsFinite(maximum) || maximum < minimum)
            (minimum, maximum) = (1, 10);
        if (Math.Log10(maximum / minimum) < 0.3)
        {
            var middle = Math.Sqrt(minimum * maximum);
            (minimum, maximum) = (middle / Math.Sqrt(2), middle * Math.Sqrt(2));
        }
        Minimum = minimum;
        Maximum = maximum;
        Title = title;
    }

    /// <inheritdoc />
    public override double Share(double value) =>
        value > 0 ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum) : double.NaN;

    /// <inheritdoc />
    public override IReadOnlyList<(double Value, string Label)> Marks(int target)
    {
        if (Maximum / Minimum < 30)
            return Short(target);
        var labelled = Ticks.Decades(Minimum, Maximum, target);
        var marks = labelled.Select(v => (v, PowerOfTen((int)Math.Round(Math.Log10(v))))).ToList();
        var isSparse = labelled.Length < 3;
        foreach (var decade in Ticks.Decades(Minimum / 10, Maximum, 400))
        foreach (var multiple in Enumerable.Range(1, 9))
        {
            var value = decade * multiple;
            if (value >= Minimum && value <= Maximum && !labelled.Contains(value))
                marks.Add((value, isSparse && multiple is 2 or 5 ? Plain(value) : ""));
        }
        return marks;
    }

    // Below one and a half decades powers of ten alone leave an axis without numbers.
    private IReadOnlyList<(double Value, string Label)> Short(int target)
    {
        var linear = Ticks.Linear(Minimum, Maximum, target);
        return linear.Where(v => v > 0).Select(v => (v, Plain(v))).ToArray();
    }

    private static string Plain(double v) =>
        v.ToString(v is >= 1e-3 and < 1e5 ? "G6" : "0.##E0", CultureInfo.InvariantCulture);

    private static string PowerOfTen(int exponent) =>
        exponent switch
        {
            0 => "1",
            1 => "10",
            _ => "10" + Superscript(exponent),
        };

    private static string Superscript(int exponent)
    {
        const string digits = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
        var text = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);
        return (exponent < 0 ? "\u207b" : "") + string.Concat(text.Select(c => digits[c - '0']));
    }
}
