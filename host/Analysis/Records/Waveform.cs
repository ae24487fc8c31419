namespace EdgeTester.Analysis.Records;

/// <summary>Tells from the rows of a step what was done to the cell, where nobody says.</summary>
internal static class Waveform
{
    /// <summary>A current below this share of the largest of the test is none.</summary>
    private const double RestShare = 1e-3;

    /// <summary>The middle rows of a held quantity differ by less than this share of their median.</summary>
    private const double HeldShare = 0.02;

    /// <summary>A sweep leaves its straight line by less than this share of its span.</summary>
    private const double SweepShare = 0.01;

    /// <summary>The excitation of a step; unknown where the rows do not tell.</summary>
    /// <param name="time">Times in s.</param>
    /// <param name="voltage">Voltages in V.</param>
    /// <param name="current">Currents in A.</param>
    /// <param name="largestCurrent">Largest magnitude of the current in the whole record in A.</param>
    public static Excitation Classify(
        ReadOnlySpan<double> time,
        ReadOnlySpan<double> voltage,
        ReadOnlySpan<double> current,
        double largestCurrent
    )
    {
        var i = Spread.Of(current);
        if (largestCurrent == 0 || Math.Max(Math.Abs(i.Low), Math.Abs(i.High)) <= RestShare * largestCurrent)
            return Excitation.Rest;
        if (time.Length < 3)
            return time.Length == 1 || i.Width <= HeldShare * Math.Abs(i.Median)
                ? Excitation.ConstantCurrent
                : Excitation.Unknown;
        var v = Spread.Of(voltage);
        // Both can look held in a cell at rest on a plateau; the quantity that is controlled is the quieter one.
        var isCurrentHeld = i.Width <= HeldShare * Math.Abs(i.Median);
        var isVoltageHeld = v.Width <= Math.Max(0.2 * HeldShare * Math.Abs(v.Median), 1e-3);
        if (isCurrentHeld && isVoltageHeld)
            return i.Width / Math.Abs(i.Median) <= v.Width / Math.Max(Math.Abs(v.Median), 1e-12)
                ? Excitation.ConstantCurrent
                : Excitation.ConstantVoltage;
        if (isCurrentHeld)
            return Excitation.ConstantCurrent;
        if (isVoltageHeld)
            return Excitation.ConstantVoltage;
        return time.Length >= 10 && IsRamp(time, voltage) ? Excitation.Sweep : Excitation.Unknown;
    }

    private static bool IsRamp(ReadOnlySpan<double> time, ReadOnlySpan<double> voltage)
    {
        var span = time[^1] - time[0];
        var rise = voltage[^1] - voltage[0];
        if (!(span > 0) || rise == 0)
            return false;
        for (var k = 0; k < time.Length; k++)
            if (
                Math.Abs(voltage[k] - voltage[0] - rise * (time[k] - time[0]) / span)
                > SweepShare * Math.Abs(rise)
            )
                return false;
        return true;
    }

    /// <summary>Median, and the values between which the middle 80 % lie, so that the edges of a step do not count.</summary>
    private readonly record struct Spread(double Low, double Median, double High)
    {
        public double Width => High - Low;

        public static Spread Of(ReadOnlySpan<double> values)
        {
            var sorted = values.ToArray();
            Array.Sort(sorted);
            var cut = sorted.Length >= 5 ? Math.Max(1, sorted.Length / 10) : 0;
            return new Spread(sorted[cut], sorted[sorted.Length / 2], sorted[^(cut + 1)]);
        }
    }
}
