using EdgeTester.Analysis.Methods;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Cli.Reproduce;

/// <summary>The papers' pictures of full cells.</summary>
internal static class FullCellPictures
{
    private const double CoulombPerMilliampereHour = 3.6;

    /// <summary>Capacity of each cycle, and its coulombic efficiency at the right.</summary>
    public static MethodPicture RateSteps(string title, CellMeasurement cell, RateCapabilityResult result) =>
        Cycles(title, cell, result.Cycles);

    /// <summary>Capacity of each cycle of long cycling, and its coulombic efficiency at the right.</summary>
    public static MethodPicture Retention(string title, CellMeasurement cell, LongCyclingResult result) =>
        Cycles(title, cell, result.Cycles);

    /// <summary>Smoothed differential capacity of charge and discharge: the evaluation's own picture under the paper's title.</summary>
    public static MethodPicture Differential(string title, DifferentialCapacityResult result) =>
        result.Pictures[0] with
        {
            Title = title,
        };

    private static MethodPicture Cycles(string title, CellMeasurement cell, IReadOnlyList<FullCycle> cycles)
    {
        var gram = (cell.Cell.ActiveMassKilogram?.Value ?? double.NaN) * 1e3;
        var numbers = cycles.Select(cycle => (double)cycle.Number).ToArray();
        PictureSeries Capacity(string name, Func<FullCycle, FullHalf> half) =>
            new(
                name,
                numbers,
                cycles
                    .Select(cycle => half(cycle).ChargeCoulomb / CoulombPerMilliampereHour / gram)
                    .ToArray(),
                PictureMark.Points
            );
        return new MethodPicture(
            title,
            new PictureAxis("Cycle", ""),
            new PictureAxis("Specific capacity", "mAh g⁻¹"),
            [
                Capacity("charge", cycle => cycle.Charge),
                Capacity("discharge", cycle => cycle.Discharge),
                new PictureSeries(
                    "coulombic efficiency",
                    numbers,
                    cycles.Select(cycle => 100 * cycle.CoulombicEfficiency).ToArray(),
                    PictureMark.Points
                )
                {
                    OnRight = true,
                },
            ]
        )
        {
            Right = new PictureAxis("Coulombic efficiency", "%"),
        };
    }
}
