namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What the tests look at, compiled once.</summary>
public sealed class NanoAssemblies : IDisposable
{
    private readonly NanoCompiler compiler = new();
    private readonly Lazy<byte[]> core;
    private readonly Lazy<byte[]> firmware;
    private readonly Lazy<byte[]> violations;
    private readonly Lazy<string> refusals;
    private readonly Dictionary<string, byte[]> projects = [];

    public NanoAssemblies()
    {
        core = new(() => Compiled(SourceFolders.SourcesOf(SourceFolders.Contracts, SourceFolders.Core)));
        firmware = new(() => Compiled(SourceFolders.SourcesOf(SourceFolders.OfTheDevice)));
        violations = new(() => Compiled([compiler.Write("violations.cs", Planted.Compiling)]));
        refusals = new(() => Refused(Planted.LackingInDeclarations) + Refused(Planted.LackingInBodies));
    }

    /// <summary>Contracts and Core.</summary>
    public Stream Core() => new MemoryStream(core.Value);

    /// <summary>All that a device runs: Contracts, Core and its boards.</summary>
    public Stream Firmware() => new MemoryStream(firmware.Value);

    /// <summary>One assembly of the device, compiled against those that its project refers to.</summary>
    public Stream Of(string project) => new MemoryStream(Project(project));

    /// <summary>The planted violations that compile.</summary>
    public Stream Violations() => new MemoryStream(violations.Value);

    /// <summary>What the compiler says of the planted violations that do not.</summary>
    public string Refusals => refusals.Value;

    public void Dispose() => compiler.Dispose();

    private string Refused(string[] texts) =>
        compiler
            .Compile(
                texts
                    .Select(
                        (text, k) =>
                            compiler.Write(
                                Planted.FileOf(text),
                                $"#pragma warning disable\nnamespace P{k} {{ {text} }}"
                            )
                    )
                    .ToList()
            )
            .Output;

    private byte[] Project(string project)
    {
        if (!projects.TryGetValue(project, out var assembly))
        {
            var made = SourceFolders.Projects[project];
            foreach (var known in made.Knows)
                Project(known);
            var names = made.Knows.Select(NameOf).ToArray();
            assembly = projects[project] = Good(compiler.Compile(NameOf(project), made.Sources, names));
        }
        return assembly;
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private byte[] Compiled(IEnumerable<string> sources) => Good(compiler.Compile(sources));

    private static byte[] Good((byte[]? Assembly, string Output) result)
    {
        Assert.True(result.Assembly is not null, result.Output);
        return result.Assembly;
    }
}
