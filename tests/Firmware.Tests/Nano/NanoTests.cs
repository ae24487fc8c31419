using EdgeTester.NanoSurface;

namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>What the device compiles is what is tested here: Contracts and Core against nanoFramework's surface.</summary>
public sealed class NanoTests(NanoCompiler compiler) : IClassFixture<NanoCompiler>
{
    [Fact]
    public void TheFirmwareCompilesForNanoFrameworkAndFitsItsInterpreter()
    {
        var folders = new[] { SourceFolders.Contracts, SourceFolders.Core, SourceFolders.Bare };
        var (assembly, output) = compiler.Compile(SourceFolders.SourcesOf(folders));
        Assert.True(assembly is not null, output);
        Assert.Empty(AssemblyCheck.FindViolations(new MemoryStream(assembly)));
    }

    [Theory]
    [InlineData("class A { System.Collections.Generic.List<int> list; }")]
    [InlineData("class A { double F(double x) { return System.Math.Sin(x); } }")]
    [InlineData("class A { int? x; }")]
    [InlineData("class A { async void F() { } }")]
    [InlineData("class A { (int, int) F() { return (1, 2); } }")]
    [InlineData("class A { string F(double x) { return x.ToString(\"R\", null); } }")]
    [InlineData("class A { void F() { System.Span<byte> b = default; } }")]
    [InlineData("class A { void F(System.Action<int> f) { } }")]
    public void WhatNanoFrameworkLacksDoesNotCompile(string planted)
    {
        Assert.Null(compiler.CompileText(planted).Assembly);
    }

    [Theory]
    [InlineData("public class A<T> { }", "a generic type")]
    [InlineData("public class A { public void F<T>() { } }", "a generic method")]
    [InlineData("public class A { public int[,] X = new int[2, 2]; }", "an array of several dimensions")]
    [InlineData(
        "public class A { public static int X = B.Y; } public class B { public static int Y = 3; }",
        "initialised from B.Y"
    )]
    public void WhatTheInterpreterCannotDoIsNamed(string planted, string expected)
    {
        var (assembly, output) = compiler.CompileText("#pragma warning disable\n" + planted);
        Assert.True(assembly is not null, output);
        Assert.Contains(AssemblyCheck.FindViolations(new MemoryStream(assembly)), v => v.Contains(expected));
    }

    [Fact]
    public void EveryListedMemberIsPublishedUpstream()
    {
        var shared =
            Environment.GetEnvironmentVariable("EDGETESTER_SHARED")
            ?? Path.Combine(SourceFolders.Root, "..", "shared");
        if (!Directory.Exists(Path.Combine(shared, "nano-api")))
            shared = "/work/shared";
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(shared, "nano-api")),
            "nanoFramework's public API is not here: ../shared/nano-api is missing"
        );
        foreach (var (assembly, lines) in MemberList.ReadEmbedded())
        {
            var published = File.ReadAllLines(Path.Combine(shared, "nano-api", assembly + ".txt"))
                .ToHashSet();
            Assert.NotEmpty(lines);
            Assert.DoesNotContain(lines, line => !published.Contains(line));
        }
    }
}
