using System.Diagnostics;

namespace EdgeTester.Host.Tests.Messaging;

/// <summary>Waits for what other threads and processes do.</summary>
public static class Eventually
{
    /// <summary>Waits until something holds; fails with its description after three minutes.</summary>
    public static async Task Holds(Func<bool> condition, string what, int seconds = 180)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed.TotalSeconds < seconds, $"not within {seconds} s: {what}");
            await Task.Delay(10);
        }
    }
}
