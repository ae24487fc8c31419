using EdgeTester.Analysis.Records;

namespace EdgeTester.Analysis.Methods;

/// <summary>Spectra of one cell by temperature.</summary>
internal static class TemperatureLadder
{
    /// <summary>One entry a temperature, rising: the last spectrum taken there, and the one before it where there is one.</summary>
    /// <param name="measurements">Where the spectra are.</param>
    /// <param name="same">Spectra within so many K are at one temperature.</param>
    /// <param name="from">Lowest temperature in degree Celsius.</param>
    /// <param name="to">Highest temperature in degree Celsius.</param>
    /// <exception cref="MethodException">Fewer than two temperatures, or one is not known.</exception>
    public static IReadOnlyList<(CellMeasurement Measurement, TimedSpectrum Last, TimedSpectrum? Earlier)> Of(
        IReadOnlyList<CellMeasurement> measurements,
        double same,
        double from,
        double to
    )
    {
        var all = measurements
            .SelectMany(m =>
                m.Spectra.Select(s => (Measurement: m, Spectrum: s, Celsius: m.TemperatureOf(s)))
            )
            .ToList();
        var label = measurements.Count > 0 ? measurements[0].Label : "";
        if (all.Count == 0)
            throw new MethodException($"{label}: no impedance was measured; this method needs spectra");
        var unknown = all.Find(one => !double.IsFinite(one.Celsius));
        if (unknown.Spectrum is not null)
            throw new MethodException(
                $"{unknown.Measurement.Label}: the temperature of {Name(unknown.Spectrum)} is not known; give it with the sample or as an option"
            );
        var rungs = new List<(CellMeasurement, TimedSpectrum, TimedSpectrum?)>();
        var group = new List<(CellMeasurement Measurement, TimedSpectrum Spectrum, double Celsius)>();
        foreach (
            var one in all.Select((one, k) => (one, k))
                .Where(p => p.one.Celsius >= from && p.one.Celsius <= to)
                .OrderBy(p => p.one.Celsius)
                .ThenBy(p => p.k)
                .Select(p => p.one)
        )
        {
            if (group.Count > 0 && one.Celsius - group[0].Celsius > same)
                Close();
            group.Add(one);
        }
        if (group.Count > 0)
            Close();
        if (rungs.Count < 2)
            throw new MethodException(
                $"{label}: {rungs.Count} temperature is too few for an activation energy; measure at two at the least, better at five"
            );
        return rungs;

        void Close()
        {
            // By time and not by temperature: the chamber may still have been on its way at the first.
            var inOrder = group.OrderBy(one => all.IndexOf(one)).ToArray();
            var last = inOrder[^1];
            var earlier =
                inOrder.Length > 1 && ReferenceEquals(inOrder[^2].Measurement, last.Measurement)
                    ? inOrder[^2].Spectrum
                    : null;
            rungs.Add((last.Measurement, last.Spectrum, earlier));
            group.Clear();
        }
    }

    private static string Name(TimedSpectrum spectrum) =>
        spectrum.Spectrum.Label.Length > 0 ? spectrum.Spectrum.Label : "a spectrum";
}
