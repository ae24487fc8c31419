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
    private const double GroundSeconds = 2;
    private const int MostAttempts = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private readonly CertificateMaker found = new();
    private string name = "";
    private double? celsius;
    private int sent;
    private double highestHz = CalibrationStandard.HighestHz;

    // Two voltages, short, open, common ground, four resistors.
    private int Parts => channels > 1 ? 9 : 8;

    /// <summary>The whole procedure.</summary>
    /// <param name="name">Names the certificate.</param>
    /// <param name="celsius">Temperature, where it is known.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CliException">A standard cannot be read, or the tester does not take the result.</exception>
    public async Task<CertificateMaker> RunAsync(string name, double? celsius, CancellationToken cancellation)
    {
        this.name = name;
        this.celsius = celsius;
        var voltages = CalibrationStandard.All.Where(one => one.Role == StandardRole.Voltage).ToArray();
        await CompareVoltagesAsync("coarse_voltage", voltages[0], voltages[1], cancellation);
        await CompareVoltagesAsync("fine_voltage", voltages[2], voltages[3], cancellation);
        foreach (var standard in CalibrationStandard.All.Where(one => one.Role != StandardRole.Voltage))
        {
            await using var connected = await connect(standard, cancellation);
            highestHz = await HighestAsync(cancellation);
            if (standard is { Role: StandardRole.Load, Range: 0 } && channels > 1)
                await SendAsync(await GroundAsync(cancellation), cancellation);
            var readings = await ReadAsync(standard, cancellation);
            var comparisons = readings.SelectMany(ComparisonsOf).ToArray();
            if (standard.Role == StandardRole.Load)
                foreach (var reading in readings)
                    found.Check(
                        reading,
                        comparisons.Single(c => c.Kind == "current" && c.Channel == reading.Channel)
                    );
            await SendAsync(comparisons, cancellation);
        }
        return found;
    }

    private static IEnumerable<Comparison> ComparisonsOf(StandardReading reading)
    {
        if (reading.Standard.Role == StandardRole.Open)
            yield return Comparison.OfLeakage(reading);
        if (reading.Standard.Role == StandardRole.Load)
            yield return Comparison.OfCurrent(reading);
        foreach (var impedance in Comparison.OfImpedances(reading))
            yield return impedance;
    }

    private async Task CompareVoltagesAsync(
        string kind,
        CalibrationStandard low,
        CalibrationStandard high,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<StandardReading> lows;
        await using (await connect(low, cancellation))
            lows = await ReadAsync(low, cancellation);
        await using var connected = await connect(high, cancellation);
        var highs = await ReadAsync(high, cancellation);
        await SendAsync([.. lows.Zip(highs, (a, b) => Comparison.OfVoltage(kind, a, b))], cancellation);
    }

    private async Task<IReadOnlyList<StandardReading>> ReadAsync(
        CalibrationStandard standard,
        CancellationToken cancellation
    )
    {
        progress.WriteLine($"reading the {standard.Name} on {channels} channel(s)");
        using var client = new HostClient(host);
        var all = Enumerable.Range(0, channels).ToArray();
        var runs = await StartAsync(client, all, standard.PlanJson(highestHz), standard.Name, cancellation);
        await WaitAsync(client, runs.Values, cancellation);
        var readings = new List<StandardReading>();
        foreach (var channel in all)
        {
            var samples = await client.SamplesAsync(runs[channel], channel, 5000, cancellation);
            var spectra = new List<SpectrumAnswer>();
            foreach (var summary in await client.SpectraAsync(runs[channel], channel, cancellation))
                spectra.Add(
                    await client.SpectrumAsync(runs[channel], channel, summary.Spectrum, cancellation)
                );
            var reading = StandardReading.Of(standard, channel, samples, spectra);
            // An open of a few picofarad may show no current on the second range; the first one then stands for it.
            var least = standard.Frequencies(highestHz).Count - (standard.Role == StandardRole.Open ? 1 : 0);
            if (reading.Levels.Any(level => double.IsNaN(level.Volt)) || reading.Impedances.Count < least)
                throw new CliException(
                    ExitCode.Failed,
                    $"channel {channel} gave too few readings of the {standard.Name}: is it connected? See 'edgetester run show {runs[channel]}'"
                );
            readings.Add(reading);
        }
        return readings;
    }

    // One channel after the other drives a current while all others are read, and once none does.
    private async Task<IReadOnlyList<Comparison>> GroundAsync(CancellationToken cancellation)
    {
        progress.WriteLine($"reading what each channel's current does to the others");
        using var client = new HostClient(host);
        var all = Enumerable.Range(0, channels).ToArray();
        var quiet = await QuietAsync(client, all, cancellation);
        var comparisons = new List<Comparison>();
        foreach (var other in all)
        {
            var driving = await StartAsync(
                client,
                [other],
                CalibrationStandard.GroundPlanJson(),
                "common ground",
                cancellation
            );
            var others = all.Where(channel => channel != other).ToArray();
            var lifted = await QuietAsync(client, others, cancellation);
            var run = (await client.RunsAsync(cancellation)).Single(one => one.RunId == driving[other]);
            if (run.Ended is not null)
                throw new CliException(
                    ExitCode.Failed,
                    $"channel {other} stopped driving its current: {run.StateInWords}"
                );
            await client.CommandAsync(
                new
                {
                    Verb = "stop",
                    Device = device,
                    Channel = other,
                    RunId = driving[other],
                },
                cancellation
            );
            await WaitAsync(client, driving.Values, cancellation);
            comparisons.AddRange(
                others.Select(channel => Comparison.OfGround(channel, other, quiet[channel], lifted[channel]))
            );
        }
        return comparisons;
    }

    private async Task<Dictionary<int, double>> QuietAsync(
        HostClient client,
        int[] which,
        CancellationToken cancellation
    )
    {
        var runs = await StartAsync(
            client,
            which,
            CalibrationStandard.QuietPlanJson(GroundSeconds),
            "common ground",
            cancellation
        );
        await WaitAsync(client, runs.Values, cancellation);
        var means = new Dictionary<int, double>();
        foreach (var channel in which)
        {
            var samples = await client.SamplesAsync(runs[channel], channel, 5000, cancellation);
            var (_, ampere) = StandardReading.Mean(samples, CalibrationStandard.QuietSeconds, GroundSeconds);
            means[channel] = double.IsNaN(ampere)
                ? throw new CliException(
                    ExitCode.Failed,
                    $"channel {channel} gave too few readings: see 'edgetester run show {runs[channel]}'"
                )
                : ampere;
        }
        return means;
    }

    private async Task<Dictionary<int, string>> StartAsync(
        HostClient client,
        int[] which,
        string plan,
        string what,
        CancellationToken cancellation
    )
    {
        var runs = new Dictionary<int, string>();
        foreach (var channel in which)
        {
            var answer = await RunCommand.StartAsync(
                client,
                plan,
                device,
                channel,
                $"Calibration: {what}",
                cancellation
            );
            runs[channel] =
                answer.RunId
                ?? throw new CliException(
                    ExitCode.Failed,
                    $"channel {channel} does not start: {answer.Result} {answer.Text}"
                );
        }
        return runs;
    }

    private async Task<double> HighestAsync(CancellationToken cancellation)
    {
        using var client = new HostClient(host);
        var mine = (await client.DevicesAsync(cancellation)).FirstOrDefault(one => one.Serial == device);
        return mine?.MaximumFrequencyHz is { } hz && hz > CalibrationStandard.HighestHz
            ? hz
            : CalibrationStandard.HighestHz;
    }

    private async Task SendAsync(IReadOnlyList<Comparison> points, CancellationToken cancellation)
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
                        Residual = sent < Parts ? (double?)null : found.Residual,
                        Points = points,
                    },
                    cancellation
                );
                found.Add(points);
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
        IReadOnlyCollection<string> runs,
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
                var failed = mine.FirstOrDefault(run =>
                    run.State is "faulted" or "fault" or "limit" or "short"
                );
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
