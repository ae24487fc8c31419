using EdgeTester.Firmware.Runner;
using EdgeTester.Firmware.Tests.Nano;

namespace EdgeTester.Firmware.Tests.Runner;

/// <summary>
/// The tester's whole object graph at the prices of the nanoFramework interpreter, without the ports, which are the board's: it must leave
/// room in 80 KB.
/// </summary>
public class MemoryBudgetTests
{
    [Fact]
    public void Eight_channels_fit_the_heap_of_the_device()
    {
        // What Boards/Esp32 sets where there is no PSRAM.
        var options = new TesterOptions
        {
            Serial = "T1",
            ReceiveBytes = 4096,
            BlockSamples = 24,
            WindowFrames = 16,
        };
        var clock = new FakeClock();
        var power = new PowerSwitch();
        var tester = new Tester(
            options,
            clock,
            new FakeFrontEnd(clock, 8),
            new FakeUplink(clock),
            new FakeMemory(Tester.MemorySize(8), power),
            new FakeStore(power)
        );
        tester.Start();
        var bytes = NanoHeap.SizeOf(tester);
        TestContext.Current.SendDiagnosticMessage($"{bytes} bytes");
        Assert.InRange(bytes, 20_000, 76_500);
    }
}
