using System.Reflection;
using System.Runtime.Loader;
using EdgeTester.NanoSurface.Cost;

namespace EdgeTester.Firmware.Tests.Nano.Cost;

/// <summary>
/// The tests' own assemblies once more in a world of their own, where Contracts and Core count what they cost: a scenario that is called
/// there runs on the counting firmware.
/// </summary>
public sealed class CountedFirmware : IDisposable
{
    private const string Contracts = "EdgeTester.Contracts";
    private const string Core = "EdgeTester.Firmware.Core";
    private readonly NanoCompiler compiler = new();
    private readonly World world;
    private readonly List<FieldInfo> picoseconds = [];
    private readonly List<FieldInfo> instructions = [];

    public CountedFirmware()
    {
        // Optimised as the device's: what the tests run is a debug build of half as many instructions more.
        var contracts = compiler.CompileForThisMachine(
            Contracts,
            SourceFolders.SourcesOf(SourceFolders.Contracts)
        );
        var core = compiler.CompileForThisMachine(
            Core,
            SourceFolders.SourcesOf(SourceFolders.Core),
            contracts
        );
        world = new World(new() { [Contracts] = contracts, [Core] = core });
        foreach (var name in new[] { Contracts, Core })
        {
            var counter = world
                .LoadFromAssemblyName(new AssemblyName(name))
                .GetType(CostCounter.TypeName, throwOnError: true)!;
            instructions.Add(counter.GetField(CostCounter.Instructions)!);
            picoseconds.AddRange(
                counter
                    .GetFields()
                    .Where(f => f.Name.StartsWith(CostCounter.Picoseconds, StringComparison.Ordinal))
            );
        }
    }

    /// <summary>Calls a scenario: a public static method that takes a reader of the two counters and gives numbers back.</summary>
    public double[] Run(Type scenario, string method)
    {
        var type = world
            .LoadFromAssemblyName(scenario.Assembly.GetName())
            .GetType(scenario.FullName!, throwOnError: true)!;
        Func<(double Nanoseconds, double Instructions)> read = () =>
            (picoseconds.Sum(Value) / 1000, instructions.Sum(Value));
        return (double[])type.GetMethod(method)!.Invoke(null, [read])!;
    }

    /// <summary>The methods that have cost most so far, in nanoseconds of their own instructions.</summary>
    public IReadOnlyList<(string Method, double Nanoseconds)> Dearest(int count) =>
        picoseconds
            .GroupBy(f => f.Name[CostCounter.Picoseconds.Length..])
            .Select(g => (g.Key, g.Sum(Value) / 1000))
            .OrderByDescending(m => m.Item2)
            .Take(count)
            .ToList();

    public void Dispose() => compiler.Dispose();

    private static double Value(FieldInfo field) => (long)field.GetValue(null)!;

    private sealed class World(Dictionary<string, string> counting) : AssemblyLoadContext("counting")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            if (counting.TryGetValue(name.Name!, out var path))
            {
                var copy = new MemoryStream();
                CostCounter.Instrument(path, copy);
                copy.Position = 0;
                return LoadFromStream(copy);
            }
            var own = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            var isOurs = name.Name!.StartsWith("EdgeTester", StringComparison.OrdinalIgnoreCase);
            return isOurs && File.Exists(own) ? LoadFromAssemblyPath(own) : null;
        }
    }
}
