using System.Diagnostics;
using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;

namespace EdgeTester.Benchmarks.Store;

/// <summary>
/// A backlog of spectra in PostgreSQL and workers as processes of their own. First a part of it, by one worker and by two, each held to
/// half a core (<see cref="HalfCores"/>): the speed-up. Then all of it, by two workers that are held to nothing, one of which is killed -9
/// when a third is done: each result must be there once.
/// </summary>
public static class WorkerBenchmarks
{
    private const int PerRun = 100;

    /// <summary>Runs all measurements and writes their figures, one a line.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="tool">Path of edgetester.dll.</param>
    /// <param name="spectra">Spectra of the backlog of which every result is counted; 0 = only the speed-up.</param>
    /// <param name="timed">Spectra of the backlog whose time is taken; 0 = not.</param>
    public static async Task MeasureAsync(TextWriter output, string tool, int spectra, int timed)
    {
        if (timed > 0)
        {
            double one = await RunAsync(output, tool, timed, workers: 1, isTimed: true);
            double two = await RunAsync(output, tool, timed, workers: 2, isTimed: true);
            Write(output, "speed-up from one worker to two", $"{one / two:0.00}");
        }
        if (spectra > 0)
            await RunAsync(output, tool, spectra, workers: 2, isTimed: false);
    }

    private static async Task<double> RunAsync(
        TextWriter output,
        string tool,
        int spectra,
        int workers,
        bool isTimed
    )
    {
        string folder = Directory.CreateTempSubdirectory("edgetester-bench-").FullName;
        await using PostgresServer server = await PostgresServer.StartAsync(folder, [], default);
        double seconds;
        await using (
            IRunStore store = PostgresRunStore.Open(
                new PostgresOptions { Address = server.Address },
                TimeProvider.System
            )
        )
        {
            await SpectrumBacklog.FillAsync(store, spectra, PerRun);
            using var limits = new HalfCores(isTimed ? workers : 0);
            long jobs = store.Jobs.Count();
            var clock = Stopwatch.StartNew();
            List<Process> processes =
            [
                .. Enumerable.Range(0, workers).Select(k => Start(limits, isTimed, k, tool, server)),
            ];
            if (!isTimed)
            {
                while (store.Jobs.Count() > jobs * 2 / 3)
                    await Task.Delay(200);
                processes[0].Kill();
            }
            foreach (Process process in processes)
                await process.WaitForExitAsync();
            seconds = clock.Elapsed.TotalSeconds;
            (long rows, long distinct) = SpectrumBacklog.CountResults(store, spectra, PerRun);
            Write(
                output,
                $"{workers} worker{(workers > 1 ? "s" : "")}{(isTimed ? $" of half a core each ({limits.How})" : ", one killed -9 when a third was done")}",
                $"{spectra} spectra in {seconds:0.0} s, {rows} results, {3 * spectra - distinct} missing, {rows - distinct} doubled, {store.Jobs.Count()} jobs left, exit codes {string.Join(" and ", processes.Select(process => process.ExitCode))}"
            );
            foreach (Process process in processes)
                process.Dispose();
        }
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        return seconds;
    }

    private static Process Start(HalfCores limits, bool isHalved, int k, string tool, PostgresServer server)
    {
        return limits.Start(
            k,
            isHalved,
            tool,
            "worker",
            "--store",
            server.Address,
            "--until-done",
            "--lease",
            "10"
        );
    }

    private static void Write(TextWriter output, string name, FormattableString figures)
    {
        output.WriteLine(name + ": " + figures.ToString(CultureInfo.InvariantCulture));
        output.Flush();
    }
}
