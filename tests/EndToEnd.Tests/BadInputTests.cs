using System.Net;
using System.Net.Sockets;
using EdgeTester.EndToEnd.Tests.Bench;

namespace EdgeTester.EndToEnd.Tests;

/// <summary>What goes wrong at a user's keyboard: one clear message each, an exit code that says so, nothing half done.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-bad").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AnUnknownCommandIsNamed()
    {
        var (code, output, errors) = await EdgeTesterProcess.RunAsync("mesure");
        Assert.Equal(2, code);
        Assert.Contains("mesure", errors);
        Assert.Contains("--help", errors);
        Assert.Empty(output);
    }

    [Fact]
    public async Task APlanWithMistakesIsNotCompiled()
    {
        var plan = Path.Combine(folder, "plan.json");
        await File.WriteAllTextAsync(
            plan,
            """
            {
              "record": { "time_s": 10 },
              "method": [
                { "step": "constant_current", "current_mA": 400, "until_time_s": 60 },
                { "step": "loop", "loop_to": "nowhere", "cycle_count": 3 }
              ]
            }
            """,
            TestContext.Current.CancellationToken
        );
        var (code, output, _) = await EdgeTesterProcess.RunAsync("plan", "check", plan);
        Assert.Equal(65, code);
        Assert.Contains("line 4", output);
        Assert.Contains("current_mA", output);
        Assert.Contains("line 5", output);
        Assert.Contains("nowhere", output);

        var (compileCode, _, compileErrors) = await EdgeTesterProcess.RunAsync("plan", "compile", plan);
        Assert.Equal(65, compileCode);
        Assert.Contains("line 4", compileErrors);
        Assert.Equal([plan], Directory.GetFiles(folder));
    }

    [Fact]
    public async Task ATruncatedDataFileIsNamedAndGivesJsonAllTheSame()
    {
        var file = Path.Combine(folder, "cut.csv");
        await File.WriteAllTextAsync(
            file,
            "freq_Hz,Zre,Zim\n1000,12.5,-3.1\n100,14.",
            TestContext.Current.CancellationToken
        );
        foreach (var command in new[] { "fit", "drt", "kk" })
        {
            var (code, output, _) = await EdgeTesterProcess.RunAsync(command, "--json", file);
            Assert.Equal(65, code);
            Assert.Contains("\"error\"", output);
            Assert.Contains("cut.csv", output);
        }
    }

    [Fact]
    public async Task AWrongBrokerAddressEndsTheTester()
    {
        var (code, _, errors) = await EdgeTesterProcess.RunAsync(
            "tester",
            "--broker",
            $"127.0.0.1:{FreePort()}",
            "--cells",
            "dummy-rc",
            "--state",
            Path.Combine(folder, "state")
        );
        Assert.Equal(69, code);
        Assert.Contains("broker", errors);
    }

    [Fact]
    public async Task AnOccupiedPortEndsTheHost()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var port = ((IPEndPoint)occupant.LocalEndpoint).Port.ToString(
            System.Globalization.CultureInfo.InvariantCulture
        );
        var (code, _, errors) = await EdgeTesterProcess.RunAsync(
            "serve",
            "--data",
            Path.Combine(folder, "data"),
            "--broker-port",
            FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--port",
            port
        );
        Assert.Equal(69, code);
        Assert.Contains(port, errors);
    }

    [Fact]
    public async Task WithoutAHostTheCommandSaysHowToStartOne()
    {
        var (code, _, errors) = await EdgeTesterProcess.RunAsync(
            "run",
            "list",
            "--host",
            $"http://127.0.0.1:{FreePort()}"
        );
        Assert.Equal(69, code);
        Assert.Contains("edgetester serve", errors);
    }

    [Fact]
    public async Task AnUnknownCellIsNamedWithTheOnesThereAre()
    {
        var (code, _, errors) = await EdgeTesterProcess.RunAsync(
            "tester",
            "--cells",
            "perpetuum-mobile",
            "--state",
            Path.Combine(folder, "state")
        );
        Assert.Equal(65, code);
        Assert.Contains("perpetuum-mobile", errors);
        Assert.Contains("blocking-zn010", errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
