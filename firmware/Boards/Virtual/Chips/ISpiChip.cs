namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>A chip model seen from its bus.</summary>
public interface ISpiChip
{
    /// <summary>One frame with this chip selected.</summary>
    /// <param name="nowSeconds">Simulated time.</param>
    /// <param name="write">Bytes to the chip.</param>
    /// <param name="read">Filled with as many from the chip.</param>
    void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read);
}
