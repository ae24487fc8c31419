namespace EdgeTester.Plans;

/// <summary>
/// How long a spectrum takes: an estimate by the tester's own rules, with the times of fast points as they were seen on the
/// virtual tester (0.07 s at 200 kHz, 0.13 s at 5 kHz, 0.72 s at 126 Hz, 5.8 s at 10 Hz).
/// </summary>
internal static class ImpedanceTime
{
    /// <summary>From here on points are measured with the waveform generator.</summary>
    private const double FastFromHz = 10;

    /// <summary>Seconds of a fast point that do not hang on its frequency.</summary>
    private const double FastOverhead = 0.12;

    /// <summary>Periods that pass in a fast point: cell and reference, voltage and current, settling and windows.</summary>
    private const double FastPeriods = 57;

    /// <summary>Of those, periods that are evaluated at the least; more that are asked for lengthen the point.</summary>
    private const double FastEvaluated = 14;

    /// <summary>Seconds of a point with the 1 MHz option module: twelve phases at the cell, as many at the reference.</summary>
    private const double ModuleSeconds = 1.2;

    /// <summary>Seconds of one even sample.</summary>
    private const double SampleSeconds = 1 / 246.063;

    /// <summary>Fewest samples of a block that is evaluated.</summary>
    private const int LeastSamples = 64;

    /// <summary>A slow point may take two seconds more to reach its uncertainty; half of that is usual.</summary>
    private const double UsualExtraSeconds = 1;

    private const double LeastSettlingSeconds = 0.25;

    private const double BiasSettlingSeconds = 0.5;

    /// <summary>Seconds of a whole spectrum.</summary>
    public static double Of(ImpedanceStep step)
    {
        var seconds = BiasSettlingSeconds;
        var direction = step.EndFrequencyHz > step.StartFrequencyHz ? 1 : -1;
        for (var k = 0; k < step.PointCount; k++)
        {
            var last = k == step.PointCount - 1;
            var frequency = last
                ? step.EndFrequencyHz
                : step.StartFrequencyHz * Math.Pow(10, direction * k / (double)step.PointsPerDecade);
            seconds +=
                frequency >= FastFromHz
                    ? Fast(frequency, step.MinimumPeriods)
                    : Slow(frequency, step.MinimumPeriods);
        }
        return seconds;
    }

    private static double Fast(double frequency, int periods) =>
        frequency > BoardCapabilities.CellNode8.MaximumFrequencyHz * 1.001
            ? ModuleSeconds
            : FastOverhead + FastPeriods * Math.Max(1, periods / FastEvaluated) / frequency;

    private static double Slow(double frequency, int periods)
    {
        var blockPeriods = 1 + Math.Floor(LeastSamples * frequency * SampleSeconds);
        var blocks = Math.Ceiling(periods / blockPeriods);
        return Math.Max(LeastSettlingSeconds, 1 / frequency)
            + blocks * blockPeriods / frequency
            + UsualExtraSeconds;
    }
}
