namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Serial FRAM of 32 KB behind its frames: write enable, write, read, a latch that falls after each write.</summary>
public sealed class FramChip : ISpiChip
{
    private readonly byte[] memory = new byte[32768];
    private bool isWritable;

    /// <summary>Test door: the cells.</summary>
    public Span<byte> Memory => memory;

    /// <summary>Test door: a cell whose lowest bit is stuck at 1; negative = none.</summary>
    public int StuckCell { get; set; } = -1;

    /// <summary>Test door: bytes that will still be written before the power fails; negative = it does not.</summary>
    public int BytesUntilPowerFails { get; set; } = -1;

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        read.Clear();
        if (BytesUntilPowerFails == 0 || write.Length == 0)
            return;
        switch (write[0])
        {
            case 0x06 when write.Length == 1:
                isWritable = true;
                break;
            case 0x04 when write.Length == 1:
                isWritable = false;
                break;
            case 0x02 when write.Length > 3 && isWritable:
                isWritable = false;
                for (int k = 3; k < write.Length && BytesUntilPowerFails != 0; k++)
                {
                    memory[Place(write, k)] = Place(write, k) == StuckCell ? (byte)(write[k] | 1) : write[k];
                    if (BytesUntilPowerFails > 0)
                        BytesUntilPowerFails--;
                }

                break;
            case 0x03 when write.Length > 3:
                for (int k = 3; k < write.Length; k++)
                    read[k] = memory[Place(write, k)];
                break;
        }
    }

    // The address runs on and wraps at the end of the part.
    private int Place(ReadOnlySpan<byte> write, int index) =>
        ((write[1] << 8 | write[2]) + index - 3) & (memory.Length - 1);
}
