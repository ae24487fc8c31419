using System.Text;
using System.Text.RegularExpressions;

namespace EdgeTester.NanoSurface;

/// <summary>Turns a list of members into C# source of a reference assembly: the same signatures, no bodies.</summary>
public sealed partial class SurfaceWriter
{
    private readonly Dictionary<string, TypeEntry> types = [];

    /// <summary>Members that were left out because they mention a type that is not in the list.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Takes a list in.</summary>
    public void Add(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var match = TypeLine().Match(line);
            if (match.Success)
            {
                var type = new TypeEntry(
                    match.Groups["name"].Value,
                    match.Groups["kind"].Value,
                    match.Groups["mods"].Value,
                    match.Groups["rest"].Value
                );
                types[type.FullName] = type;
                if (types.TryGetValue(type.Namespace, out var outer))
                    outer.Nested.Add(type);
            }
            else
            {
                var owner = OwnerOf(line) ?? throw new FormatException($"'{line}' belongs to no type");
                owner.Members.Add(line[(owner.FullName.Length + 1)..]);
            }
        }
    }

    // Members of a type stand among those of the types inside it: the longest name counts.
    private TypeEntry? OwnerOf(string line)
    {
        var name = Names().Match(line.Replace("..ctor", ".", StringComparison.Ordinal)).Value;
        for (var at = name.LastIndexOf('.'); at > 0; at = name.LastIndexOf('.', at - 1))
            if (types.TryGetValue(name[..at], out var type))
                return type;
        return null;
    }

    /// <summary>The source.</summary>
    public string Write()
    {
        var source = new StringBuilder("#pragma warning disable\n");
        LeaveOutDelegates();
        // The compiler wants this attribute for arrays that are filled from data and upstream's compiler makes it itself.
        if (!types.ContainsKey("System.Runtime.CompilerServices.CompilerGeneratedAttribute"))
            source.Append(
                "namespace System.Runtime.CompilerServices { public sealed class CompilerGeneratedAttribute : System.Attribute { } }\n"
            );
        foreach (var type in types.Values.Where(t => !types.ContainsKey(t.Namespace)))
        {
            source.Append($"namespace {type.Namespace} {{\n");
            WriteType(type, source);
            source.Append("}\n");
        }
        return source.ToString();
    }

    private void WriteType(TypeEntry type, StringBuilder source)
    {
        if (type.Kind == "delegate")
        {
            source.Append(
                $"public delegate {Global(type.Rest.Replace("(", type.Name + "(", StringComparison.Ordinal))};\n"
            );
            return;
        }
        if (type.Kind == "enum")
        {
            var underlying =
                type.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault() ?? "int";
            source.Append(
                $"public enum {type.Name} : {underlying} {{ {string.Join(", ", type.Members)} }}\n"
            );
            return;
        }
        var bases = BasesOf(type).ToList();
        source.Append($"public {type.Modifiers} {type.Kind} {type.Name}");
        source.Append(bases.Count > 0 ? " : " + string.Join(", ", bases.Select(Global)) : "").Append(" {\n");
        if (type.Kind == "struct")
            source.Append("private byte anything;\n");
        if (
            type.Kind == "class"
            && !type.Modifiers.Contains("static", StringComparison.Ordinal)
            && !type.Members.Any(m => m.StartsWith(".ctor()", StringComparison.Ordinal))
        )
            source.Append($"internal {type.Name}() {{ }}\n");
        foreach (var member in type.Members)
            WriteMember(type, member, source);
        foreach (var nested in type.Nested)
            WriteType(nested, source);
        source.Append("}\n");
    }

    private IEnumerable<string> BasesOf(TypeEntry type)
    {
        foreach (
            var name in type
                .Rest.TrimStart(' ', ':')
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            if (!types.TryGetValue(name, out var known))
                continue;
            // Interfaces whose members upstream implements explicitly are not in the list and would not compile.
            var complete =
                known.Kind != "interface"
                || known.Members.All(m => type.Members.Any(own => own.Split(" : ")[0] == m.Split(" : ")[0]));
            if (complete)
                yield return name;
        }
    }

    private void WriteMember(TypeEntry type, string member, StringBuilder source)
    {
        var split = member.LastIndexOf(" : ", StringComparison.Ordinal);
        var signature = member[..split];
        var declaration = member[(split + 3)..].Replace(" [Obsolete]", "", StringComparison.Ordinal);
        var unknown = Names()
            .Matches(signature[Math.Max(0, signature.IndexOf('('))..] + " " + declaration)
            .Select(m => m.Value)
            .FirstOrDefault(name => name.Contains('.') && !types.ContainsKey(name));
        if (unknown is not null)
        {
            LeftOut.Add($"{type.FullName}.{signature} ({unknown})");
            return;
        }
        if (type.Kind == "interface")
            declaration = declaration
                .Replace("public abstract ", "", StringComparison.Ordinal)
                .Replace("public ", "", StringComparison.Ordinal);
        source.Append(Declare(type, Global(signature), Global(declaration))).Append('\n');
    }

    // Inside nanoFramework.X the name System.Y would mean nanoFramework.System.Y. The lists write the default of a parameter as a number,
    // or as null where the type is a struct.
    private string Global(string text)
    {
        var full = Names()
            .Replace(
                text,
                m => types.ContainsKey(m.Value) && m.Value.Contains('.') ? "global::" + m.Value : m.Value
            );
        return DefaultOfParameter()
            .Replace(
                full,
                m =>
                    types.TryGetValue(m.Groups["type"].Value, out var type) && type.Kind is "enum" or "struct"
                        ? $"global::{m.Groups["type"].Value} {m.Groups["name"].Value} = {(type!.Kind == "enum" ? $"(global::{type.FullName}){m.Groups["value"].Value}" : "default")}"
                        : m.Value
            );
    }

    // A delegate of types that are not in the lists goes, and its events with it.
    private void LeaveOutDelegates()
    {
        foreach (var type in types.Values.Where(t => t.Kind == "delegate").ToList())
        {
            var unknown = Names()
                .Matches(type.Rest)
                .Select(m => m.Value)
                .FirstOrDefault(name => name.Contains('.') && !types.ContainsKey(name));
            if (unknown is null)
                continue;
            LeftOut.Add($"{type.FullName} ({unknown})");
            types.Remove(type.FullName);
            if (types.TryGetValue(type.Namespace, out var outer))
                outer.Nested.Remove(type);
        }
    }

    private static string Declare(TypeEntry type, string signature, string declaration)
    {
        var hasBody =
            type.Kind != "interface" && !declaration.Contains(" abstract ", StringComparison.Ordinal);
        if (declaration.StartsWith("ctor ", StringComparison.Ordinal))
            return $"{declaration["ctor ".Length..]} {type.Name}{signature[".ctor".Length..]} {(type.Kind == "struct" ? "{ anything = 0; }" : "{ }")}";
        if (declaration.StartsWith("field ", StringComparison.Ordinal))
            return Field(signature, declaration["field ".Length..]);
        if (declaration.StartsWith("event ", StringComparison.Ordinal))
        {
            var text = declaration["event ".Length..];
            var at = text.LastIndexOf(' ');
            return hasBody
                ? $"{text[..at]} event{text[at..]} {signature} {{ add {{ }} remove {{ }} }}"
                : $"event {text.Trim()} {signature};";
        }
        if (declaration.StartsWith("property ", StringComparison.Ordinal))
        {
            var text = declaration["property ".Length..];
            var brace = text.IndexOf('{');
            var name = signature.Contains('[') ? "this" + signature[signature.IndexOf('[')..] : signature;
            var accessors = text[brace..];
            if (hasBody)
                accessors = accessors
                    .Replace("get;", "get { throw null; }", StringComparison.Ordinal)
                    .Replace("set;", "set { }", StringComparison.Ordinal)
                    .Replace("init;", "init { }", StringComparison.Ordinal);
            return $"{text[..brace]}{name} {accessors}";
        }
        if (signature.StartsWith("op_", StringComparison.Ordinal))
            return Operator(signature, declaration);
        var lastSpace = declaration.LastIndexOf(' ');
        var modifiers = lastSpace < 0 ? "" : declaration[..lastSpace];
        return $"{modifiers} {declaration[(lastSpace + 1)..]} {signature}{(hasBody ? " { throw null; }" : ";")}";
    }

    // "op_Equality(A a, A b)" and "public static bool".
    private static string Operator(string signature, string declaration)
    {
        var open = signature.IndexOf('(');
        var lastSpace = declaration.LastIndexOf(' ');
        var (modifiers, result) = (declaration[..lastSpace], declaration[(lastSpace + 1)..]);
        var arguments = signature[open..];
        return signature[..open] switch
        {
            "op_Implicit" => $"{modifiers} implicit operator {result}{arguments} {{ throw null; }}",
            "op_Explicit" => $"{modifiers} explicit operator {result}{arguments} {{ throw null; }}",
            var name when Operators.TryGetValue(name, out var sign) =>
                $"{modifiers} {result} operator {sign}{arguments} {{ throw null; }}",
            _ => "",
        };
    }

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThan"] = ">",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
    };

    private static string Field(string name, string declaration)
    {
        var parts = declaration.Split(" = ");
        if (parts.Length == 1)
            return $"{parts[0]} {name};";
        var value = parts[1] switch
        {
            "NaN" => "0.0 / 0.0",
            "Infinity" => "1.0 / 0.0",
            "-Infinity" => "-1.0 / 0.0",
            _ => parts[1],
        };
        return declaration.Contains(" float ", StringComparison.Ordinal)
            ? $"{parts[0]} {name} = (float)({value});"
            : $"{parts[0]} {name} = {value};";
    }

    [GeneratedRegex(
        @"^(?<name>[\w.]+) : (?<mods>(?:(?:static|sealed|abstract) )*)(?<kind>class|struct|interface|enum|delegate)(?<rest>.*)$"
    )]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"global::(?<type>[\w.]+) (?<name>\w+) = (?<value>-?\d+|null)")]
    private static partial Regex DefaultOfParameter();

    [GeneratedRegex(@"[A-Za-z_][\w.]*")]
    private static partial Regex Names();

    private sealed record TypeEntry(string FullName, string Kind, string Modifiers, string Rest)
    {
        public string Namespace => FullName[..FullName.LastIndexOf('.')];

        public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

        public List<string> Members { get; } = [];

        public List<TypeEntry> Nested { get; } = [];
    }
}
