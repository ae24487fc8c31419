namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>What can go wrong between a bus and a chip: the test's door into the wiring.</summary>
public sealed class BusFault
{
    private int toChip;
    private int fromChip;

    /// <summary>The chip's output is stuck at this byte; null = it is not.</summary>
    public byte? StuckAt { get; init; }

    /// <summary>The chip hears nothing (only with <see cref="StuckAt"/> this is a dead bus; alone it is a cut MOSI line, all zeros).</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Flips a bit in every n-th frame to the chip; 0 = never.</summary>
    public int CorruptEveryCommand { get; init; }

    /// <summary>Flips a bit in every n-th frame from the chip; 0 = never.</summary>
    public int CorruptEveryReply { get; init; }

    internal void Carry(
        ISpiChip chip,
        double now,
        ReadOnlySpan<byte> write,
        Span<byte> bent,
        Span<byte> reply
    )
    {
        write.CopyTo(bent);
        if (IsDeaf)
            bent.Clear();
        if (CorruptEveryCommand > 0 && ++toChip % CorruptEveryCommand == 0)
            bent[toChip % bent.Length] ^= 0x10;
        if (!(IsDeaf && StuckAt is not null))
            chip.Transfer(now, bent, reply);
        if (CorruptEveryReply > 0 && ++fromChip % CorruptEveryReply == 0)
            reply[fromChip % reply.Length] ^= 0x04;
        if (StuckAt is { } level)
            reply.Fill(level);
    }
}
