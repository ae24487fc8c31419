namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>The common SYNC line of the three converters: any frame on its chip select is one pulse.</summary>
public sealed class SyncChip : ISpiChip
{
    private readonly Ads131m08Chip[] converters;

    /// <summary>Wires the line.</summary>
    public SyncChip(params Ads131m08Chip[] converters) => this.converters = converters;

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        read.Fill(0xFF);
        foreach (Ads131m08Chip converter in converters)
            converter.Synchronize(nowSeconds);
    }
}
