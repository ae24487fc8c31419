using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// U4: an ADS131M08 whose inputs see Pt1000 sensors at 100 uA, one at each cell. It converts only when somebody reads it: a
/// temperature does not care for the order of calls, and nothing else waits for it.
/// </summary>
public sealed class TemperatureConverterChip : ISpiChip
{
    private const double Ampere = 100e-6;

    private readonly IAnalogBoard board;
    private readonly LazyConverter converter;

    /// <summary>Wires the sensors.</summary>
    public TemperatureConverterChip(IAnalogBoard board, ulong seed, Ads131m08Errors errors)
    {
        this.board = board;
        converter = new LazyConverter(new Ads131m08Chip(Input, seed, errors));
    }

    /// <summary>Test door: sensors whose lead is open (bit n = channel n).</summary>
    public int OpenLeads { get; set; }

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read) =>
        converter.Transfer(nowSeconds, write, read);

    // IEC 60751, forward; the firmware solves it backward.
    private double Input(int input, double endSeconds, double windowSeconds)
    {
        if ((OpenLeads >> input & 1) != 0)
            return 1.3;
        double t = board.CellTemperature(input, endSeconds);
        double ohm = 1000 * (1 + 3.9083e-3 * t - 5.775e-7 * t * t);
        if (t < 0)
            ohm -= 1000 * 4.183e-12 * (t - 100) * t * t * t;
        return Ampere * ohm;
    }
}
