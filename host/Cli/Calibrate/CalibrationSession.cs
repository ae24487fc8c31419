using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;

namespace EdgeTester.Cli.Calibrate;

/// <summary>Goes through the standards, reads them on all channels, and has the tester make its calibration.</summary>
internal sealed class CalibrationSession(
    string host,
    string device,
    int channels,
    Func<CalibrationStandard, CancellationToken, Task<IAsyncDisposable>> connect,
    TextWriter progress
)
{
    private const int Parts = 6;
    private const int MostAttempts = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private int sent;

    /// <summary>The whole procedure.</summary>
    /// <param name="name">Names the certificate.</param>
    /// <param name="celsius">Temperature, where it is known.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CliException">A standard cannot be read, or the tester does not take the result.</exception>
    public async Task<CalibrationCertificate> RunAsync(
        string name,
        double? celsius,
        CancellationToken cancellation
    )
    {
        var standards = CalibrationStandard.All;
        var comparisons = new List<Comparison>();
        foreach (
            var (kind, low, high) in new[]
            {
                ("coarse_voltage", standards[0], standards[1]),
                ("fine_voltage", standards[2], standards[3]),
            }
        )
        {
            var lows = await ReadAsync(low, null, cancellation);
            // The tester must be there to take what was found, so it is sent while the last standard is connected.
            var send = new List<Comparison>();
            await ReadAsync(
                high,
                async highs =>
                {
                    send.AddRange(lows.Zip(highs, (a, b) => Comparison.OfVoltage(kind, a, b)));
                    await SendAsync(name, celsius, null, send, cancellation);
                },
                cancellation
            );
            comparisons.AddRange(send);
        }
        var remaining = 0.0;
        foreach (var standard in standards.Skip(4))
            await ReadAsync(
                standard,
                async readings =>
                {
                    var found = readings
                        .SelectMany(reading =>
                            new[] { Comparison.OfCurrent(reading), Comparison.OfImpedance(reading) }
                        )
                        .ToArray();
                    foreach (var reading in readings)
                        remaining = Math.Max(
                            remaining,
                            found
                                .Single(c => c.Kind == "current" && c.Channel == reading.Channel)
                                .Remaining(reading)
                        );
                    await SendAsync(name, celsius, remaining, found, cancellation);
                    comparisons.AddRange(found);
                },
                cancellation
            );
        return new CalibrationCertificate(name, device, celsius, remaining, comparisons);
    }

    private async Task<IReadOnlyList<StandardReading>> ReadAsync(
        CalibrationStandard standard,
        Func<IReadOnlyList<StandardReading>, Task>? then,
        CancellationToken cancellation
    )
    {
        await using var connected = await connect(standard, cancellation);
        progress.WriteLine($"reading the {standard.Name} on {channels} channel(s)");
        using var client = new HostClient(host);
        var runs = new List<string>();
        for (var channel = 0; channel < channels; channel++)
        {
            var answer = await RunCommand.StartAsync(
                client,
                standard.PlanJson(),
                device,
                channel,
                $"Calibration: {standard.Name}",
                cancellation
            );
            runs.Add(
                answer.RunId
                    ?? throw new CliException(
                        ExitCode.Failed,
                        $"channel {channel} does not start: {answer.Result} {answer.Text}"
                    )
            );
        }
        await WaitAsync(client, runs, cancellation);
        var readings = new List<StandardReading>();
        for (var channel = 0; channel < channels; channel++)
        {
            var samples = await client.SamplesAsync(runs[channel], channel, 5000, cancellation);
            var spectrum = standard.Ohm is null
                ? null
                : await client.SpectrumAsync(runs[channel], channel, 0, cancellation);
            var reading = StandardReading.Of(standard, channel, samples, spectrum);
            if (reading.Levels.Any(level => double.IsNaN(level.Volt)))
                throw new CliException(
                    ExitCode.Failed,
                    $"channel {channel} gave too few readings of the {standard.Name}: see 'edgetester run show {runs[channel]}'"
                );
            readings.Add(reading);
        }
        if (then is not null)
            await then(readings);
        return readings;
    }

    private async Task SendAsync(
        string name,
        double? celsius,
        double? residual,
        IReadOnlyList<Comparison> points,
        CancellationToken cancellation
    )
    {
        using var client = new HostClient(host);
        sent++;
        // Under the name of the whole once all parts are there; an order that comes twice is told by its name.
        var part = sent < Parts ? $"{name} ({sent} of {Parts})" : name;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.CalibrateAsync(
                    device,
                    new
                    {
                        Name = part,
                        Celsius = celsius,
                        Residual = residual,
                        Points = points,
                    },
                    cancellation
                );
                return;
            }
            catch (CliException e) when (e.ExitCode == ExitCode.Unavailable && attempt < MostAttempts)
            {
                progress.WriteLine($"{e.Message} Trying again.");
            }
        }
    }

    private static async Task WaitAsync(
        HostClient client,
        IReadOnlyList<string> runs,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var all = await client.RunsAsync(patience.Token);
                var mine = all.Where(run => runs.Contains(run.RunId)).ToArray();
                var failed = mine.FirstOrDefault(run => run.State is "faulted");
                if (failed is not null)
                    throw new CliException(
                        ExitCode.Failed,
                        $"channel {failed.Channel}: {failed.StateInWords}"
                    );
                if (
                    mine.Length == runs.Count
                    && mine.All(run => run.Ended is not null || run.State is "ended" or "completed")
                )
                    return;
                await Task.Delay(300, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Failed, "the runs with the standard do not end");
        }
    }
}
