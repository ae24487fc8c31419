namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>How one channel's components differ from the nominal ones; all zero is a perfect board.</summary>
/// <param name="SetPointGain">Share.</param>
/// <param name="SetPointOffset">Volt, of the set-point before the fine divider.</param>
/// <param name="Shunts">Share for each of the four ranges.</param>
/// <param name="CoarseGain">Share of the coarse voltage input.</param>
/// <param name="CoarseOffset">Volt at the coarse input.</param>
/// <param name="FineGain">Share of the fine voltage input.</param>
/// <param name="FineOffset">Volt at the fine input.</param>
/// <param name="ShuntOffset">Volt at the shunt input.</param>
public sealed record ChannelTolerance(
    double SetPointGain,
    double SetPointOffset,
    double[] Shunts,
    double CoarseGain,
    double CoarseOffset,
    double FineGain,
    double FineOffset,
    double ShuntOffset
)
{
    /// <summary>No deviation.</summary>
    public static ChannelTolerance Nominal => new(0, 0, [0, 0, 0, 0], 0, 0, 0, 0, 0);

    /// <summary>
    /// Deviations drawn within the parts' limits: shunts and dividers 0.05 %, set-point 0.1 %, offsets of the buffers 100 uV (the
    /// set-point 500 uV).
    /// </summary>
    /// <param name="seed">Of the board.</param>
    /// <param name="channel">From 0.</param>
    public static ChannelTolerance Draw(int seed, int channel)
    {
        var random = new Random(unchecked(seed * 397 + channel));
        double Within(double limit) => limit * (2 * random.NextDouble() - 1);
        return new(
            Within(1e-3),
            Within(5e-4),
            [Within(5e-4), Within(5e-4), Within(5e-4), Within(5e-4)],
            Within(5e-4),
            Within(1e-4),
            Within(5e-4),
            Within(1e-4),
            Within(1e-4)
        );
    }
}
