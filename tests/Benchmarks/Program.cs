using EdgeTester.Benchmarks.Analysis;
using EdgeTester.Benchmarks.Ingest;
using EdgeTester.Benchmarks.Relaxation;
using EdgeTester.Benchmarks.Store;

// Results are committed in docs/analysis-circuits.md, docs/analysis-drt.md, docs/ingest.md, docs/storage.md and docs/scale.md with the machine that made them.
switch (args.FirstOrDefault() ?? "")
{
    case "circuits":
        CircuitBenchmarks.Run(Console.Out);
        return 0;
    case "drt":
        RelaxationBenchmarks.Run(Console.Out);
        return 0;
    case "ingest":
        double seconds =
            args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 20;
        await Task.Run(() => IngestBenchmarks.Run(Console.Out, TimeSpan.FromSeconds(seconds)));
        return 0;
    case "fuzz":
        double minutes =
            args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10;
        return await FuzzBenchmark.RunAsync(Console.Out, TimeSpan.FromMinutes(minutes)) ? 0 : 1;
    case "store":
        LongRunBenchmarks.Measure(Console.Out, args is [_, var samples] ? long.Parse(samples) : 40_000_000);
        return 0;
    case "workers":
        string tool = Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "../../../../../host/Cli/bin/Release/net10.0/edgetester.dll"
            )
        );
        await WorkerBenchmarks.MeasureAsync(
            Console.Out,
            tool,
            args is [_, var spectra] ? int.Parse(spectra) : 20_000
        );
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: dotnet run -c Release --project tests/Benchmarks -- circuits|drt|ingest [SECONDS]|fuzz [MINUTES]|store [SAMPLES]|workers [SPECTRA]"
        );
        return 2;
}
