namespace EdgeTester.Firmware.Virtual.Analog;

/// <summary>
/// The resistance that the channels' currents share on their way to the star point: what one channel's current lifts another one's shunt by. The channels lie along one
/// trace, so that two of them share it up to the nearer one.
/// </summary>
public sealed class CommonGround
{
    private readonly double[] shared;

    private CommonGround(double[] shared) => this.shared = shared;

    /// <summary>A board without it.</summary>
    public static CommonGround None => new(new double[BoardConstants.Channels]);

    /// <summary>0.1 to 0.5 mohm from one channel to the next, drawn by the seed.</summary>
    public static CommonGround Draw(int seed)
    {
        var random = new Random(unchecked(seed * 131071 + 17));
        var shared = new double[BoardConstants.Channels];
        double sum = 0;
        for (int channel = 0; channel < shared.Length; channel++)
        {
            sum += 1e-4 + 4e-4 * random.NextDouble();
            shared[channel] = sum;
        }
        return new(shared);
    }

    /// <summary>Whether there is none.</summary>
    public bool IsNone => shared[^1] == 0;

    /// <summary>Volt at one channel's shunt for an ampere of another one's, in ohm.</summary>
    public double Ohm(int channel, int other) => channel == other ? 0 : shared[Math.Min(channel, other)];
}
