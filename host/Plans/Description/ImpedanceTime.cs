namespace EdgeTester.Plans;

/// <summary>
/// How long a spectrum takes: the tester's own rules, with means where the cell or the grid of the waveform generator decides. Held to a tenth of
/// what the firmware takes on the virtual board (SweepTimeTests). A spectrum that follows another within ten minutes is quicker: the fast points
/// then need no reference.
/// </summary>
internal static class ImpedanceTime
{
    /// <summary>From here on points are measured with the waveform generator.</summary>
    private const double FastFromHz = 10;

    /// <summary>From here on a fast point tries its amplitude first and takes three pairs at the cell, below it two.</summary>
    private const double TriesFromHz = 100;

    /// <summary>From here on the length of a point does not hang on its frequency any more.</summary>
    private const double ManyWindowsFromHz = 1000;

    /// <summary>Seconds of a fast point that do not hang on its frequency: the reading after it, messages to the chips.</summary>
    private const double FastOverhead = 0.035;

    /// <summary>Periods of one window, mean over the generator's grid.</summary>
    private const double WindowPeriods = 5.6;

    /// <summary>The same below <see cref="TriesFromHz"/>.</summary>
    private const double SlowWindowPeriods = 6.8;

    /// <summary>Pairs at R_cal.</summary>
    private const int ReferencePairs = 2;

    /// <summary>Seconds of a point with the 1 MHz option module: twelve phases at the cell, as many at the reference.</summary>
    private const double ModuleSeconds = 1.2;

    /// <summary>Seconds of one even sample.</summary>
    private const double SampleSeconds = 1 / 246.063;

    /// <summary>Fewest samples of a block that is evaluated.</summary>
    private const int LeastSamples = 64;

    private const double LeastSettlingSeconds = 0.25;

    /// <summary>The first point of even sampling waits longer: the cell was not excited before.</summary>
    private const double FirstSettlingSeconds = 1;

    private const double BiasSettlingSeconds = 0.2;

    /// <summary>Seconds of a whole spectrum.</summary>
    public static double Of(ImpedanceStep step)
    {
        var seconds = BiasSettlingSeconds;
        var direction = step.EndFrequencyHz > step.StartFrequencyHz ? 1 : -1;
        var isFirstSlow = true;
        for (var k = 0; k < step.PointCount; k++)
        {
            var last = k == step.PointCount - 1;
            var frequency = last
                ? step.EndFrequencyHz
                : step.StartFrequencyHz * Math.Pow(10, direction * k / (double)step.PointsPerDecade);
            if (frequency >= FastFromHz)
            {
                seconds += Fast(frequency, step.MinimumPeriods);
                continue;
            }
            seconds += Slow(frequency, step.MinimumPeriods, isFirstSlow);
            isFirstSlow = false;
        }
        return seconds;
    }

    private static double Fast(double frequency, int periods)
    {
        if (frequency > BoardCapabilities.CellNode8.MaximumFrequencyHz * 1.001)
            return ModuleSeconds;
        if (frequency >= ManyWindowsFromHz)
            return Math.Max(
                frequency switch
                {
                    >= 20e3 => 0.095,
                    >= 5e3 => 0.165,
                    _ => 0.11,
                },
                4.0 * periods / frequency
            );
        var tries = frequency >= TriesFromHz ? 1 : 0;
        // Windows are as long as a third of the asked periods needs, on the grid a little longer.
        var window = Math.Max(
            tries > 0 ? WindowPeriods : SlowWindowPeriods,
            1.1 * Math.Ceiling(periods / 3.0)
        );
        var pairs = Math.Max(2 + tries, Math.Ceiling(periods / window));
        // Voltage and current one after the other; a period and a half of settling at the cell and at the reference.
        return FastOverhead + (2 * (tries + pairs + ReferencePairs) * window + 3) / frequency;
    }

    private static double Slow(double frequency, int periods, bool isFirst)
    {
        var blockPeriods = 1 + Math.Floor(LeastSamples * frequency * SampleSeconds);
        var blocks = Math.Ceiling(periods / blockPeriods);
        var settling = Math.Max(isFirst ? FirstSettlingSeconds : LeastSettlingSeconds, 1 / frequency);
        return settling + blocks * blockPeriods / frequency;
    }
}
