using EdgeTester.Analysis.Derived;
using EdgeTester.Analysis.Numerics;
using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Cycles at one current.</summary>
/// <param name="CurrentAmpere">Mean magnitude of the current in A.</param>
/// <param name="Cycles">Cycles in both directions.</param>
/// <param name="FromSeconds">Begin of the first in s.</param>
/// <param name="ToSeconds">End of the last in s.</param>
/// <param name="Polarization">Mean over the cycles in V.</param>
/// <param name="AtEnd">Of the regression line at the last cycle in V; the mean with fewer than five cycles.</param>
/// <param name="AreaSpecificResistance">Polarization by current density in ohm m^2; null without an area.</param>
/// <param name="Trend">Change of the polarization in V/s; null with fewer than three cycles.</param>
public sealed record PlatingGroup(
    double CurrentAmpere,
    int Cycles,
    double FromSeconds,
    double ToSeconds,
    DerivedQuantity Polarization,
    DerivedQuantity AtEnd,
    DerivedQuantity? AreaSpecificResistance,
    DerivedQuantity? Trend
)
{
    internal static PlatingGroup Of(IReadOnlyList<(HalfCycle A, HalfCycle B)> pairs, CellDescription cell)
    {
        var count = pairs.Count;
        var time = pairs.Select(p => p.A.StartSeconds + p.A.DurationSeconds).ToArray();
        var level = pairs.Select(p => 0.5 * (p.A.LevelVolt + p.B.LevelVolt)).ToArray();
        var current = pairs.Average(p => 0.5 * (Math.Abs(p.A.CurrentAmpere) + Math.Abs(p.B.CurrentAmpere)));
        var mean = level.Average();
        var (from, to) = (pairs[0].A.StartSeconds, pairs[^1].B.StartSeconds + pairs[^1].B.DurationSeconds);
        var window = new DataWindow("time", from, to, "s", 2 * count);
        var instrument = cell.Instrument;
        // About its trend, since a drift is not scatter; a single pair has only the noise of its rows.
        var line =
            count >= 3
                ? LineFit.Of(time.Select(t => t - time.Average()).ToArray(), level, null, isSeries: true)
                : null;
        var (error, freedom) = line is not null
            ? (line.InterceptError, line.DegreesOfFreedom)
            : (
                pairs[0].A.NoiseVolt
                    / Math.Sqrt(Math.Max(1, pairs.Sum(p => p.A.Step.Count + p.B.Step.Count) / 2)),
                double.PositiveInfinity
            );
        DerivedQuantity Volt(string name, double value, double own, string equation) =>
            new UncertaintyBudget()
                .Add(new UncertainValue(value, own), freedom)
                .AddGain(instrument.VoltageGain)
                .Figure(name, "V", v => v[0] * v[1], equation, "textbook") with
            {
                Criterion = PlatingStripping.LevelCriterion + ".",
                Window = window,
            };
        var last = time[^1] - time.Average();
        return new PlatingGroup(
            current,
            count,
            from,
            to,
            Volt("polarization", mean, error, "(V+ - V-)/2"),
            count >= 5
                ? Volt(
                    "polarization at the end",
                    line!.At(last),
                    line.ErrorAt(last),
                    "regression line at the last cycle"
                )
                : Volt("polarization at the end", mean, error, "(V+ - V-)/2"),
            cell.AreaSquareMeter is not { } area
                ? null
                : new UncertaintyBudget()
                    .Add(new UncertainValue(mean, error), freedom)
                    .AddGain(instrument.VoltageGain)
                    .AddGain(instrument.CurrentGain)
                    .Add(area)
                    .PositiveFigure(
                        "area-specific resistance",
                        "ohm m^2",
                        v => v[0] * v[1] * v[3] / (current * v[2]),
                        "V A/I",
                        "textbook"
                    ) with
                {
                    Criterion = PlatingStripping.LevelCriterion + ", by the current density.",
                    Window = window,
                },
            line is null
                ? null
                : DerivedQuantity.Symmetric(
                    "trend of the polarization",
                    "V/s",
                    new UncertainValue(
                        line.Slope,
                        double.Hypot(line.SlopeError, instrument.GainDrift * mean / (time[^1] - time[0]))
                    ),
                    line.DegreesOfFreedom,
                    "slope of the regression line",
                    "textbook"
                ) with
                {
                    Criterion =
                        "Regression of the polarization against time, errors widened where neighbours scatter alike.",
                    Window = window,
                }
        );
    }

    internal static MethodTable Table(IReadOnlyList<PlatingGroup> groups) =>
        new(
            "Polarization at each current",
            new("current", "mA", groups.Select(g => 1e3 * g.CurrentAmpere).ToArray()),
            new("cycles", "", groups.Select(g => (double)g.Cycles).ToArray()),
            new("from", "h", groups.Select(g => g.FromSeconds / 3600).ToArray()),
            new("to", "h", groups.Select(g => g.ToSeconds / 3600).ToArray()),
            new("polarization", "V", groups.Select(g => g.Polarization.Value).ToArray()),
            new("standard error", "V", groups.Select(g => g.Polarization.StandardError).ToArray()),
            new(
                "trend",
                "mV/h",
                groups.Select(g => g.Trend is { } t ? t.Value * 3.6e6 : double.NaN).ToArray()
            )
        );
}
