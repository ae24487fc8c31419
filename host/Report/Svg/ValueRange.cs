namespace EdgeTester.Report.Svg;

/// <summary>The span of finite values.</summary>
public readonly record struct ValueRange(double Minimum, double Maximum)
{
    /// <summary>Nothing yet.</summary>
    public static ValueRange Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>Whether it holds no value.</summary>
    public bool IsEmpty => Minimum > Maximum;

    /// <summary>Largest magnitude; 0 when empty.</summary>
    public double Largest => IsEmpty ? 0 : Math.Max(Math.Abs(Minimum), Math.Abs(Maximum));

    /// <summary>The range of the finite values (those above zero where <paramref name="positive"/>).</summary>
    public static ValueRange Of(IEnumerable<double> values, bool positive = false)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || (positive && value <= 0))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        return new ValueRange(low, high);
    }

    /// <summary>Widened by a share of its span at both ends.</summary>
    public ValueRange Padded(double share)
    {
        if (IsEmpty)
            return new ValueRange(0, 1);
        var span = Maximum - Minimum;
        var pad = span > 0 ? span * share : Math.Max(Math.Abs(Maximum) * 0.05, 1e-12);
        return new ValueRange(Minimum - pad, Maximum + pad);
    }
}
