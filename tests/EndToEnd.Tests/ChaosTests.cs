using System.Text.Json;
using EdgeTester.EndToEnd.Tests.Bench;
using EdgeTester.Messaging;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>A short round of what <c>edgetester chaos</c> does for ten minutes with 200 channels.</summary>
public sealed class ChaosTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-chaos").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("sqlite", "2", "0.6")]
    [InlineData("postgres", "1", "0.4")]
    public async Task NothingIsMissingOrDoubledWhateverIsKilledStoppedCutSlowedOrFilled(
        string store,
        string testers,
        string minutes
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "chaos stops and kills processes by Unix signals");
        Assert.SkipWhen(
            store == "postgres" && !PostgresServer.IsInstalled,
            "PostgreSQL is not installed: apt-get install postgresql"
        );
        // PostgreSQL runs as a user of its own where we are root, and must be able to go through this folder.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                folder,
                File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
        using var chaos = EdgeTesterProcess.Start(
            "chaos",
            "--store",
            store,
            "--testers",
            testers,
            "--minutes",
            minutes,
            "--every",
            "1",
            "--seed",
            "11",
            "--json",
            "-o",
            Path.Combine(folder, "run")
        );
        // It gives itself ten minutes to catch up.
        var code = await chaos.WaitAsync(TimeSpan.FromMinutes(20));
        var (output, errors) = (chaos.Output, chaos.Errors);
        Assert.True(code == 0, errors + output);
        using var outcome = JsonDocument.Parse(output);
        var root = outcome.RootElement;
        Assert.Equal(8 * int.Parse(testers), root.GetProperty("channels").GetInt32());
        Assert.True(root.GetProperty("records").GetInt64() > 0);
        foreach (
            var nothing in new[] { "missing", "doubled", "out_of_order", "corrupt", "runs_not_complete" }
        )
            Assert.Equal(0, root.GetProperty(nothing).GetInt64());
        // Faults truly happened: a round that broke nothing would prove nothing.
        Assert.NotEmpty(root.GetProperty("faults").EnumerateObject());
        Assert.NotEqual(JsonValueKind.Null, root.GetProperty("catch_up_seconds").ValueKind);
    }
}
