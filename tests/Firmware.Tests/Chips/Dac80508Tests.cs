using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class Dac80508Tests
{
    private readonly PlainBoard board = new();
    private readonly VirtualChips chips;
    private readonly Dac80508 driver;

    public Dac80508Tests()
    {
        chips = new VirtualChips(new VirtualTime(), board);
        driver = new Dac80508(chips.ConverterBus, 3);
    }

    [Fact]
    public void AWriteIsTheDataSheetsFrameFollowedByOneThatFetchesTheEcho()
    {
        RecordingBus bus = new(chips.ConverterBus);
        Dac80508 recorded = new(bus, 3);
        Assert.Equal(FrontEndFault.None, recorded.Initialize());
        bus.Frames.Clear();
        recorded.WriteOutput(0, 0x8000);
        Assert.Equal(["088000E7", "00000000"], bus.Frames);
    }

    [Fact]
    public void InitialiseLeavesMidScaleAtTwoAndAHalfVoltFullScale()
    {
        Assert.Equal(FrontEndFault.None, driver.Initialize());
        Assert.Equal(0x0800, chips.Dac.Register(3));
        Assert.Equal(0x01FF, chips.Dac.Register(4));
        Assert.All(Enumerable.Range(8, 8), k => Assert.Equal(0x8000, chips.Dac.Register(k)));
        Assert.Equal(0, driver.Identity & 0x7000);
    }

    [Fact]
    public void InitialiseFindsAPartThatIsStillInChecksumMode()
    {
        driver.Initialize();
        driver.WriteOutput(3, 0x1234);
        Assert.Equal(FrontEndFault.None, new Dac80508(chips.ConverterBus, 3).Initialize());
        Assert.Equal(0x8000, chips.Dac.Register(11));
    }

    [Fact]
    public void WithoutTheReferenceDividerTheReferenceAlarmIsFound()
    {
        driver.Initialize();
        driver.WriteRegister(Dac80508Register.Gain, 0x00FF);
        Assert.Equal(FrontEndFault.None, driver.ReadRegister(Dac80508Register.Status, out int status));
        Assert.Equal(1, status & 1);
    }

    [Fact]
    public void AFrameThatGotLostIsSentAgainAndCounted()
    {
        driver.Initialize();
        chips.ConverterBus.Plant(3, new BusFault { CorruptEveryCommand = 7 });
        for (int k = 0; k < 50; k++)
        {
            Assert.Equal(FrontEndFault.None, driver.WriteOutput(k % 8, 1000 * k));
            Assert.Equal(1000 * k, chips.Dac.Register(8 + k % 8));
        }

        Assert.InRange(driver.ChecksumErrors, 5u, 60u);
        Assert.InRange(chips.Dac.IgnoredFrames, 5, 60);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void AStuckLineIsAMissingChip(byte level)
    {
        chips.ConverterBus.Plant(3, new BusFault { StuckAt = level });
        Assert.NotEqual(FrontEndFault.None, driver.Initialize());
        Assert.NotEqual(FrontEndFault.None, driver.WriteOutput(0, 1));
    }
}
