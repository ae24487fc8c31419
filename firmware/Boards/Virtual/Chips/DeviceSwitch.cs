namespace EdgeTester.Firmware.Virtual.Chips;

/// <summary>Select 7: the latch says whether the temperature converter answers or a device of the option module. Without a module nobody does.</summary>
internal sealed class DeviceSwitch(LatchChip latch, ISpiChip temperatures, ModuleChips? module) : ISpiChip
{
    public void Transfer(double nowSeconds, ReadOnlySpan<byte> write, Span<byte> read)
    {
        int device = latch.MultiplexerByte >> 4 & 3;
        if (device == 0)
            temperatures.Transfer(nowSeconds, write, read);
        else if (module is null)
            read.Fill(0xFF);
        else
            module.Device(device).Transfer(nowSeconds, write, read);
    }
}
