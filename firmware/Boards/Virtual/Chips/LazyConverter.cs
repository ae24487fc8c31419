namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>A converter that nothing else waits for: it converts when somebody talks to it.</summary>
internal sealed class LazyConverter(Ads131m08Chip converter, Action<double>? before = null) : ISpiChip
{
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        before?.Invoke(nowSeconds);
        for (
            double end = converter.NextConversion(nowSeconds);
            !double.IsInfinity(end);
            end = converter.NextConversion(nowSeconds)
        )
            converter.Convert(end);
        converter.Transfer(nowSeconds, write, read);
    }
}
