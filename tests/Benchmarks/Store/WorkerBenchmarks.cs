using System.Diagnostics;
using System.Globalization;
using EdgeTester.Contracts;
using EdgeTester.Messaging;
using EdgeTester.Storage;
using EdgeTester.Storage.Postgres;

namespace EdgeTester.Benchmarks.Store;

/// <summary>
/// A backlog of spectra in PostgreSQL and one or two workers as processes of their own, each held to half a core
/// (<see cref="HalfCores"/>); then two of which one is killed -9.
/// </summary>
public static class WorkerBenchmarks
{
    private const int PerRun = 100;

    /// <summary>Runs all measurements and writes their figures, one a line.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="tool">Path of edgetester.dll.</param>
    /// <param name="spectra">Spectra of the backlog.</param>
    public static async Task MeasureAsync(TextWriter output, string tool, int spectra)
    {
        double one = await RunAsync(output, tool, spectra, workers: 1, kill: false);
        double two = await RunAsync(output, tool, spectra, workers: 2, kill: false);
        Write(output, "speed-up from one worker to two", $"{one / two:0.00}");
        await RunAsync(output, tool, spectra, workers: 2, kill: true);
    }

    private static async Task<double> RunAsync(
        TextWriter output,
        string tool,
        int spectra,
        int workers,
        bool kill
    )
    {
        string folder = Directory.CreateTempSubdirectory("edgetester-bench-").FullName;
        await using PostgresServer server = await PostgresServer.StartAsync(folder, [], default);
        await using (
            IRunStore store = PostgresRunStore.Open(
                new PostgresOptions { Address = server.Address },
                TimeProvider.System
            )
        )
        {
            await SpectrumBacklog.FillAsync(store, spectra, PerRun);
            var clock = Stopwatch.StartNew();
            using var limits = new HalfCores(workers);
            var processes = Enumerable
                .Range(0, workers)
                .Select(k =>
                    limits.Start(
                        k,
                        tool,
                        "worker",
                        "--store",
                        server.Address,
                        "--until-done",
                        "--lease",
                        "10"
                    )
                )
                .ToList();
            if (kill)
            {
                while (SpectrumBacklog.CountResults(store, spectra, PerRun) < spectra)
                    await Task.Delay(200);
                processes[0].Kill();
            }
            foreach (Process process in processes)
                await process.WaitForExitAsync();
            double seconds = clock.Elapsed.TotalSeconds;
            long results = SpectrumBacklog.CountResults(store, spectra, PerRun);
            Write(
                output,
                $"{workers} worker{(workers > 1 ? "s" : "")} of half a core ({limits.How}){(kill ? ", one killed -9 on the way" : "")}",
                $"{spectra} spectra in {seconds:0.0} s, {results} results of {3 * spectra} wanted, {store.Jobs.Count()} jobs left"
            );
            foreach (Process process in processes)
                process.Dispose();
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            return seconds;
        }
    }

    private static void Write(TextWriter output, string name, FormattableString figures)
    {
        output.WriteLine(name + ": " + figures.ToString(CultureInfo.InvariantCulture));
        output.Flush();
    }
}
