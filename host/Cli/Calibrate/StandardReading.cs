using EdgeTester.Cli.Client;

namespace EdgeTester.Cli.Calibrate;

/// <summary>What one channel showed of one standard.</summary>
/// <param name="Standard">The standard.</param>
/// <param name="Channel">Channel from 0.</param>
/// <param name="Levels">Mean voltage in volt and current in ampere of each level.</param>
/// <param name="Impedances">Frequency in Hz, Z' and Z'' in ohm of each impedance that could be measured.</param>
internal sealed record StandardReading(
    CalibrationStandard Standard,
    int Channel,
    IReadOnlyList<(double Volt, double Ampere)> Levels,
    IReadOnlyList<(double Hz, double RealOhm, double ImaginaryOhm)> Impedances
)
{
    private const int LeastReadings = 5;

    /// <summary>Takes the readings that count out of a run's samples.</summary>
    public static StandardReading Of(
        CalibrationStandard standard,
        int channel,
        SamplesAnswer samples,
        IReadOnlyList<SpectrumAnswer> spectra
    ) =>
        new(
            standard,
            channel,
            [
                .. Enumerable
                    .Range(0, standard.LevelCount)
                    .Select(level =>
                        Mean(
                            samples,
                            level * standard.LevelSeconds + CalibrationStandard.QuietSeconds,
                            (level + 1) * standard.LevelSeconds
                        )
                    ),
            ],
            [
                .. spectra.SelectMany(spectrum =>
                    spectrum.FrequencyHz.Select(
                        (hz, k) => (hz, spectrum.RealOhm[k], spectrum.ImaginaryOhm[k])
                    )
                ),
            ]
        );

    /// <summary>Mean voltage and current of a part of a run; NaN where there are too few readings.</summary>
    public static (double Volt, double Ampere) Mean(SamplesAnswer samples, double from, double to)
    {
        var inside = Enumerable
            .Range(0, samples.ElapsedS.Length)
            .Where(k => samples.ElapsedS[k] >= from && samples.ElapsedS[k] < to)
            .ToArray();
        if (inside.Length < LeastReadings)
            return (double.NaN, double.NaN);
        return (
            inside.Average(k => 0.5 * (samples.VoltageMinV[k] + samples.VoltageMaxV[k])),
            inside.Average(k => 0.5 * (samples.CurrentMinA[k] + samples.CurrentMaxA[k]))
        );
    }
}
