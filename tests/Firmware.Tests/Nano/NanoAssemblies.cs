namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What the tests look at, compiled once.</summary>
public sealed class NanoAssemblies : IDisposable
{
    private readonly NanoCompiler compiler = new();
    private readonly Lazy<byte[]> core;
    private readonly Lazy<byte[]> firmware;
    private readonly Lazy<byte[]> violations;
    private readonly Lazy<string> refusals;

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

    private byte[] Compiled(IEnumerable<string> sources)
    {
        var (assembly, output) = compiler.Compile(sources);
        Assert.True(assembly is not null, output);
        return assembly;
    }
}
