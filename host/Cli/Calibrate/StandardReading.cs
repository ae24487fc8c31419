using EdgeTester.Cli.Client;

namespace EdgeTester.Cli.Calibrate;

/// <summary>What one channel showed of one standard.</summary>
/// <param name="Standard">The standard.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="Levels">Mean voltage in volt and current in ampere of each level; of a voltage standard one level.</param>
/// <param name="Ohm">|Z| of a resistor; NaN where it was not measured.</param>
internal sealed record StandardReading(
    CalibrationStandard Standard,
    int Channel,
    IReadOnlyList<(double Volt, double Ampere)> Levels,
    double Ohm
)
{
    /// <summary>Takes the readings that count out of a run's samples.</summary>
    public static StandardReading Of(
        CalibrationStandard standard,
        int channel,
        SamplesAnswer samples,
        SpectrumAnswer? spectrum
    )
    {
        var levels = new List<(double, double)>();
        var count = standard.Volt is null ? CalibrationStandard.Levels.Count : 1;
        var length = standard.Volt is null ? CalibrationStandard.LevelSeconds : 3;
        for (var level = 0; level < count; level++)
            levels.Add(
                Mean(samples, level * length + CalibrationStandard.QuietSeconds, (level + 1) * length)
            );
        var ohm = spectrum is { RealOhm.Length: > 0 }
            ? Math.Sqrt(
                spectrum.RealOhm[0] * spectrum.RealOhm[0]
                    + spectrum.ImaginaryOhm[0] * spectrum.ImaginaryOhm[0]
            )
            : double.NaN;
        return new StandardReading(standard, channel, levels, ohm);
    }

    private static (double, double) Mean(SamplesAnswer samples, double from, double to)
    {
        var inside = Enumerable
            .Range(0, samples.ElapsedS.Length)
            .Where(k => samples.ElapsedS[k] >= from && samples.ElapsedS[k] < to)
            .ToArray();
        if (inside.Length < 5)
            return (double.NaN, double.NaN);
        return (
            inside.Average(k => 0.5 * (samples.VoltageMinV[k] + samples.VoltageMaxV[k])),
            inside.Average(k => 0.5 * (samples.CurrentMinA[k] + samples.CurrentMaxA[k]))
        );
    }
}
