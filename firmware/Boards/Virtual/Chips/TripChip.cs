using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>74HC165 that reads the comparators' trip latches: bit n is set while channel n's relay is open for a trip.</summary>
public sealed class TripChip : ISpiChip
{
    private readonly IAnalogBoard board;
    private readonly LatchChip latch;

    /// <summary>Wires the register.</summary>
    public TripChip(IAnalogBoard board, LatchChip latch)
    {
        this.board = board;
        this.latch = latch;
    }

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        int bits = 0;
        for (int k = 0; k < 8; k++)
        {
            if (latch.IsInhibited || board.ComparatorTripped(k, nowSeconds))
                bits |= 1 << k;
        }

        // One byte and its complement: a stuck line cannot look like "no trip".
        for (int k = 0; k < read.Length; k++)
            read[k] = (byte)((k & 1) == 0 ? bits : ~bits);
    }
}
