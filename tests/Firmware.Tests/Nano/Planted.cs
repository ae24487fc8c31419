namespace EdgeTester.Firmware.Tests.Nano;

/// <summary>Violations that the checks must catch, each in a namespace of its own so that one compilation holds them all.</summary>
public static class Planted
{
    /// <summary>Stopped by the compiler, because nanoFramework's surface does not have it: what a declaration says.</summary>
    public static readonly string[] LackingInDeclarations =
    [
        "class A { System.Collections.Generic.List<int> list; }",
        "class A { int? x; }",
        "class A { (int, int) F() { return (1, 2); } }",
        "class A { void F(System.Action<int> f) { } }",
        "interface A { int F() { return 1; } }",
        "class A { decimal F() { return 1; } }",
    ];

    /// <summary>Likewise what a body says; the compiler does not look at bodies while a declaration is wrong.</summary>
    public static readonly string[] LackingInBodies =
    [
        "class A { double F(double x) { return System.Math.Sin(x); } }",
        "class A { async void F() { } }",
        "class A { string F(double x) { return x.ToString(\"R\", null); } }",
        "class A { void F() { System.Span<byte> b = default; } }",
        "class A { System.Collections.IEnumerable F() { yield return 1; } }",
        "class A { void F() { System.Array.Sort(new int[1]); } }",
        "class A { string F() { return string.Join(\",\", new string[1]); } }",
    ];

    /// <summary>Let through by the compiler, named by the check of the assembly.</summary>
    public static readonly (string Text, string Expected)[] WhatDoesNotRun =
    [
        ("public class A<T> { }", "a generic type"),
        ("public class A { public void F<T>() { } }", "a generic method"),
        ("public class A { public int[,] X = new int[2, 2]; }", "an array of several dimensions"),
        (
            "public class A { public static int X = B.Y; } public class B { public static int Y = 3; }",
            "initialised from"
        ),
        ("public class A { public double F(double x) { return System.Math.Abs(x); } }", "uses Math"),
        ("public class A { public double F(uint x) { return (int)x; } }", "a fraction"),
        ("public class A { public long F(uint x) { return (long)(int)x; } }", "widens"),
        ("public class A { public int F(uint x) { return ((int)x) >> 3; } }", "shifts"),
        (
            "public class A { public int F(uint x) { int y = (int)x; return y; } }",
            "returns an unsigned number"
        ),
        (
            "public class A { int F(int x) { return x; } public int G(uint y) { return F((int)y); } }",
            "hands an unsigned number"
        ),
        ("public class A { public int F(ulong x) { return (int)((long)x % 7); } }", "the remainder"),
    ];

    /// <summary>Reached from Loop.Step.</summary>
    public static readonly (string Text, string Expected)[] WhatATickMustNot =
    [
        ("public class Loop { public object F; public void Step() { F = new Loop(); } }", "makes a Loop"),
        ("public class Loop { byte[] f; public void Step() { f = new byte[4]; } }", "makes an array of Byte"),
        ("public class Loop { object f; public void Step() { f = 3; } }", "boxes a Int32"),
        ("public class Loop { string f; public void Step() { f = 3.ToString(); } }", "calls Int32.ToString"),
        (
            "public class Loop { string f = \"\"; public void Step() { f = f + \"a\"; } }",
            "calls String.Concat"
        ),
        ("public class Loop { string f; public void Step() { f = $\"{3:X}\"; } }", "calls String.Format"),
        (
            "public interface I { void F(); } public class A : I { object f; public void F() { f = new A(); } }"
                + " public class Loop { I i; public void Step() { i.F(); } }",
            "makes a A (Step > A.F)"
        ),
        (
            "public abstract class B { public abstract void F(); } public class A : B { object f; "
                + "public override void F() { f = new A(); } } public class Loop { B b; public void Step() { b.F(); } }",
            "makes a A (Step > A.F)"
        ),
        (
            "public class Loop { int x; object P { get { return new Loop(); } } public void Step() { if (P == null) x++; } }",
            "makes a Loop (Step > Loop.get_P)"
        ),
    ];

    // A data path of the device's, so that its rules hold there.
    private const string Path = "EdgeTester.Firmware.Runner.Planted";

    /// <summary>Namespace of a violation of the assembly, with the dot.</summary>
    public static string NamespaceOf(int index) => $"{Path}{index:D2}.";

    /// <summary>Namespace of a violation of the tick, with the dot.</summary>
    public static string NamespaceOfTick(int index) => $"{Path}Tick{index:D2}.";

    /// <summary>Name of the file of what does not compile.</summary>
    public static string FileOf(string text) =>
        Array.IndexOf(LackingInBodies, text) is var k and >= 0
            ? $"body{k:D2}.cs"
            : $"declaration{Array.IndexOf(LackingInDeclarations, text):D2}.cs";

    /// <summary>One source of all that compiles, with a Math of its own, which the surface does not have.</summary>
    public static string Compiling =>
        "#pragma warning disable\nnamespace System { public static class Math { public static double Abs(double x) { return x; } } }\n"
        + string.Join('\n', WhatDoesNotRun.Select((p, k) => In(NamespaceOf(k), p.Text)))
        + string.Join('\n', WhatATickMustNot.Select((p, k) => In(NamespaceOfTick(k), p.Text)));

    private static string In(string name, string text) => $"namespace {name.TrimEnd('.')} {{ {text} }}";
}
