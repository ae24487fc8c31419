using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>
/// Finds out what was measured: from what the steps do to the cell, from the waveform where nobody says, and from what is known of the
/// cell.
/// </summary>
public static class MethodChoice
{
    private const double SameTemperature = 1.5;

    /// <summary>The methods that the measurements call for; empty where they hold nothing that one of them evaluates.</summary>
    /// <param name="measurements">Of one cell, or each of its own; several at different temperatures make one series.</param>
    public static IReadOnlyList<MethodCall> Of(IReadOnlyList<CellMeasurement> measurements)
    {
        var calls = new List<MethodCall>();
        var impedance = new List<(CellMeasurement Measurement, CellKind Kind, string Why)>();
        foreach (var measurement in measurements)
        {
            var own = measurement.Record is { } record ? RecordSigns.Of(measurement, record) : [];
            calls.AddRange(own);
            if (measurement.Spectra.Count == 0)
                continue;
            var (kind, why) = SpectrumSigns.KindOf(measurement, own);
            // These take the spectra as a part of their own.
            if (
                own.Any(c =>
                    c.Method is MethodKind.BruceVincent or MethodKind.Tafel or MethodKind.ElectronicLeakage
                )
            )
                continue;
            impedance.Add((measurement, kind, why));
        }
        foreach (var group in impedance.GroupBy(i => i.Kind))
        {
            var all = group.Select(i => i.Measurement).ToArray();
            var celsius = all.SelectMany(m => m.Spectra.Select(m.TemperatureOf)).ToArray();
            var isLadder = celsius.All(double.IsFinite) && celsius.Max() - celsius.Min() > SameTemperature;
            if (group.Key == CellKind.Full && isLadder)
                calls.Add(
                    new MethodCall(
                        MethodKind.FullCellImpedance,
                        all,
                        "spectra of a full cell at several temperatures"
                    )
                );
            else if (group.Key == CellKind.Blocking && isLadder)
                calls.Add(
                    new MethodCall(
                        MethodKind.Arrhenius,
                        all,
                        "spectra of a blocking cell at several temperatures"
                    )
                );
            else
                foreach (var (measurement, kind, why) in group)
                    calls.AddRange(Single(measurement, kind, why));
        }
        return calls;
    }

    private static IEnumerable<MethodCall> Single(CellMeasurement measurement, CellKind kind, string why)
    {
        yield return new MethodCall(
            kind switch
            {
                CellKind.Blocking => MethodKind.BlockingImpedance,
                CellKind.Full => MethodKind.FullCellImpedance,
                _ => MethodKind.SymmetricImpedance,
            },
            [measurement],
            why
        );
        if (kind is CellKind.Blocking || measurement.Spectra.Count(s => double.IsFinite(s.TimeSeconds)) < 3)
            yield break;
        const string series = "spectra through time";
        if (kind == CellKind.Symmetric)
            yield return new MethodCall(MethodKind.ImpedanceSeries, [measurement], series);
        yield return new MethodCall(MethodKind.RelaxationSeries, [measurement], series);
    }
}
