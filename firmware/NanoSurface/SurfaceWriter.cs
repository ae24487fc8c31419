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
        TypeEntry? current = null;
        foreach (var line in lines)
        {
            var match = TypeLine().Match(line);
            if (match.Success)
            {
                current = new TypeEntry(
                    match.Groups["name"].Value,
                    match.Groups["kind"].Value,
                    match.Groups["mods"].Value,
                    match.Groups["rest"].Value
                );
                types[current.FullName] = current;
            }
            else if (current is not null && line.StartsWith(current.FullName + ".", StringComparison.Ordinal))
            {
                current.Members.Add(line[(current.FullName.Length + 1)..]);
            }
            else
            {
                throw new FormatException($"'{line}' belongs to no type");
            }
        }
    }

    /// <summary>The source.</summary>
    public string Write()
    {
        var source = new StringBuilder("#pragma warning disable\n");
        // The compiler wants this attribute for arrays that are filled from data and upstream's compiler makes it itself.
        if (!types.ContainsKey("System.Runtime.CompilerServices.CompilerGeneratedAttribute"))
            source.Append(
                "namespace System.Runtime.CompilerServices { public sealed class CompilerGeneratedAttribute : System.Attribute { } }\n"
            );
        foreach (var type in types.Values)
            WriteType(type, source);
        return source.ToString();
    }

    private void WriteType(TypeEntry type, StringBuilder source)
    {
        source.Append($"namespace {type.Namespace} {{\n");
        if (type.Kind == "delegate")
        {
            source.Append(
                $"public delegate {type.Rest.Replace("(", type.Name + "(", StringComparison.Ordinal)};\n}}\n"
            );
            return;
        }
        if (type.Kind == "enum")
        {
            var underlying =
                type.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).FirstOrDefault() ?? "int";
            source.Append(
                $"public enum {type.Name} : {underlying} {{ {string.Join(", ", type.Members)} }}\n}}\n"
            );
            return;
        }
        var bases = BasesOf(type).ToList();
        source.Append($"public {type.Modifiers} {type.Kind} {type.Name}");
        source.Append(bases.Count > 0 ? " : " + string.Join(", ", bases) : "").Append(" {\n");
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
        source.Append("}\n}\n");
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
        var declaration = member[(split + 3)..];
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
        source.Append(Declare(type, signature, declaration)).Append('\n');
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
            return "";
        var lastSpace = declaration.LastIndexOf(' ');
        var modifiers = lastSpace < 0 ? "" : declaration[..lastSpace];
        return $"{modifiers} {declaration[(lastSpace + 1)..]} {signature}{(hasBody ? " { throw null; }" : ";")}";
    }

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

    [GeneratedRegex(@"[A-Za-z_][\w.]*")]
    private static partial Regex Names();

    private sealed record TypeEntry(string FullName, string Kind, string Modifiers, string Rest)
    {
        public string Namespace => FullName[..FullName.LastIndexOf('.')];

        public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

        public List<string> Members { get; } = [];
    }
}
