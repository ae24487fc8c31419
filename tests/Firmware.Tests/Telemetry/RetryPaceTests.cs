using EdgeTester.Firmware.Telemetry;

namespace EdgeTester.Firmware.Tests.Telemetry;

public sealed class RetryPaceTests
{
    [Fact]
    public void Each_failure_doubles_the_wait_up_to_two_minutes_and_a_quarter_by_chance()
    {
        var pace = new RetryPace(1);
        Assert.Equal(0, pace.WaitMilliseconds);
        foreach (var step in new[] { 1000, 2000, 4000, 8000, 16000, 32000, 64000, 120000, 120000 })
        {
            pace.Failed();
            Assert.InRange(pace.WaitMilliseconds, step, step + step / 4);
        }
        pace.Succeeded();
        Assert.Equal(0, pace.WaitMilliseconds);
        pace.Failed();
        Assert.InRange(pace.WaitMilliseconds, 1000, 1250);
    }

    [Fact]
    public void Devices_do_not_call_together()
    {
        var waits = new HashSet<int>();
        for (uint seed = 0; seed < 50; seed++)
        {
            var pace = new RetryPace(seed * 12345);
            for (var k = 0; k < 8; k++)
                pace.Failed();
            waits.Add(pace.WaitMilliseconds);
        }
        Assert.True(waits.Count > 25);
    }
}
