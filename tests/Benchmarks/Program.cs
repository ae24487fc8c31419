using EdgeTester.Benchmarks.Analysis;
using EdgeTester.Benchmarks.Ingest;
using EdgeTester.Benchmarks.Relaxation;

// Results are committed in docs/analysis-circuits.md, docs/analysis-drt.md and docs/ingest.md with the machine that made them.
switch (args is [var which, ..] ? which : "")
{
    case "circuits":
        CircuitBenchmarks.Run(Console.Out);
        return 0;
    case "drt":
        RelaxationBenchmarks.Run(Console.Out);
        return 0;
    case "ingest":
        await Task.Run(() => IngestBenchmarks.Run(Console.Out));
        return 0;
    case "fuzz":
        double minutes =
            args.Length > 1 ? double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 10;
        return await FuzzBenchmark.RunAsync(Console.Out, TimeSpan.FromMinutes(minutes)) ? 0 : 1;
    default:
        Console.Error.WriteLine(
            "usage: dotnet run -c Release --project tests/Benchmarks -- circuits|drt|ingest|fuzz [minutes]"
        );
        return 2;
}
