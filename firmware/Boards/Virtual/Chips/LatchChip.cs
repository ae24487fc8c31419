using EdgeTester.Firmware.Virtual.Analog;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Nine 74HC595 in a chain: what is shifted in drives the board at the end of the frame, what was there comes out.</summary>
public sealed class LatchChip : ISpiChip
{
    private const int Length = 9;

    private readonly IAnalogBoard board;
    private readonly byte[] state = [0, 0, 0, 0, 0, 0, 0, 0, 15];
    private readonly byte[] chain = new byte[2 * 4096];

    /// <summary>All relays open, nothing on the multiplexer.</summary>
    public LatchChip(IAnalogBoard board) => this.board = board;

    /// <summary>Test door: what the outputs are.</summary>
    public ReadOnlySpan<byte> State => state;

    /// <summary>What the byte of multiplexer and module puts out: while the outputs are released the multiplexer's bits pull up, the module's down.</summary>
    internal int MultiplexerByte => IsInhibited ? state[Length - 1] & 15 : state[Length - 1];

    /// <summary>Told when an output has changed, after the board.</summary>
    internal Action<int, double>? MultiplexerChanged { get; set; }

    /// <summary>Test door: an output falls over.</summary>
    public void Upset(int index, byte mask, double nowSeconds)
    {
        state[index] ^= mask;
        board.SetLatch(Outputs(), nowSeconds);
    }

    /// <summary>Test door: the frames that changed an output.</summary>
    public int Changes { get; private set; }

    /// <summary>Whether the supervisor has taken the outputs away.</summary>
    public bool IsInhibited { get; private set; }

    /// <summary>Takes the outputs away: all relays open.</summary>
    internal void Inhibit(double atSeconds)
    {
        IsInhibited = true;
        board.SetLatch(Outputs(), atSeconds);
        MultiplexerChanged?.Invoke(MultiplexerByte, atSeconds);
    }

    /// <inheritdoc/>
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        // A shift register of nine bytes: what goes in comes out nine bytes later, whatever the frame's length.
        Span<byte> line = chain.AsSpan(0, Length + write.Length);
        state.CopyTo(line);
        write.CopyTo(line[Length..]);
        line[..write.Length].CopyTo(read);
        Span<byte> next = line.Slice(write.Length, Length);
        if (next.SequenceEqual(state))
            return;
        next.CopyTo(state);
        Changes++;
        if (AllRelaysLow())
            IsInhibited = false;
        board.SetLatch(Outputs(), nowSeconds);
        MultiplexerChanged?.Invoke(MultiplexerByte, nowSeconds);
    }

    private bool AllRelaysLow()
    {
        for (int k = 0; k < Length - 1; k++)
        {
            if ((state[k] & 1) != 0)
                return false;
        }
        return true;
    }

    private byte[] Outputs()
    {
        byte[] outputs = [.. state];
        for (int k = 0; IsInhibited && k < Length - 1; k++)
            outputs[k] &= 0xFE;
        return outputs;
    }
}
