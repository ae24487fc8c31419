using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Tests.Channels;

public sealed class AllocationTests
{
    [Fact]
    public void NeitherTicksNorPointsAllocate()
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveCurrent(0, 1e-3, 0);
        bench.FrontEnd.DriveVoltage(1, 0.01, 1);
        PointResult result = new();
        Work(bench, result);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work(bench, result);
        long after = GC.GetAllocatedBytesForCurrentThread();

        // The test's own board keeps a copy of each latch frame, nothing else may be on the heap.
        Assert.InRange(after - before, 0, 20_000);
        bench.Board.Latches.Clear();
    }

    [Fact]
    public void RefreshAndSetPointsDoNotAllocateAtAll()
    {
        Bench bench = new Bench().Initialized();
        bench.FrontEnd.DriveCurrent(0, 1e-3, 0);
        Tick(bench);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tick(bench);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Tick(Bench bench)
    {
        for (int k = 0; k < 200; k++)
        {
            bench.Advance(0.0122);
            bench.FrontEnd.Refresh();
            bench.FrontEnd.DriveCurrent(0, 1e-3 + k * 1e-7, 0);
        }
    }

    private static void Work(Bench bench, PointResult result)
    {
        Tick(bench);
        bench.FrontEnd.StartPoint(1, 1000, 5e-3, false, 4, 0);
        while (bench.FrontEnd.PollPoint(result, out long next) == FrontEndFault.Busy)
            bench.Time.AdvanceTo(next);
    }
}
