using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class FramTests
{
    private readonly FramChip chip = new();
    private readonly VirtualSpiBus bus;
    private readonly Fram memory;
    private readonly byte[] data = new byte[1000];

    public FramTests()
    {
        bus = new VirtualSpiBus(new VirtualTime(), _ => { }, chip);
        memory = new Fram(bus, 0);
        new Random(3).NextBytes(data);
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        byte[] back = new byte[1000];
        Assert.True(memory.Write(31768, data, 0, 1000));
        Assert.True(memory.Read(31768, back, 0, 1000));
        Assert.Equal(data, back);
        Assert.True(memory.Write(5, data, 7, 1));
        Assert.Equal(data[7], chip.Memory[5]);
    }

    [Fact]
    public void TheFramesAreThePartsOwn()
    {
        RecordingBus recorded = new(bus);
        new Fram(recorded, 0).Write(0x1234, [0xAB, 0xCD], 0, 2);
        Assert.Equal(["06", "021234ABCD"], recorded.Frames.Take(2));
        Assert.StartsWith("031234", recorded.Frames[2]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(32768, 1)]
    [InlineData(32760, 9)]
    [InlineData(0, 1001)]
    [InlineData(0, -1)]
    public void WhatDoesNotFitIsRefused(int address, int count)
    {
        Assert.False(memory.Write(address, data, 0, count));
        Assert.False(memory.Read(address, data, 0, count));
        Assert.Equal(0u, memory.ReadBackErrors);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void ADeadPartIsFound(byte level)
    {
        bus.Plant(0, new BusFault { StuckAt = level });
        Assert.False(memory.Write(0, data, 0, 100));
    }

    [Fact]
    public void AFlippedBitOnTheLineIsRepeated()
    {
        bus.Plant(0, new BusFault { CorruptEveryReply = 5 });
        byte[] back = new byte[1000];
        Assert.True(memory.Write(0, data, 0, 1000));
        Assert.True(memory.Read(0, back, 0, 1000));
        Assert.Equal(data, back);
        Assert.InRange(memory.ReadBackErrors, 1u, 40u);
    }

    [Fact]
    public void PowerThatFailsLeavesWhatWasWrittenBefore()
    {
        chip.BytesUntilPowerFails = 100;
        Assert.False(memory.Write(0, data, 0, 1000));
        Assert.Equal(data[..100], chip.Memory[..100].ToArray());
        Assert.All(chip.Memory[100..1000].ToArray(), value => Assert.Equal(0, value));
    }
}
