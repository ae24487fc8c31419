using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EdgeTester.NanoSurface.Checks;

/// <summary>Which methods of a module a method may reach, by whatever way: a virtual or interface call reaches every body it may mean.</summary>
public sealed class CallGraph
{
    private readonly Dictionary<string, List<MethodDefinition>> bodies = [];

    /// <summary>Reads a module.</summary>
    public CallGraph(ModuleDefinition module)
    {
        foreach (var type in module.GetTypes())
        foreach (var method in type.Methods.Where(m => m.HasBody))
        {
            Add(Key(method), method);
            foreach (var overridden in method.Overrides)
                Add(Key(overridden), method);
            if (!method.IsVirtual)
                continue;
            foreach (var above in Above(type))
                Add($"{above.FullName}.{Signature(method)}", method);
        }
    }

    /// <summary>All methods that can be reached, the entry included, and the way to each.</summary>
    /// <param name="entry">Full name of type and method.</param>
    /// <param name="endsAt">Full names that are not followed.</param>
    /// <exception cref="ArgumentException">There is no such entry, or an end that nothing reaches.</exception>
    public IReadOnlyDictionary<MethodDefinition, string> Reach(string entry, IEnumerable<string> endsAt)
    {
        var found = new Dictionary<MethodDefinition, string>();
        var ends = endsAt.ToHashSet();
        var met = new HashSet<string>();
        var waiting = new Queue<MethodDefinition>();
        foreach (var start in bodies.Values.SelectMany(b => b).Where(m => Name(m) == entry).Distinct())
        {
            found[start] = start.Name;
            waiting.Enqueue(start);
        }
        if (waiting.Count == 0)
            throw new ArgumentException($"there is no method {entry}");
        while (waiting.TryDequeue(out var method))
        {
            foreach (var called in method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>())
            foreach (var target in TargetsOf(called))
            {
                if (ends.Contains(Name(target)))
                {
                    met.Add(Name(target));
                    continue;
                }
                if (found.TryAdd(target, $"{found[method]} > {target.DeclaringType.Name}.{target.Name}"))
                    waiting.Enqueue(target);
            }
        }
        if (ends.Except(met).FirstOrDefault() is { } stale)
            throw new ArgumentException($"nothing reaches {stale}: take it off the list");
        return found;
    }

    /// <summary>The bodies that a call may run.</summary>
    public IReadOnlyList<MethodDefinition> TargetsOf(MethodReference called) =>
        bodies.TryGetValue(Key(called), out var targets) ? targets : [];

    /// <summary>Full name of type and method without the parameters.</summary>
    public static string Name(MethodReference method) => $"{method.DeclaringType.FullName}.{method.Name}";

    private void Add(string key, MethodDefinition method)
    {
        if (!bodies.TryGetValue(key, out var list))
            bodies[key] = list = [];
        if (!list.Contains(method))
            list.Add(method);
    }

    private static string Key(MethodReference method) =>
        $"{method.DeclaringType.FullName}.{Signature(method)}";

    private static string Signature(MethodReference method) =>
        $"{method.Name}({string.Join(",", method.Parameters.Select(p => p.ParameterType.FullName))})";

    private static IEnumerable<TypeReference> Above(TypeDefinition type)
    {
        foreach (var implemented in type.Interfaces)
            yield return implemented.InterfaceType;
        if (type.BaseType is not TypeDefinition parent)
            yield break;
        yield return parent;
        foreach (var further in Above(parent))
            yield return further;
    }
}
