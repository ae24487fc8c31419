using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Tests.Channels;
using EdgeTester.Firmware.Virtual;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Chips;

public sealed class LatchChainTests
{
    private readonly PlainBoard board = new();
    private readonly VirtualChips chips;
    private readonly LatchChain latch;

    public LatchChainTests()
    {
        chips = new VirtualChips(new VirtualTime(), board);
        latch = new LatchChain(chips.ConverterBus, 4);
    }

    [Fact]
    public void BytesArriveInOrderAndReadBack()
    {
        for (int k = 0; k < 8; k++)
            latch[k] = LatchChain.Relay | (k & 3) << LatchChain.RangeShift;
        latch[8] = LatchChain.Reference1Kiloohm;
        Assert.Equal(FrontEndFault.None, latch.Write());
        Assert.Equal([1, 3, 5, 7, 1, 3, 5, 7, 9], chips.Latch.State.ToArray());
        Assert.Equal(0u, latch.ReadBackErrors);
    }

    [Fact]
    public void OpenTakesRelayAndExcitationOffAndKeepsTheRange()
    {
        latch[2] =
            LatchChain.Relay | LatchChain.Excitation | LatchChain.Potentiostat | 2 << LatchChain.RangeShift;
        latch[3] = LatchChain.Relay;
        latch.Write();
        latch.Open(2);
        Assert.Equal(4, chips.Latch.State[2]);
        Assert.Equal(1, chips.Latch.State[3]);
        latch.Open(-1);
        Assert.Equal(0, chips.Latch.State[3]);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void WithADeadReadBackItStillOpens(byte level)
    {
        latch[0] = LatchChain.Relay;
        latch.Write();
        chips.ConverterBus.Plant(4, new BusFault { StuckAt = level });
        latch[1] = LatchChain.Relay;
        Assert.Equal(FrontEndFault.ReadBack, latch.Write());
        latch.Open(-1);
        Assert.Equal(0, chips.Latch.State[0]);
        Assert.False(board.IsClosed(0));
    }

    [Fact]
    public void ABentFrameIsRepeated()
    {
        chips.ConverterBus.Plant(4, new BusFault { CorruptEveryReply = 5 });
        for (int k = 0; k < 40; k++)
        {
            latch[k % 8] = k;
            Assert.Equal(FrontEndFault.None, latch.Write());
        }

        Assert.InRange(latch.ReadBackErrors, 1u, 40u);
    }
}
