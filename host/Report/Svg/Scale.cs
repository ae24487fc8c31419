namespace EdgeTester.Report.Svg;

/// <summary>A unit that suits a range of values: the prefix and what values are multiplied by.</summary>
/// <param name="Unit">Unit with its prefix.</param>
/// <param name="Factor">Value in <see cref="Unit"/> = value in the plain unit times this.</param>
public readonly record struct Scale(string Unit, double Factor)
{
    /// <summary>The SI prefix with which the largest value reads as 1 to 1000.</summary>
    /// <param name="largest">Largest magnitude, in the plain unit.</param>
    /// <param name="unit">Plain unit, for example "Ω".</param>
    public static Scale For(double largest, string unit)
    {
        if (!double.IsFinite(largest) || largest <= 0)
            return new Scale(unit, 1);
        return largest switch
        {
            >= 1e9 => new("G" + unit, 1e-9),
            >= 2e6 => new("M" + unit, 1e-6),
            >= 2e3 => new("k" + unit, 1e-3),
            >= 1 => new(unit, 1),
            >= 1e-3 => new("m" + unit, 1e3),
            >= 1e-6 => new("µ" + unit, 1e6),
            >= 1e-9 => new("n" + unit, 1e9),
            _ => new("p" + unit, 1e12),
        };
    }

    /// <summary>The unit of time in which a span of seconds reads best.</summary>
    public static Scale ForTime(double spanSeconds) =>
        spanSeconds switch
        {
            > 3 * 86400 => new("d", 1 / 86400.0),
            > 3 * 3600 => new("h", 1 / 3600.0),
            > 300 => new("min", 1 / 60.0),
            _ => new("s", 1),
        };
}
