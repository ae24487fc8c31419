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
        RelaxationBenchmarks.Run(Console.Out, args.Length > 1 ? int.Parse(args[1]) : 1000);
        return 0;
    case "ingest":
        double seconds =
            args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 20;
        var parts = args.Skip(2).ToHashSet();
        await Task.Run(() => IngestBenchmarks.Run(Console.Out, TimeSpan.FromSeconds(seconds), parts));
        return 0;
    case "fuzz":
        double minutes =
            args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10;
        return await FuzzBenchmark.RunAsync(Console.Out, TimeSpan.FromMinutes(minutes)) ? 0 : 1;
    case "store":
        await LongRunBenchmarks.MeasureAsync(
            Console.Out,
            args.Length > 1 ? long.Parse(args[1]) : 40_000_000,
            args.Length > 2 && args[2] == "postgres"
        );
        return 0;
    case "workers":
        string tool = Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "../../../../../host/Cli/bin/Release/net10.0/edgetester.dll"
            )
        );
        if (!File.Exists(tool))
        {
            Console.Error.WriteLine($"{tool} is missing: dotnet build host/Cli -c Release");
            return 2;
        }
        await WorkerBenchmarks.MeasureAsync(
            Console.Out,
            tool,
            args.Length > 1 ? int.Parse(args[1]) : 20_000,
            args.Length > 2 ? int.Parse(args[2]) : 1_000
        );
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: dotnet run -c Release --project tests/Benchmarks -- circuits|drt [FIRST_SEED]|ingest [SECONDS [alone|rows|overview|sqlite|pipe|postgres ...]]|fuzz [MINUTES]|store [SAMPLES [postgres]]|workers [SPECTRA [TIMED]]"
        );
        return 2;
}
