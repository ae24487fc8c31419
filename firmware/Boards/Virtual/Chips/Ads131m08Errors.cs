namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Errors of one ADS131M08. The default is a part without any but its noise.</summary>
public sealed class Ads131m08Errors
{
    /// <summary>Share by which each input reads too much.</summary>
    public double[] Gain { get; } = new double[8];

    /// <summary>Volt at each input that is read too much with global chop.</summary>
    public double[] Offset { get; } = new double[8];

    /// <summary>Volt at each input that is read too much without it.</summary>
    public double[] OffsetWithoutChop { get; } = new double[8];

    /// <summary>Change of the gain in a thousand hours.</summary>
    public double GainDriftPerKilohour { get; set; }

    /// <summary>Share of the data sheet's noise that is there (0 = a noiseless part).</summary>
    public double NoiseScale { get; set; } = 1;

    /// <summary>
    /// A part as the data sheet has them: gain within 0.3 %, offset within 35 uV chopped and 240 uV else, drift within 100 ppm in a
    /// thousand hours.
    /// </summary>
    public static Ads131m08Errors Realistic(ulong seed)
    {
        NoiseSource source = new(seed);
        Ads131m08Errors errors = new() { GainDriftPerKilohour = 100e-6 * source.NextEven() };
        for (int k = 0; k < 8; k++)
        {
            errors.Gain[k] = 0.003 * source.NextEven();
            errors.Offset[k] = 35e-6 * source.NextEven();
            errors.OffsetWithoutChop[k] = 240e-6 * source.NextEven();
        }

        return errors;
    }
}
