using EdgeTester.Contracts;
using EdgeTester.Firmware.Virtual.Chips;

namespace EdgeTester.Firmware.Tests.Safety;

/// <summary>
/// From the moment a fault is planted to the open relay, in steps of the control loop: firmware/Core/Safety/faults.md has the list. A fault that comes
/// between two readings can show in the second of them at the earliest as a whole.
/// </summary>
public class FaultResponseTests
{
    public static TheoryData<string, int> OfOneChannel =>
        new()
        {
            { "limit crossed", 2 },
            { "cell shorted", 3 },
            { "lead open", 2 },
            { "comparator", 1 },
            { "input at the end of its scale", 20 },
        };

    public static TheoryData<string, int> OfTheBoard =>
        new()
        {
            { "converter bus stuck low", 1 },
            { "converter bus stuck high", 1 },
            { "converter stuck", 1 },
            { "trip register dead", 1 },
            { "no data ready", 3 },
            { "every frame bad", 3 },
            { "store full", 1 },
            { "supply failing", 1 },
        };

    [Theory]
    [MemberData(nameof(OfOneChannel))]
    public void A_fault_of_a_channel_opens_its_relay_first_and_leaves_the_others(string fault, int most)
    {
        var bench = new FaultBench();
        var ticks = bench.TicksToSafe(() => Plant(bench, fault), ofAll: false, most);
        TestContext.Current.SendDiagnosticMessage($"{fault}: {ticks} ticks");
        Assert.InRange(ticks, 1, most);
        bench.Ticks(200);
        Assert.True(bench.IsSafe(0));
        Assert.All(Enumerable.Range(1, 7), k => Assert.True(bench.Board.IsClosed(k)));
        Assert.Contains(
            bench.Recording().Events,
            e => e.Reason is EndReason.Limit or EndReason.Short or EndReason.Fault
        );
        Assert.DoesNotContain(bench.Recording(1).Events, e => e.Code == RunEventCode.StepEnded);
    }

    [Theory]
    [MemberData(nameof(OfTheBoard))]
    public void A_fault_of_the_board_opens_every_relay_first(string fault, int most)
    {
        var bench = new FaultBench();
        var ticks = bench.TicksToSafe(() => Plant(bench, fault), ofAll: true, most);
        TestContext.Current.SendDiagnosticMessage($"{fault}: {ticks} ticks");
        Assert.InRange(ticks, 1, most);
    }

    [Fact]
    public void A_bad_frame_in_a_thousand_is_counted_and_opens_nothing()
    {
        var bench = new FaultBench();
        for (var chip = 0; chip < 3; chip++)
            bench.Chips.ConverterBus.Plant(chip, new BusFault { CorruptEveryReply = 1000 });
        for (var k = 0; k < 2200; k++)
        {
            bench.Ticks(1);
            Assert.True(Enumerable.Range(0, 8).All(bench.Board.IsClosed), $"tick {k}");
        }
        // The reading that is left in the buffer is fetched too: two frames a chip and tick.
        Assert.InRange(bench.FrontEnd.LostReadings, 6u, 13u);
    }

    [Fact]
    public void A_memory_that_dies_is_said_and_opens_nothing()
    {
        var bench = new FaultBench();
        bench.Chips.WaveformBus.Plant(1, new BusFault { StuckAt = 0xFF });
        bench.Ticks(200);
        Assert.All(Enumerable.Range(0, 8), k => Assert.True(bench.Board.IsClosed(k)));
        Assert.Contains(
            Enumerable.Range(0, 8).SelectMany(k => bench.Recording(k).Events),
            e => e.Code == RunEventCode.Warning && e.Text.Contains("memory")
        );
    }

    [Fact]
    public void A_store_that_refuses_a_record_opens_the_relay_within_a_step()
    {
        var bench = new FaultBench();
        bench.Store.FailingAppends = 1000;
        var tries = 0;
        while (bench.Store.FailingAppends == 1000)
        {
            Assert.True(tries++ < 20_000, "nothing was recorded");
            bench.Ticks(1);
        }
        bench.Ticks(1);
        var open = Enumerable.Range(0, 8).Where(bench.IsSafe).ToArray();
        Assert.NotEmpty(open);
        Assert.All(open, k => Assert.Equal(ChannelState.Paused, bench.Tester.ChannelAt(k).State));
    }

    private static void Plant(FaultBench bench, string fault)
    {
        var converters = bench.Chips.ConverterBus;
        switch (fault)
        {
            case "limit crossed":
                bench.Board.SourceVolt[0] = 3.7;
                break;
            case "cell shorted":
                bench.Board.SourceVolt[0] = 0;
                bench.Board.SeriesOhm[0] = 1;
                break;
            case "lead open":
                bench.Board.IsOpen[0] = true;
                break;
            case "comparator":
                bench.Board.Tripped[0] = true;
                break;
            case "input at the end of its scale":
                bench.Board.SourceVolt[0] = -9;
                break;
            case "converter bus stuck low":
                converters.PlantOnAll(new BusFault { StuckAt = 0 });
                break;
            case "converter bus stuck high":
                converters.PlantOnAll(new BusFault { StuckAt = 0xFF });
                break;
            case "converter stuck":
                converters.Plant(1, new BusFault { StuckAt = 0xFF });
                break;
            case "trip register dead":
                converters.Plant(6, new BusFault { StuckAt = 0 });
                break;
            case "no data ready":
                bench.Chips.Converter(0).IsConversionStopped = true;
                break;
            case "every frame bad":
                converters.Plant(2, new BusFault { CorruptEveryReply = 1 });
                break;
            case "store full":
                bench.Store.Capacity = bench.Store.Used;
                break;
            case "supply failing":
                bench.IsFailing = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, null);
        }
    }
}
