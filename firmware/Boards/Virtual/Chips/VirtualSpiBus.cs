using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>
/// One bus of chip models. Before a frame reaches its chip, everything that runs by itself (conversions, sequences) is carried
/// on to the present, so that the analog board sees its calls in order of time.
/// </summary>
public sealed class VirtualSpiBus : ISpiBus
{
    private readonly VirtualTime time;
    private readonly Action<double> catchUp;
    private readonly ISpiChip?[] chips;
    private readonly BusFault?[] faults;
    private readonly byte[] bent = new byte[8192];

    /// <summary>Wires chips to chip selects.</summary>
    /// <param name="time">Simulated clock.</param>
    /// <param name="catchUp">Carries the whole board on to a moment in seconds.</param>
    /// <param name="chips">Chip at each chip select; null where nothing answers.</param>
    public VirtualSpiBus(VirtualTime time, Action<double> catchUp, params ISpiChip?[] chips)
    {
        this.time = time;
        this.catchUp = catchUp;
        this.chips = chips;
        faults = new BusFault?[chips.Length];
    }

    /// <summary>Frames carried since power-up.</summary>
    public long Frames { get; private set; }

    /// <summary>Plants a fault on one chip select (null mends it).</summary>
    public void Plant(int chipSelect, BusFault? fault) => faults[chipSelect] = fault;

    /// <summary>Plants one fault on every chip select of the bus (null mends it).</summary>
    public void PlantOnAll(BusFault? fault) => Array.Fill(faults, fault);

    /// <inheritdoc/>
    public void Transfer(int chipSelect, byte[] write, byte[] read, int count)
    {
        Frames++;
        double now = time.Seconds;
        catchUp(now);
        Span<byte> reply = read.AsSpan(0, count);
        ISpiChip? chip = chipSelect >= 0 && chipSelect < chips.Length ? chips[chipSelect] : null;
        if (chip is null)
        {
            reply.Fill(0xFF);
            return;
        }

        if (faults[chipSelect] is { } fault)
            fault.Carry(chip, now, write.AsSpan(0, count), bent.AsSpan(0, count), reply);
        else
            chip.Transfer(now, write.AsSpan(0, count), reply);
    }
}
