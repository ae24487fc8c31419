using System.Globalization;

namespace EdgeTester.Analysis.Derived;

/// <summary>Which part of the data a figure rests on.</summary>
/// <param name="Quantity">Along what it is cut: "time", "frequency", "voltage", "cycle" and so on.</param>
/// <param name="From">Lower end, in <paramref name="Unit"/>.</param>
/// <param name="To">Upper end.</param>
/// <param name="Unit">Unit of both ends, "" for none.</param>
/// <param name="Points">How many points or rows lie in it and were used.</param>
public sealed record DataWindow(string Quantity, double From, double To, string Unit, int Points)
{
    /// <summary>In words.</summary>
    public override string ToString()
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{Quantity} {From:G5} to {To:G5} {Unit}");
        return $"{range.TrimEnd()}, {Points} {(Points == 1 ? "point" : "points")}";
    }
}
