using System.Diagnostics;
using EdgeTester.NanoSurface;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>
/// The SDK's own C# compiler, against the reference assembly that <see cref="SurfaceWriter"/> makes and nothing else:
/// what does not exist in nanoFramework does not compile.
/// </summary>
public sealed class NanoCompiler : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edgetester-nano").FullName;
    private readonly string surface;

    public NanoCompiler()
    {
        var writer = new SurfaceWriter();
        foreach (var (_, lines) in MemberList.ReadEmbedded())
            writer.Add(lines);
        var source = Path.Combine(folder, "surface.cs");
        File.WriteAllText(source, writer.Write());
        surface = Path.Combine(folder, "surface.dll");
        var (code, output) = Run([$"-out:{surface}", source]);
        Assert.True(code == 0, output);
    }

    /// <summary>Compiles sources; the assembly's bytes, or null and the compiler's words.</summary>
    public (byte[]? Assembly, string Output) Compile(IEnumerable<string> sources) =>
        Compile("firmware", sources);

    /// <summary>Compiles sources to an assembly that others may refer to by its name; its bytes, or null and the compiler's words.</summary>
    /// <param name="name">Name of the assembly.</param>
    /// <param name="sources">Paths of files.</param>
    /// <param name="references">Names of assemblies that were compiled here.</param>
    public (byte[]? Assembly, string Output) Compile(
        string name,
        IEnumerable<string> sources,
        params string[] references
    )
    {
        var output = PathOf(name);
        var (code, text) = Run([
            "-langversion:9",
            "-nullable:enable",
            "-warnaserror",
            "-optimize+",
            $"-out:{output}",
            $"-r:{surface}",
            .. references.Select(r => $"-r:{PathOf(r)}"),
            .. sources,
        ]);
        return code == 0 ? (File.ReadAllBytes(output), text) : (null, text);
    }

    /// <summary>
    /// Compiles as for the device, optimised, but against the .NET that runs this test, so that the result can be executed here.
    /// </summary>
    /// <returns>Path of the assembly.</returns>
    public string CompileForThisMachine(string name, IEnumerable<string> sources, params string[] references)
    {
        var output = PathOf(name);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var (code, text) = Run([
            "-langversion:9",
            "-nullable:enable",
            "-optimize+",
            $"-out:{output}",
            $"-r:{Path.Combine(runtime, "System.Private.CoreLib.dll")}",
            $"-r:{Path.Combine(runtime, "System.Runtime.dll")}",
            .. references.Select(r => $"-r:{r}"),
            .. sources,
        ]);
        Assert.True(code == 0, text);
        return output;
    }

    /// <summary>Writes a source file; its path.</summary>
    public string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string PathOf(string assembly) => Path.Combine(folder, assembly + ".dll");

    private static (int Code, string Output) Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                CompilerPath(),
                "-nologo",
                "-noconfig",
                "-nostdlib",
                "-target:library",
                "-runtimemetadataversion:v4.0.30319",
                .. arguments,
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static string CompilerPath()
    {
        // The runtime that runs this test lies in DOTNET/shared/Microsoft.NETCore.App/VERSION.
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return Directory
                .EnumerateFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories)
                .Where(p => p.Contains("bincore", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            ?? throw new InvalidOperationException(
                $"no C# compiler below {root}/sdk: the tests need the .NET SDK"
            );
    }
}
