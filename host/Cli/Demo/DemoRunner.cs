using System.Diagnostics;
using System.Globalization;
using EdgeTester.Analysis;
using EdgeTester.Cli.Client;
using EdgeTester.Cli.Commands;
using EdgeTester.Cli.Infrastructure;
using EdgeTester.Cli.Output;
using EdgeTester.Cli.Processes;
using EdgeTester.Formats;

namespace EdgeTester.Cli.Demo;

/// <summary>The main job with everything that it needs: eight virtual channels, from firmware to figure.</summary>
internal sealed class DemoRunner(DemoOptions options, TextWriter progress)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(3);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Runs it.</summary>
    public async Task<DemoOutcome> RunAsync(CancellationToken cancellation)
    {
        if (options.SpectrumFile is not null)
            DemandSpectrum(options.SpectrumFile);
        var cells = DemoCell.All(
            options.SpectrumFile is null ? null : Path.GetFullPath(options.SpectrumFile)
        );
        Directory.CreateDirectory(options.Folder);
        progress.WriteLine("starting a broker, a host and a virtual tester with eight cells ...");
        await using var processes = await DemoProcesses.StartAsync(options, cells, progress, cancellation);
        using var client = new HostClient(processes.Address);
        progress.WriteLine($"page:      {processes.Address}");
        progress.WriteLine(
            $"processes: {processes.InWords} (kill -9 one of them if you like: it is started again, and nothing is lost)"
        );
        var runs = await StartRunsAsync(client, cells, cancellation);
        await WaitUntilDoneAsync(client, runs, processes, cancellation);
        await processes.StopTesterAsync();
        var outcome = await EvaluateAsync(client, cells, runs, processes, cancellation);
        if (options.Serve)
            await ServeAsync(processes, outcome, cancellation);
        return outcome;
    }

    private static void DemandSpectrum(string path)
    {
        try
        {
            if (SpectrumFiles.Read(path).Spectra.Count == 0)
                throw new CliException(ExitCode.BadInput, $"{path} holds no spectrum");
        }
        catch (Exception e) when (e is DataFileException or SpectrumException)
        {
            throw new CliException(ExitCode.BadInput, e.Message);
        }
    }

    private async Task<IReadOnlyList<string>> StartRunsAsync(
        HostClient client,
        IReadOnlyList<DemoCell> cells,
        CancellationToken cancellation
    )
    {
        var runs = new List<string>();
        for (var channel = 0; channel < cells.Count; channel++)
        {
            var answer = await RunCommand.StartAsync(
                client,
                cells[channel].PlanJson(),
                DemoProcesses.Serial,
                channel,
                cells[channel].Title,
                cancellation
            );
            if (answer.RunId is null || answer.Result is not ("accepted" or "already_done"))
                throw new CliException(
                    ExitCode.Failed,
                    $"channel {channel} does not start: {answer.Result} {answer.Text}"
                );
            runs.Add(answer.RunId);
        }
        return runs;
    }

    private async Task WaitUntilDoneAsync(
        HostClient client,
        IReadOnlyList<string> runs,
        DemoProcesses processes,
        CancellationToken cancellation
    )
    {
        var lastLine = "";
        var lastShown = TimeSpan.Zero;
        var lastSeen = "";
        var lastMoved = watch.Elapsed;
        while (watch.Elapsed - lastMoved < options.Patience)
        {
            await Task.Delay(1000, cancellation);
            RunAnswer[] all;
            try
            {
                all = await client.RunsAsync(cancellation);
            }
            catch (CliException)
            {
                // Somebody has killed the host; it is on its way back.
                progress.WriteLine("the host does not answer just now ...");
                continue;
            }
            var ours = runs.Select(id => all.FirstOrDefault(r => r.RunId == id)).ToList();
            var line = Line(ours);
            if (line != lastSeen)
                lastMoved = watch.Elapsed;
            lastSeen = line;
            var isDone = ours.All(r => r is { Ended: not null, Missing: 0 });
            if (line != lastLine && (isDone || watch.Elapsed - lastShown > ProgressInterval))
            {
                progress.WriteLine($"{watch.Elapsed.TotalSeconds, 4:F0} s  {line}");
                lastLine = line;
                lastShown = watch.Elapsed;
            }
            if (isDone)
            {
                if (processes.RestartsInWords is { Length: > 0 } restarts)
                    progress.WriteLine($"started again: {restarts}");
                return;
            }
        }
        throw new CliException(
            ExitCode.Failed,
            $"nothing in the demo has moved for {options.Patience.TotalMinutes:F0} minutes; logs are in {options.Folder}"
        );
    }

    private static string Line(IReadOnlyList<RunAnswer?> runs)
    {
        var known = runs.OfType<RunAnswer>().ToList();
        var done = known.Count(r => r.Ended is not null);
        var under = string.Join(
            ", ",
            runs.Select((r, channel) => (r, channel))
                .Where(x => x.r is { Ended: null })
                .Select(x => $"{x.channel}: {Quantity.Duration(x.r!.ElapsedS)}")
        );
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{done} of {runs.Count} runs done, {known.Sum(r => r.Samples)} samples, {known.Sum(r => r.Spectra)} spectra"
            ) + (under.Length > 0 ? $"; test time of channel {under}" : "");
    }

    private async Task<DemoOutcome> EvaluateAsync(
        HostClient client,
        IReadOnlyList<DemoCell> cells,
        IReadOnlyList<string> runs,
        DemoProcesses processes,
        CancellationToken cancellation
    )
    {
        var answers = await client.RunsAsync(cancellation);
        var states = new List<DemoRun>();
        var figures = new List<DemoFigure>();
        var counts = new List<RunCount>();
        var reports = new List<string>();
        for (var channel = 0; channel < cells.Count; channel++)
        {
            var run = answers.First(r => r.RunId == runs[channel]);
            var last = (await client.SpectraAsync(run.RunId, channel, cancellation)).LastOrDefault(s =>
                s.IsComplete
            );
            states.Add(
                new DemoRun(
                    channel,
                    run.RunId,
                    cells[channel].Title,
                    run.StateInWords,
                    run.ElapsedS,
                    run.Spectra,
                    ""
                )
            );
            if (last is not null)
            {
                var spectrum = await AnalysedAsync(client, run.RunId, channel, last.Spectrum, cancellation);
                var truths = TruthFile.Read(processes.TruthFile, run.RunId, last.Spectrum);
                figures.AddRange(Evaluation.Resistances(cells[channel], channel, spectrum, truths));
                var points = TruthFile.ReadPoints(processes.TruthFile, run.RunId, last.Spectrum);
                figures.AddRange(Evaluation.Playback(cells[channel], channel, spectrum, points));
            }
            counts.Add(
                new RunCount(
                    run.RunId,
                    run.Name,
                    run.Device,
                    channel,
                    await client.VerifyAsync(run.RunId, channel, cancellation)
                )
            );
            var report = Path.Combine(options.Folder, $"report-channel-{channel}.html");
            await File.WriteAllTextAsync(
                report,
                await client.ReportAsync(run.RunId, channel, cancellation),
                cancellation
            );
            reports.Add(report);
        }
        var isSound = counts.All(c => c.Count.IsSound && c.Count.IsComplete);
        return new DemoOutcome(
            states,
            figures,
            counts,
            VerifyCommand.Verdict(counts),
            processes.Address,
            options.Folder,
            reports,
            watch.Elapsed.TotalSeconds,
            isSound && figures.Count > 0 && figures.All(f => f.IsWithinLimit)
        );
    }

    // The last spectrum's analysis may still be under way.
    private static async Task<SpectrumAnswer> AnalysedAsync(
        HostClient client,
        string run,
        int channel,
        int number,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; ; attempt++)
        {
            var spectrum = await client.SpectrumAsync(run, channel, number, cancellation);
            if ((spectrum.Fit is not null && spectrum.Drt is not null) || attempt == 150)
                return spectrum;
            await Task.Delay(200, cancellation);
        }
    }

    private async Task ServeAsync(
        DemoProcesses processes,
        DemoOutcome outcome,
        CancellationToken cancellation
    )
    {
        DemoPrinter.Print(outcome, options.Json ? TextWriter.Null : Console.Out);
        progress.WriteLine($"the page stays at {processes.Address} until Ctrl-C");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }
}
